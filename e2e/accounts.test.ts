import { api } from '@naniwa/contract'
import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { adminJa } from '../web/src/text/admin.ja.ts'
import { failuresJa } from '../web/src/text/failures.ja.ts'
import { messagesJa } from '../web/src/text/messages.ja.ts'
import { peopleJa } from '../web/src/text/people.ja.ts'
import { roomsJa } from '../web/src/text/rooms.ja.ts'
import { settingsJa } from '../web/src/text/settings.ja.ts'
import { uiJa } from '../web/src/text/ui.ja.ts'
import { eventually, openPage, troubles } from './browser.ts'
import { type Company, openCompany, tell } from './company.ts'
import { composer, enter, message, roomRow, say } from './room.ts'
import { PASSWORD } from './stage.ts'
import { visit } from './walk.ts'

const NEXT = 'harbor velvet 93 comet'

const FIELDS = [
  [settingsJa.reading, 'たかはし アオイ'],
  [settingsJa.department, '広報室'],
  [settingsJa.jobTitle, '室長'],
  [settingsJa.introduction, '写真と言葉の係です。'],
  [settingsJa.telExtension, '214'],
  [settingsJa.chatworkId, 'aoi.minamo'],
] as const

let company: Company
let aoi: Page
let phone: Page
let ryo: Page

beforeAll(async () => {
  company = await openCompany()
  const room = await company.room('広報')
  await tell(company.aoi, room.id, '写真を差し替えました。')
  await company.aoi.call(api.links.save, { roomId: room.id, code: 'kouhou' })
  aoi = await openPage(company.browser)
  phone = await openPage(company.browser)
  ryo = await company.page(company.ryo)
  await enter(ryo, '広報')
})
afterAll(() => company?.close())

/** Signs in by the page, or tries to. */
async function signIn(page: Page, password: string): Promise<void> {
  await page.getByLabel(peopleJa.email).fill('aoi@minamo.example')
  await page.getByLabel(peopleJa.password, { exact: true }).fill(password)
  await page.getByRole('button', { name: peopleJa.signIn, exact: true }).click()
}

test('a wrong password is said to be wrong, and no more than that; the right one leads to where one was going', async () => {
  await aoi.goto(`${company.stage.url}/settings/profile`)
  await signIn(aoi, 'not the password at all')
  await aoi.getByText(failuresJa.sign_in_failed).waitFor()
  await signIn(aoi, PASSWORD)
  await aoi.getByRole('heading', { name: settingsJa.profile }).waitFor()
})

test('another name and picture are seen by the others at once', async () => {
  await aoi.getByLabel(settingsJa.name, { exact: true }).fill('高橋 あおい')
  for (const [label, value] of FIELDS) await aoi.getByLabel(label, { exact: true }).fill(value)
  await aoi.getByLabel(settingsJa.url).fill('javascript:alert(1)')
  await aoi.getByRole('button', { name: uiJa.save }).click()
  await aoi.getByText(settingsJa.urlWrong).waitFor()
  await aoi.getByLabel(settingsJa.url).fill('https://minamo.example/aoi')
  await aoi.keyboard.press('Enter')
  await message(ryo, '写真を差し替えました。').getByText('高橋 あおい').waitFor()
  await aoi.reload()
  for (const [label, value] of FIELDS) {
    await eventually(() => aoi.getByLabel(label, { exact: true }).inputValue()).toBe(value)
  }
  const picture = await sharp({ create: { width: 96, height: 96, channels: 3, background: '#c53' } })
    .png()
    .toBuffer()
  const file = { name: 'aoi.png', mimeType: 'image/png', buffer: picture }
  await aoi.getByLabel(settingsJa.choosePicture).first().setInputFiles(file)
  await aoi.getByRole('button', { name: settingsJa.removePicture }).waitFor()
  await message(ryo, '写真を差し替えました。').locator('img[src^="/images/"]').waitFor()
})

