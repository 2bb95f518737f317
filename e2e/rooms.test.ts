import { api } from '@naniwa/contract'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dialogsJa } from '../web/src/text/dialogs.ja.ts'
import { messagesJa } from '../web/src/text/messages.ja.ts'
import { peopleJa } from '../web/src/text/people.ja.ts'
import { roomsJa } from '../web/src/text/rooms.ja.ts'
import { uiJa } from '../web/src/text/ui.ja.ts'
import { eventually, openPage, troubles } from './browser.ts'
import { type Company, openCompany } from './company.ts'
import { composer, enter, message, roomRow, say } from './room.ts'
import { PASSWORD } from './stage.ts'

const ROOM = '新商品開発'

let company: Company
let aoi: Page
let ryo: Page
let sato: Page

beforeAll(async () => {
  company = await openCompany()
  await company.stage.found('さくら印刷', '佐藤 健', 'sato@sakura.example')
  aoi = await company.page(company.aoi)
  ryo = await company.page(company.ryo)
  sato = await openPage(company.browser)
})
afterAll(() => company?.close())

/** Opens the settings of the room that is open, at one of their sections. */
async function settings(page: Page, section: string): Promise<Locator> {
  await page.getByRole('heading', { level: 1 }).last().waitFor()
  await page.getByRole('region', { name: ROOM }).getByRole('button', { name: roomsJa.more }).click()
  await page.getByRole('menuitem', { name: roomsJa.settings }).click()
  const dialog = page.getByRole('dialog', { name: dialogsJa.settings.title(ROOM) })
  await dialog.getByRole('button', { name: section }).click()
  return dialog
}

test('a group is made with a name, an icon and people, who have it at once', async () => {
  // At the head of the list; who has no rooms yet is offered it in the middle, too.
  await aoi.getByRole('button', { name: roomsJa.newRoom }).first().click()
  const dialog = aoi.getByRole('dialog', { name: dialogsJa.newRoom.title })
  await dialog.getByRole('button', { name: dialogsJa.newRoom.create }).click()
  await dialog.getByText(dialogsJa.newRoom.nameMissing).waitFor()
  await dialog.getByLabel(dialogsJa.newRoom.name).fill(ROOM)
  await dialog.getByRole('radio', { name: dialogsJa.icon.presets.idea }).check({ force: true })
  await dialog.getByRole('radio', { name: dialogsJa.icon.colors[3] }).check({ force: true })
  await dialog.getByLabel(dialogsJa.newRoom.about).fill('春の新商品について話します。')
  await dialog.getByRole('combobox').fill('田辺')
  await aoi.getByRole('option', { name: '田辺 涼' }).click()
  await dialog.getByRole('button', { name: dialogsJa.newRoom.create }).click()
  await enter(aoi, ROOM)
  await enter(ryo, ROOM)
  await ryo.getByRole('complementary', { name: roomsJa.info }).getByText('春の新商品について話します。').waitFor()
})

test('somebody who may only read sees no composer, from the moment on in which the role is set', async () => {
  const dialog = await settings(aoi, dialogsJa.settings.members)
  await dialog.getByRole('combobox', { name: dialogsJa.members.role('田辺 涼') }).click()
  await aoi.getByRole('option', { name: dialogsJa.members.roleHints.readonly }).click()
  await ryo.getByText(messagesJa.readonly).waitFor()
  expect(await composer(ryo).count()).toBe(0)
  await dialog.getByRole('combobox', { name: dialogsJa.members.role('田辺 涼') }).click()
  await aoi.getByRole('option', { name: dialogsJa.members.roleHints.member }).click()
  await composer(ryo).waitFor()
  await aoi.keyboard.press('Escape')
})

