import type { Page } from 'playwright-core'
import type { SettingsSection } from '../web/src/frame/paths.ts'
import type { Text } from '../web/src/text/ja.ts'
import { GIFT, open, openAt, openChats, openRoom, press, tools, visit } from './walk.ts'

/** Somewhere in the product that one can stand. */
export interface Place {
  readonly name: string
  readonly who: 'member' | 'visitor'
  /** Where it looks other than on the rest; everywhere unless told. */
  readonly on?: 'desktop' | 'phone'
  /** From any page to the place; done when all of it is there. */
  go(page: Page, text: Text): Promise<void>
}

/** One may only read here. */
const NEWS = '【全社】お知らせ'

/** Every page, dialog, menu and popover. Whoever makes a new one adds a row; `e2e/a11y-*.test.ts` and pictures come of themselves. */
export const places: readonly Place[] = [
  { name: 'chats', who: 'member', go: openChats },
  { name: 'filter-empty', who: 'member', go: filterOfTo },
  { name: 'list-order-menu', who: 'member', go: (page, text) => press(page, text.rooms.arrange, 'menu') },
  { name: 'list-row-menu', who: 'member', go: rowMenu },
  { name: 'me-menu', who: 'member', on: 'desktop', go: (page, text) => press(page, text.frame.me, 'menu') },
  { name: 'room', who: 'member', go: (page) => openRoom(page, GIFT) },
  { name: 'room-readonly', who: 'member', go: (page) => openRoom(page, NEWS) },
  { name: 'room-my', who: 'member', go: (page, text) => openRoom(page, text.rooms.myChat) },
  { name: 'room-pane', who: 'member', on: 'phone', go: openPane },
  { name: 'room-unknown', who: 'member', go: (page, text) => open(page, '/rooms/999999999', text.rooms.notHere) },
  { name: 'room-menu', who: 'member', go: roomMenu },
  { name: 'message-menu', who: 'member', go: messageMenu },
  { name: 'message-emoji', who: 'member', go: messageEmoji },
  { name: 'message-delete', who: 'member', go: messageDelete },
  { name: 'message-forward', who: 'member', go: messageForward },
  { name: 'composer-emoji', who: 'member', go: (page, text) => fromComposer(page, text.messages.emoji, 'dialog') },
  { name: 'composer-format', who: 'member', go: (page, text) => fromComposer(page, text.messages.format, 'menu') },
  { name: 'composer-to', who: 'member', go: (page, text) => fromComposer(page, text.messages.to, 'dialog') },
  { name: 'composer-reply', who: 'member', go: composerReply },
  { name: 'composer-outside', who: 'member', go: composerOutside },
  { name: 'send-options', who: 'member', on: 'desktop', go: sendOptions },
  { name: 'new-room', who: 'member', go: newRoom },
  { name: 'new-room-people', who: 'member', go: newRoomPeople },
  { name: 'add-members', who: 'member', go: addMembers },
  { name: 'room-settings-about', who: 'member', go: (page, text) => roomSettings(page, text, 'about') },
  { name: 'room-settings-members', who: 'member', go: (page, text) => roomSettings(page, text, 'members') },
  { name: 'room-settings-role', who: 'member', go: roomSettingsRole },
  { name: 'room-settings-link', who: 'member', go: (page, text) => roomSettings(page, text, 'link') },
  { name: 'room-settings-leave', who: 'member', go: (page, text) => roomSettings(page, text, 'leaveOrDelete') },
  { name: 'delete-room', who: 'member', go: deleteRoom },
  { name: 'switcher', who: 'member', go: switcher },
  { name: 'switcher-none', who: 'member', go: switcherNone },
  { name: 'search-hits', who: 'member', go: searchHits },
  { name: 'keys', who: 'member', on: 'desktop', go: keys },
  { name: 'new-category', who: 'member', go: newCategory },
  { name: 'sign-out', who: 'member', on: 'desktop', go: signOut },
  { name: 'bookmarks', who: 'member', go: (page, text) => open(page, '/bookmarks', text.messages.saved) },
  { name: 'tasks', who: 'member', go: tasks },
  { name: 'tasks-board', who: 'member', go: (page) => openAt(page, '/tasks/board', '.bcard') },
  { name: 'tasks-calendar', who: 'member', go: (page) => openAt(page, '/tasks/calendar', '.cday') },
  { name: 'task-detail', who: 'member', go: taskDetail },
  { name: 'files', who: 'member', go: (page) => openAt(page, '/files', 'tbody tr') },
  { name: 'file-viewer', who: 'member', go: fileViewer },
  { name: 'contacts', who: 'member', go: (page, text) => open(page, '/contacts', text.contacts.title) },
  { name: 'settings', who: 'member', on: 'phone', go: (page, text) => open(page, '/settings', text.settings.title) },
  { name: 'settings-profile', who: 'member', go: settings('profile') },
  { name: 'settings-look', who: 'member', go: settings('look') },
  { name: 'settings-notifications', who: 'member', go: settings('notifications') },
  { name: 'settings-language', who: 'member', go: settings('language') },
  { name: 'settings-password', who: 'member', go: settings('password') },
  { name: 'settings-devices', who: 'member', go: settings('devices') },
  { name: 'settings-blocked', who: 'member', go: settings('blocked') },
  { name: 'settings-tokens', who: 'member', go: settings('tokens') },
  { name: 'settings-webhooks', who: 'member', go: settings('webhooks') },
  { name: 'settings-apps', who: 'member', go: connectedApps },
  { name: 'settings-developer', who: 'member', go: settings('developer') },
  { name: 'settings-app', who: 'member', on: 'desktop', go: registerApp },
  { name: 'settings-revoke-all', who: 'member', go: revokeAll },
  { name: 'admin', who: 'member', on: 'phone', go: admin },
  { name: 'admin-people', who: 'member', go: (page, text) => open(page, '/admin/people', text.admin.people) },
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
  {
    name: 'consent-fault',
    who: 'visitor',
    on: 'desktop',
    go: (page, text) => open(page, '/packages/oauth2/login.php?client_id=nobody', text.oauth.faultTitle),
  },
  { name: 'sign-in', who: 'visitor', go: (page, text) => open(page, '/sign-in', text.people.signIn) },
  { name: 'sign-in-wrong', who: 'visitor', go: signInWrong },
  { name: 'forgotten', who: 'visitor', go: (page, text) => open(page, '/forgotten', text.people.resetTitle) },
  { name: 'forgotten-sent', who: 'visitor', go: forgottenSent },
  { name: 'reset', who: 'visitor', go: (page, text) => open(page, '/reset#abc', text.people.chooseTitle) },
  { name: 'confirm-spent', who: 'visitor', go: (page, text) => open(page, '/confirm#abc', text.people.spent) },
  { name: 'invitation-spent', who: 'visitor', go: (page, text) => open(page, '/join#abc', text.people.spent) },
  { name: 'found', who: 'visitor', go: (page, text) => open(page, '/found', text.people.foundOrganization) },
  { name: 'found-wrong', who: 'visitor', go: foundWrong },
  { name: 'room-link', who: 'visitor', go: (page, text) => open(page, '/g/minamo-no-tsuki', text.people.joinRoom) },
  { name: 'room-link-spent', who: 'visitor', go: (page, text) => open(page, '/g/no-such-link', text.people.spent) },
]