test('somebody is addressed, and their chat found, by how the name is read', async () => {
  await composer(ryo).pressSequentially('@')
  const find = ryo.getByRole('combobox', { name: messagesJa.findTo })
  await find.fill('タカハシ')
  await ryo.getByRole('option', { name: '高橋 あおい', selected: true }).waitFor()
  await find.fill('たかなし')
  await ryo.getByText(messagesJa.nobody).waitFor()
  await find.fill('ﾀｶﾊｼｱｵ')
  await find.press('Enter')
  await ryo.keyboard.type('写真を見ました。')
  await ryo.keyboard.press('Control+Enter')
  await message(ryo, '写真を見ました。').getByText(messagesJa.honorific('高橋 あおい')).waitFor()
  await ryo.keyboard.press('Control+K')
  await ryo.getByRole('combobox').fill('たかはし')
  await ryo.getByRole('option').filter({ hasText: '高橋 あおい' }).waitFor()
  await ryo.keyboard.press('Escape')
})

test('every device is listed; the one that is signed out stops at once, the others go on', async () => {
  await phone.goto(company.stage.url)
  await signIn(phone, PASSWORD)
  await roomRow(phone, '広報').waitFor()
  await visit(aoi, '/settings/devices')
  const others = aoi.getByRole('listitem').filter({ hasNotText: settingsJa.thisDevice })
  const revokeOne = others.getByRole('button', { name: settingsJa.revoke })
  await revokeOne.first().waitFor()
  const before = await revokeOne.count()
  // The list has the newest session first.
  await revokeOne.first().click()
  await phone.getByRole('heading', { name: peopleJa.signIn }).waitFor()
  await eventually(() => revokeOne.count()).toBe(before - 1)
  await aoi.getByText(settingsJa.usedNow).waitFor()
  await say(ryo, 'まだいます。')
})

test('signing out everywhere cuts the other devices at once', async () => {
  await signIn(phone, PASSWORD)
  await roomRow(phone, '広報').waitFor()
  await aoi.reload()
  await aoi.getByText(settingsJa.thisDevice, { exact: true }).waitFor()
  await aoi.getByRole('button', { name: settingsJa.revoke, exact: true }).last().click()
  const question = aoi.getByRole('alertdialog', { name: settingsJa.revokeAllTitle })
  await question.getByRole('button', { name: settingsJa.revoke }).click()
  await phone.getByRole('heading', { name: peopleJa.signIn }).waitFor()
  await roomRow(aoi, '広報').waitFor({ state: 'detached' })
  await aoi.getByText(settingsJa.usedNow).waitFor()
  await visit(aoi, '/')
  await roomRow(aoi, '広報').waitFor()
})

test('a forgotten password is set anew by the link in the mail, once, and ends every session', async () => {
  await phone.getByRole('link', { name: peopleJa.forgot }).click()
  await phone.getByLabel(peopleJa.email).fill('aoi@minamo.example')
  await phone.getByRole('button', { name: peopleJa.sendLink(false) }).click()
  await phone.getByText(peopleJa.resetKept('aoi@minamo.example')).waitFor()
  const link = `${company.stage.url}/reset#${await company.stage.secretMailed('reset', 'aoi@minamo.example')}`
  await phone.goto(link)
  await phone.getByLabel(peopleJa.newPassword, { exact: true }).fill(NEXT)
  await phone.getByRole('button', { name: peopleJa.choosePassword }).click()
  await phone.getByText(peopleJa.passwordChangedLead).waitFor()
  await aoi.getByRole('heading', { name: peopleJa.signIn }).waitFor()

  await phone.getByRole('link', { name: peopleJa.signIn }).click()
  await signIn(phone, PASSWORD)
  await phone.getByText(failuresJa.sign_in_failed).waitFor()
  await signIn(phone, NEXT)
  await roomRow(phone, roomsJa.myChat).waitFor()
  await aoi.goto(link)
  await aoi.getByLabel(peopleJa.newPassword, { exact: true }).fill(NEXT)
  await aoi.getByRole('button', { name: peopleJa.choosePassword }).click()
  await aoi.getByRole('heading', { name: peopleJa.spent }).waitFor()
})