test('a link invites people of other organizations, whom an admin lets in', async () => {
  const dialog = await settings(aoi, dialogsJa.settings.link)
  await dialog.getByRole('button', { name: dialogsJa.link.start }).click()
  const address = await dialog.getByRole('textbox', { name: dialogsJa.link.address }).inputValue()

  await sato.goto(address)
  await sato.getByRole('link', { name: peopleJa.signInToJoin }).click()
  await sato.getByLabel(peopleJa.email).fill('sato@sakura.example')
  await sato.getByLabel(peopleJa.password, { exact: true }).fill(PASSWORD)
  await sato.getByRole('button', { name: peopleJa.signIn, exact: true }).click()
  await sato.getByRole('button', { name: peopleJa.askToJoin }).click()
  await sato.getByText(peopleJa.askedLead).waitFor()
  await sato.getByRole('link', { name: peopleJa.toChats }).click()

  await dialog.getByRole('button', { name: dialogsJa.members.acceptOf('佐藤 健') }).click()
  await aoi.getByText(dialogsJa.members.accepted('佐藤 健')).waitFor()
  await aoi.keyboard.press('Escape')
  await enter(sato, ROOM)
})

test('where outsiders read along it says so, and asks before the first message', async () => {
  const heading = aoi.getByRole('region', { name: ROOM })
  await heading.getByText(roomsJa.outside('1'), { exact: true }).first().waitFor()
  await say(aoi, 'ようこそ。')
  const question = aoi.getByRole('alertdialog', { name: messagesJa.outsideTitle('1') })
  await question.getByRole('button', { name: uiJa.cancel }).click()
  await eventually(() => composer(aoi).inputValue()).toBe('ようこそ。')
  await composer(aoi).press('Control+Enter')
  await question.getByRole('button', { name: messagesJa.sendAnyway }).click()
  await message(sato, 'ようこそ。').waitFor()
  await say(aoi, '次からは聞かれません。')
  await message(sato, '次からは聞かれません。').waitFor()
  await message(sato, 'ようこそ。').getByText('みなも製菓').waitFor()
})

test('whoever is removed is out at once, with the room on the screen', async () => {
  const dialog = await settings(aoi, dialogsJa.settings.members)
  await dialog.getByRole('button', { name: dialogsJa.members.actions('佐藤 健') }).click()
  await aoi.getByRole('menuitem', { name: dialogsJa.members.remove }).click()
  await aoi.getByRole('alertdialog').getByRole('button', { name: dialogsJa.members.removeConfirm }).click()
  await sato.getByText(roomsJa.notHere).waitFor()
  expect(await roomRow(sato, ROOM).count()).toBe(0)
  expect(await sato.getByText('次からは聞かれません。').count()).toBe(0)
  await aoi.getByRole('alertdialog').waitFor({ state: 'hidden' })
  await aoi.keyboard.press('Escape')
  await dialog.waitFor({ state: 'hidden' })
})

test('one leaves; the room is deleted only after its name was typed', async () => {
  const leaving = await settings(ryo, dialogsJa.settings.leave)
  await leaving.getByRole('button', { name: dialogsJa.leave.action }).click()
  await ryo.getByRole('alertdialog').getByRole('button', { name: dialogsJa.leave.action }).click()
  await roomRow(ryo, ROOM).waitFor({ state: 'hidden' })
  await message(aoi, '次からは').waitFor()

  const deleting = await settings(aoi, dialogsJa.settings.leaveOrDelete)
  await deleting.getByRole('button', { name: dialogsJa.leave.deleteConfirm }).click()
  const question = aoi.getByRole('alertdialog')
  const confirm = question.getByRole('button', { name: dialogsJa.leave.deleteConfirm })
  await eventually(() => confirm.isDisabled()).toBe(true)
  await question.getByLabel(dialogsJa.leave.typeName).fill('新商品')
  expect(await confirm.isDisabled()).toBe(true)
  await question.getByLabel(dialogsJa.leave.typeName).fill(ROOM)
  await confirm.click()
  await roomRow(aoi, ROOM).waitFor({ state: 'hidden' })
  // On the screen it goes at once.
  await eventually(async () => (await company.aoi.call(api.sync.hello, {})).rooms.length).toBe(1)
  expect(troubles.splice(0)).toEqual([])
})
