import type { Page } from 'playwright-core'
import type { Text } from '../../web/src/text/ja.ts'
import type { Place } from '../places.ts'
import { open } from '../walk.ts'

/** Where one is not signed in. */
export const visitors: readonly Place[] = [
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
  { name: 'address', who: 'visitor', go: (page, text) => open(page, '/address#abc', text.people.confirmAddress) },
  { name: 'reset', who: 'visitor', go: (page, text) => open(page, '/reset#abc', text.people.chooseTitle) },
  { name: 'confirm-spent', who: 'visitor', go: (page, text) => open(page, '/confirm#abc', text.people.spent) },
  { name: 'invitation-spent', who: 'visitor', go: (page, text) => open(page, '/join#abc', text.people.spent) },
  { name: 'found', who: 'visitor', go: (page, text) => open(page, '/found', text.people.foundOrganization) },
  { name: 'found-wrong', who: 'visitor', go: foundWrong },
  { name: 'room-link', who: 'visitor', go: (page, text) => open(page, '/g/minamo-no-tsuki', text.people.joinRoom) },
  { name: 'room-link-spent', who: 'visitor', go: (page, text) => open(page, '/g/no-such-link', text.people.spent) },
]

async function signInWrong(page: Page, text: Text): Promise<void> {
  await open(page, '/sign-in', text.people.signIn)
  await page.getByLabel(text.people.email).fill('aoi')
  await page.getByRole('button', { name: text.people.signIn, exact: true }).click()
  await page.getByText(text.people.missingPassword).waitFor()
}

async function forgottenSent(page: Page, text: Text): Promise<void> {
  await open(page, '/forgotten', text.people.resetTitle)
  await page.getByLabel(text.people.email).fill('nobody@minamo.example')
  await page.getByRole('button', { name: text.people.sendLink(false) }).click()
  await page.getByRole('heading', { name: text.people.tellAdministrator }).waitFor()
}

async function foundWrong(page: Page, text: Text): Promise<void> {
  await open(page, '/found', text.people.foundOrganization)
  await page.getByLabel(text.people.password, { exact: true }).fill('short')
  await page.getByRole('button', { name: text.people.next }).click()
  await page.getByText(text.people.missingName).first().waitFor()
}
