import type { Page } from 'playwright-core'
import type { SettingsSection } from '../../web/src/frame/paths.ts'
import type { Text } from '../../web/src/text/ja.ts'
import type { Place } from '../places.ts'
import { open, openAt, visit } from '../walk.ts'

/** One’s own settings, and the organization’s. */
export const settings: readonly Place[] = [
  { name: 'settings', who: 'member', on: 'phone', go: (page, text) => open(page, '/settings', text.settings.title) },
  { name: 'settings-profile', who: 'member', go: section('profile') },
  { name: 'settings-look', who: 'member', go: section('look') },
  { name: 'settings-notifications', who: 'member', go: section('notifications') },
  { name: 'settings-quiet', who: 'member', on: 'desktop', go: quietHours },
  { name: 'settings-language', who: 'member', go: section('language') },
  { name: 'settings-address', who: 'member', go: section('address') },
  { name: 'settings-password', who: 'member', go: section('password') },
  { name: 'settings-devices', who: 'member', go: section('devices') },
  { name: 'settings-blocked', who: 'member', go: section('blocked') },
  { name: 'settings-close', who: 'member', go: section('close') },
  { name: 'settings-tokens', who: 'member', go: section('tokens') },
  { name: 'settings-webhooks', who: 'member', go: section('webhooks') },
  { name: 'settings-apps', who: 'member', go: connectedApps },
  { name: 'settings-developer', who: 'member', go: section('developer') },
  { name: 'settings-app', who: 'member', on: 'desktop', go: registerApp },
  { name: 'settings-revoke-all', who: 'member', go: revokeAll },
  { name: 'admin', who: 'member', on: 'phone', go: admin },
  { name: 'admin-people', who: 'member', go: (page, text) => open(page, '/admin/people', text.admin.people) },
  { name: 'admin-person', who: 'member', go: adminPerson },
  { name: 'admin-deactivate', who: 'member', go: adminDeactivate },
  {
    name: 'admin-invitations',
    who: 'member',
    go: (page, text) => open(page, '/admin/invitations', text.admin.invitations),
  },
  { name: 'admin-statistics', who: 'member', go: (page) => openAt(page, '/admin/statistics', '.stats .tile') },
  { name: 'admin-tokens', who: 'member', go: (page) => openAt(page, '/admin/tokens', 'h1') },
  { name: 'admin-invite', who: 'member', go: adminInvite },
  { name: 'admin-invited', who: 'member', go: adminInvited },
  { name: 'consent', who: 'member', go: consent },
  { name: 'consent-self', who: 'member', go: consentSelf },
]

function section(name: SettingsSection): Place['go'] {
  return (page, text) => open(page, `/settings/${name}`, text.settings[name])
}

async function quietHours(page: Page, text: Text): Promise<void> {
  await open(page, '/settings/notifications', text.settings.notifications)
  const switched = page.getByRole('switch', { name: text.settings.quietHours })
  if (!(await switched.isChecked())) await switched.click()
  await page.getByRole('combobox', { name: text.settings.quietUntil }).click()
  await page.getByRole('listbox', { name: text.settings.quietUntil }).waitFor()
}

async function connectedApps(page: Page, text: Text): Promise<void> {
  await open(page, '/settings/apps', text.settings.apps)
  await page.getByText(text.oauth.canDo(5)).click()
}

async function registerApp(page: Page, text: Text): Promise<void> {
  await open(page, '/settings/developer', text.settings.developer)
  await page.getByRole('button', { name: text.oauth.add, exact: true }).click()
  const dialog = page.getByRole('dialog', { name: text.oauth.add })
  await dialog.getByRole('button', { name: text.oauth.add, exact: true }).click()
  await page.getByText(text.oauth.nameMissing).waitFor()
}

/** An application of one's own asks for what it was registered with. */
async function consent(page: Page, text: Text): Promise<void> {
  const answer = await page.request.post('/api/oauth/apps', { data: {} })
  const [app] = (await answer.json()).apps as { clientId: string; name: string; scopes: string[] }[]
  if (!app) throw new Error('nobody registered an application')
  const query = { response_type: 'code', client_id: app.clientId, scope: app.scopes.join(' ') }
  await open(page, `/packages/oauth2/login.php?${new URLSearchParams(query)}`, text.oauth.title(app.name))
}

/** An assistant that nobody registered asks for a little. */
async function consentSelf(page: Page, text: Text): Promise<void> {
  const redirect_uri = 'http://localhost:3118/callback'
  const data = { client_name: '議事録アシスタント', redirect_uris: [redirect_uri] }
  const registered = await (await page.request.post('/oauth2/register', { data })).json()
  const query = {
    ...{ response_type: 'code', client_id: registered.client_id, redirect_uri },
    ...{ scope: 'users.profile.me:read rooms.messages:read rooms.messages:write' },
    ...{ code_challenge: 'a'.repeat(43), code_challenge_method: 'S256' },
  }
  await open(page, `/packages/oauth2/login.php?${new URLSearchParams(query)}`, text.oauth.title(data.client_name))
}

async function revokeAll(page: Page, text: Text): Promise<void> {
  await open(page, '/settings/devices', text.settings.devices)
  await page.getByText(text.settings.usedNow).waitFor()
  await page.getByRole('button', { name: text.settings.revoke, exact: true }).last().click()
  await page.getByRole('alertdialog').waitFor()
}

async function admin(page: Page, text: Text): Promise<void> {
  await visit(page, '/admin')
  await page.getByRole('link', { name: text.admin.people }).waitFor()
}

/** What can be done to one of the people. */
async function adminPerson(page: Page, text: Text): Promise<void> {
  await open(page, '/admin/people', text.admin.people)
  await page.locator('.people td.acts button').nth(1).click()
  await page.getByRole('menuitem', { name: text.admin.deactivate.act }).waitFor()
}

async function adminDeactivate(page: Page, text: Text): Promise<void> {
  await adminPerson(page, text)
  await page.getByRole('menuitem', { name: text.admin.deactivate.act }).click()
  await page.getByRole('alertdialog').waitFor()
}

async function adminInvite(page: Page, text: Text): Promise<void> {
  await open(page, '/admin/people', text.admin.people)
  await page.getByRole('button', { name: text.admin.invite, exact: true }).click()
  await page.getByRole('dialog', { name: text.admin.inviteTitle }).waitFor()
}

async function adminInvited(page: Page, text: Text): Promise<void> {
  await adminInvite(page, text)
  await page.getByRole('dialog').getByLabel(text.admin.emails).fill('mori@minamo.example\nnoda@minamo.example')
  await page
    .getByRole('dialog')
    .getByRole('button', { name: text.admin.makeLinks(2) })
    .click()
  await page.getByText(text.admin.handed.links.title).waitFor()
}