async function tasks(page: Page, text: Text): Promise<void> {
  await visit(page, '/tasks')
  await page.getByRole('checkbox').first().waitFor()
  await page.getByRole('heading', { name: text.tasks.title }).first().waitFor()
}

async function taskDetail(page: Page, text: Text): Promise<void> {
  await tasks(page, text)
  await page.locator('main a[href*="task="]').first().click()
  await page.getByRole('complementary', { name: text.tasks.detail }).waitFor()
}

async function fileViewer(page: Page): Promise<void> {
  await openAt(page, '/files', 'tbody tr')
  await page.locator('tbody tr').first().getByRole('button').first().click()
  await page.getByRole('dialog').waitFor()
}

async function searchHits(page: Page): Promise<void> {
  await switcher(page)
  await page.keyboard.type('箱')
  await page.locator('mark').first().waitFor()
}

async function filterOfTo(page: Page, text: Text): Promise<void> {
  await openChats(page)
  await page.getByRole('tab', { name: text.rooms.toFilter }).click()
}

async function rowMenu(page: Page, text: Text): Promise<void> {
  await openChats(page)
  await page.locator('[data-room]').filter({ hasText: GIFT }).click({ button: 'right' })
  await page.getByRole('menuitem', { name: text.rooms.file }).click()
  await page.getByRole('menuitemradio').first().waitFor()
}