test('another address is confirmed by the link that went there, and the session goes on', async () => {
  const address = 'ryo@sakura.example'
  await visit(ryo, '/settings/address')
  await ryo.getByLabel(settingsJa.newAddress).fill('ryo@minamo.example')
  await ryo.getByLabel(settingsJa.currentPassword, { exact: true }).fill(PASSWORD)
  await ryo.keyboard.press('Enter')
  await ryo.getByText(settingsJa.sameAddress).waitFor()
  await ryo.getByLabel(settingsJa.newAddress).fill(address)
  await ryo.keyboard.press('Enter')
  await ryo.getByText(settingsJa.addressKept(address)).waitFor()
  const link = `${company.stage.url}/address#${await company.stage.secretMailed('address', address)}`
  await aoi.goto(link)
  await aoi.getByRole('button', { name: peopleJa.takeAddress }).click()
  await aoi.getByText(peopleJa.addressChangedLead).waitFor()
  await ryo.getByText(settingsJa.addressLead(address)).waitFor()
  await aoi.goto('about:blank')
  await aoi.goto(link)
  await aoi.getByRole('button', { name: peopleJa.takeAddress }).click()
  await aoi.getByRole('heading', { name: peopleJa.spent }).waitFor()
})

test('whoever is deactivated sees the page to sign in at once, and is listed as such', async () => {
  const other = await phone.context().newPage()
  await visit(phone, '/admin/people')
  await other.goto(`${company.stage.url}/admin/people`)
  const rowOn = (page: Page) => page.getByRole('row').filter({ hasText: 'ryo@sakura.example' })
  const row = rowOn(phone)
  await rowOn(other).waitFor()
  await row.locator('td.acts button').click()
  await phone.getByRole('menuitem', { name: adminJa.deactivate.act }).click()
  await phone.getByRole('alertdialog').getByRole('button', { name: adminJa.deactivate.confirm }).click()
  await ryo.getByRole('heading', { name: peopleJa.signIn }).waitFor()
  await row.getByText(adminJa.deactivated).waitFor()
  await rowOn(other).getByText(adminJa.deactivated).waitFor()
  await other.close()
})

test('somebody else founds an organization of their own, once the link in the mail is opened, is back at the room, and closes it', async () => {
  const nao = await openPage(company.browser)
  await nao.goto(`${company.stage.url}/g/kouhou`)
  await nao.getByRole('link', { name: peopleJa.foundOrganization }).click()
  await nao.getByLabel(peopleJa.organizationName).fill('さくら印刷')
  await nao.getByLabel(peopleJa.yourName).fill('佐藤 直')
  await nao.getByLabel(peopleJa.email, { exact: true }).fill('nao@sakura.example')
  await nao.getByLabel(peopleJa.password, { exact: true }).fill(PASSWORD)
  await nao.getByRole('button', { name: peopleJa.next }).click()
  await nao.getByText(peopleJa.confirmKept('nao@sakura.example')).waitFor()
  const link = `${company.stage.url}/confirm#${await company.stage.secretMailed('confirm', 'nao@sakura.example')}`
  // The page asks who is there when it opens, and hears late that nobody is.
  const heard = Promise.withResolvers<void>()
  const nobody = nao.waitForResponse('**/api/accounts/me')
  await nao.route('**/api/organizations/confirm', async (route) => {
    await nobody
    await route.continue()
  })
  await nao.route('**/api/server/status', async (route) => {
    await heard.promise
    await route.continue()
  })
  await nao.goto(link)
  const joining = nao.getByRole('button', { name: peopleJa.askToJoin })
  await joining.waitFor()
  const status = nao.waitForResponse('**/api/server/status')
  heard.resolve()
  await (await status).finished()
  await nao.unrouteAll()
  expect(await joining.isVisible()).toBe(true)
  await nao.goto(company.stage.url)
  await roomRow(nao, roomsJa.myChat).waitFor()
  await visit(nao, '/admin/people')
  await nao.getByText('佐藤 直').first().waitFor()
  expect(await nao.getByText('田辺 涼').count()).toBe(0)

  await visit(nao, '/settings/close')
  await nao.getByText(settingsJa.closeLastPerson('さくら印刷')).waitFor()
  await nao.getByLabel(settingsJa.currentPassword, { exact: true }).fill(PASSWORD)
  await nao.getByRole('button', { name: settingsJa.close }).click()
  await nao.getByText(settingsJa.closed).waitFor()
  await nao.getByRole('heading', { name: peopleJa.signIn }).waitFor()

  await aoi.goto(link)
  await aoi.getByText(peopleJa.spentConfirm).waitFor()
  expect(troubles.splice(0)).toEqual([])
})