async function openPane(page: Page, text: Text): Promise<void> {
  await openRoom(page, GIFT)
  await page.getByRole('button', { name: text.rooms.info }).click()
  await page.getByRole('complementary', { name: text.rooms.info }).waitFor()
}

async function roomMenu(page: Page, text: Text): Promise<void> {
  await openRoom(page, GIFT)
  await page.locator('.roomhead').getByRole('button', { name: text.rooms.more }).click()
  await page.getByRole('menu').waitFor()
}

async function messageMenu(page: Page, text: Text): Promise<void> {
  await (await tools(page, text)).getByRole('button', { name: text.messages.more }).click()
  await page.getByRole('menu').waitFor()
}

async function messageEmoji(page: Page, text: Text): Promise<void> {
  await (await tools(page, text)).getByRole('button', { name: text.messages.react, exact: true }).click()
  await page.getByRole('combobox', { name: text.messages.searchEmoji }).waitFor()
}

/** One's own room holds messages that one may delete. */
async function messageDelete(page: Page, text: Text): Promise<void> {
  await openRoom(page, text.rooms.myChat)
  const last = page.locator('[role=log] article[data-message]').last()
  await last.click({ position: { x: 4, y: 4 } })
  await last.getByRole('button', { name: text.messages.more }).click()
  await page.getByRole('menuitem', { name: text.messages.delete }).click()
  await page.getByRole('alertdialog').waitFor()
}

async function messageForward(page: Page, text: Text): Promise<void> {
  await messageMenu(page, text)
  await page.getByRole('menuitem', { name: text.messages.forward }).click()
  await page.getByRole('dialog', { name: text.messages.forwardTitle }).getByRole('option').first().waitFor()
}

async function fromComposer(page: Page, button: string, opens: 'menu' | 'dialog'): Promise<void> {
  await openRoom(page, GIFT)
  // On a phone the send button takes the place of others while there is a draft.
  await page.locator('form.composer').getByRole('textbox').fill('')
  await page.locator('form.composer').getByRole('button', { name: button }).click()
  await page.getByRole(opens).waitFor()
}

async function composerReply(page: Page, text: Text): Promise<void> {
  await (await tools(page, text)).getByRole('button', { name: text.messages.reply }).click()
  await page.getByRole('button', { name: text.messages.cancelReply }).waitFor()
}

async function composerOutside(page: Page, text: Text): Promise<void> {
  await openRoom(page, GIFT)
  const form = page.locator('form.composer')
  await form.getByRole('textbox').fill('(bow)')
  await form.getByRole('button', { name: text.messages.send, exact: true }).click()
  await page.getByRole('alertdialog').waitFor()
}

async function sendOptions(page: Page, text: Text): Promise<void> {
  await fromComposer(page, text.messages.sendOptions, 'menu')
}

async function newRoom(page: Page, text: Text): Promise<void> {
  await openChats(page)
  await page.getByRole('button', { name: text.rooms.newRoom }).click()
  await page.getByRole('dialog', { name: text.dialogs.newRoom.title }).waitFor()
}

async function newRoomPeople(page: Page, text: Text): Promise<void> {
  await newRoom(page, text)
  await page.getByRole('dialog').getByRole('combobox').click()
  await page.getByRole('option').first().click()
  await page.getByRole('dialog').getByRole('combobox').fill('田')
  await page.getByRole('option').first().waitFor()
}

async function addMembers(page: Page, text: Text): Promise<void> {
  await openRoom(page, GIFT)
  const info = page.getByRole('complementary', { name: text.rooms.info })
  if (!(await info.isVisible())) await page.getByRole('button', { name: text.rooms.info }).click()
  await info.getByRole('button', { name: text.rooms.invite }).click()
  await page.getByRole('dialog', { name: text.dialogs.add.title }).waitFor()
}

async function roomSettings(page: Page, text: Text, section: 'about' | 'members' | 'link' | 'leaveOrDelete') {
  await roomMenu(page, text)
  await page.getByRole('menuitem', { name: text.rooms.settings }).click()
  const nav = page.getByRole('dialog').getByRole('navigation', { name: text.dialogs.settings.nav })
  await nav.getByRole('button', { name: text.dialogs.settings[section] }).click()
  // Those who wait are read from the server.
  if (section === 'members' || section === 'link') await page.getByText(text.dialogs.members.requests).waitFor()
}

async function roomSettingsRole(page: Page, text: Text): Promise<void> {
  await roomSettings(page, text, 'members')
  await page.getByRole('dialog').getByRole('combobox').last().click()
  await page.getByRole('option').first().waitFor()
}

async function deleteRoom(page: Page, text: Text): Promise<void> {
  await roomSettings(page, text, 'leaveOrDelete')
  await page.getByRole('dialog').getByRole('button', { name: text.dialogs.leave.deleteConfirm, exact: true }).click()
  await page.getByRole('alertdialog').waitFor()
}

async function switcher(page: Page): Promise<void> {
  await openChats(page)
  await page.keyboard.press('Control+k')
  await page.getByRole('option').first().waitFor()
}

async function switcherNone(page: Page): Promise<void> {
  await switcher(page)
  await page.keyboard.type('zzzz')
  await page.getByRole('option').first().waitFor({ state: 'hidden' })
}

async function keys(page: Page, text: Text): Promise<void> {
  await openChats(page)
  await page.keyboard.press('Control+/')
  await page.getByRole('dialog', { name: text.dialogs.keys.title }).waitFor()
}

async function newCategory(page: Page, text: Text): Promise<void> {
  await press(page, text.rooms.arrange, 'menu')
  await page.getByRole('menuitem', { name: text.rooms.addCategory }).click()
  await page.getByRole('dialog', { name: text.dialogs.category.newTitle }).waitFor()
}

async function signOut(page: Page, text: Text): Promise<void> {
  await press(page, text.frame.me, 'menu')
  await page.getByRole('menuitem', { name: text.frame.signOut }).click()
  await page.getByRole('alertdialog').waitFor()
}

function settings(section: SettingsSection): Place['go'] {
  return (page, text) => open(page, `/settings/${section}`, text.settings[section])
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
  await page.getByText(text.admin.linksReady).waitFor()
}

async function signInWrong(page: Page, text: Text): Promise<void> {
  await open(page, '/sign-in', text.people.signIn)
  await page.getByLabel(text.people.email).fill('aoi')
  await page.getByRole('button', { name: text.people.signIn, exact: true }).click()
  await page.getByText(text.people.missingPassword).waitFor()
}

async function forgottenSent(page: Page, text: Text): Promise<void> {
  await open(page, '/forgotten', text.people.resetTitle)
  await page.getByLabel(text.people.email).fill('nobody@minamo.example')
  await page.getByRole('button', { name: text.people.sendLink }).click()
  await page.getByRole('heading', { name: text.people.checkMail }).waitFor()
}

async function foundWrong(page: Page, text: Text): Promise<void> {
  await open(page, '/found', text.people.foundOrganization)
  await page.getByLabel(text.people.password, { exact: true }).fill('short')
  await page.getByRole('button', { name: text.people.next }).click()
  await page.getByText(text.people.missingName).first().waitFor()
}
