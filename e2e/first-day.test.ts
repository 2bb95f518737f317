import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { adminJa } from '../web/src/text/admin.ja.ts'
import { dialogsJa } from '../web/src/text/dialogs.ja.ts'
import { frameJa } from '../web/src/text/frame.ja.ts'
import { messagesJa } from '../web/src/text/messages.ja.ts'
import { peopleJa } from '../web/src/text/people.ja.ts'
import { roomsJa } from '../web/src/text/rooms.ja.ts'
import { closePages, eventually, expectAccessible, KEPT, openBrowser, openPage, troubles } from './browser.ts'
import { choose, composer, countsOf, enter, message, press, roomRow, saidIn, say, writing } from './room.ts'
import { openStage, PASSWORD, type Stage } from './stage.ts'

const ROOM = '冬ギフト'

let stage: Stage
let browser: Browser
let aoi: Page
let ryo: Page

beforeAll(async () => {
  stage = await openStage()
  browser = await openBrowser()
  aoi = await openPage(browser, KEPT)
  ryo = await openPage(browser, KEPT)
})
afterAll(async () => {
  if (browser) await closePages(browser)
  await stage?.close()
})

test('a newcomer founds an organization, makes a room and invites somebody, who joins', async () => {
  await aoi.goto(stage.url)
  await aoi.getByLabel(peopleJa.organizationName).fill('みなも製菓')
  await aoi.getByLabel(peopleJa.yourName).fill('高橋 葵')
  await aoi.getByLabel(peopleJa.email, { exact: true }).fill('aoi@minamo.example')
  await aoi.getByLabel(peopleJa.password, { exact: true }).fill(PASSWORD)
  await aoi.getByRole('button', { name: peopleJa.next }).click()
  await aoi.getByLabel(peopleJa.roomName).fill(ROOM)
  await expectAccessible(aoi)
  await aoi.getByRole('button', { name: peopleJa.makeRoom }).click()
  await aoi.getByLabel(peopleJa.emails).waitFor()
  await aoi.reload()
  await aoi.getByLabel(peopleJa.emails).fill('ryo@minamo.example, aoi@minamo.example')
  await expectAccessible(aoi)
  await aoi.getByRole('button', { name: peopleJa.invite, exact: true }).click()
  const invitation = await aoi.getByRole('textbox', { name: /ryo@minamo\.example/ }).inputValue()
  await aoi.getByText(adminJa.alreadyMember).waitFor()
  await expectAccessible(aoi)
  await aoi.getByRole('button', { name: peopleJa.start }).click()
  await roomRow(aoi, ROOM).waitFor()
  await aoi.goto(invitation)
  await aoi.getByText(peopleJa.signedInAs('高橋 葵')).waitFor()
  await expectAccessible(aoi)
  await aoi.goto(`${stage.url}/nonsense`)
  await aoi.getByRole('heading', { name: frameJa.nowhere }).waitFor()
  await aoi.goto(`${stage.url}/found`)
  await roomRow(aoi, ROOM).waitFor()

  await ryo.goto(invitation)
  await ryo.getByLabel(peopleJa.name, { exact: true }).fill('田辺 涼')
  await ryo.getByLabel(peopleJa.password, { exact: true }).fill(PASSWORD)
  await ryo.getByRole('button', { name: peopleJa.join, exact: true }).click()
  await roomRow(ryo, roomsJa.myChat).waitFor()
  await ryo.getByRole('heading', { name: roomsJa.firstSteps }).waitFor()
  await expectAccessible(ryo)
})

test('the one brings the other into the room, who sees it at once', async () => {
  await enter(aoi, ROOM)
  await aoi.getByRole('button', { name: roomsJa.invite, exact: true }).click()
  const dialog = aoi.getByRole('dialog', { name: dialogsJa.add.title })
  await dialog.getByRole('combobox', { name: dialogsJa.people.label }).fill('田辺')
  await aoi.getByRole('option', { name: '田辺 涼' }).click()
  await dialog.getByRole('button', { name: dialogsJa.add.confirm(1) }).click()
  await dialog.waitFor({ state: 'hidden' })
  await enter(ryo, ROOM)
})

test('they talk in two languages: a reply, a quote, a To, a reaction, an edit, a deletion', async () => {
  await say(aoi, 'おはようございます。箱の見本が届きました。')
  await press(ryo, '箱の見本', messagesJa.reply)
  await writing(ryo)
  await ryo.keyboard.type('Great, thanks! Is the ribbon red?')
  await ryo.keyboard.press('Control+Enter')
  const answer = message(aoi, 'Is the ribbon red?')
  await answer.getByRole('link').filter({ hasText: messagesJa.inReplyTo }).waitFor()
  await eventually(() => answer.getAttribute('class')).toContain('to-me')

  await press(aoi, 'Is the ribbon red?', 'ありがとう')
  await message(ryo, 'Is the ribbon red?')
    .getByRole('button', { name: messagesJa.reactionOf('ありがとう', '1') })
    .waitFor()

  await press(aoi, 'Is the ribbon red?', messagesJa.quote)
  await writing(aoi)
  await aoi.keyboard.type('\n赤です。')
  await aoi.keyboard.press('Control+Enter')
  await message(ryo, '赤です。').getByRole('blockquote').filter({ hasText: 'Is the ribbon red?' }).waitFor()

  await say(aoi, 'では来週発送します。')
  await choose(aoi, 'では来週発送します。', messagesJa.edit)
  await writing(aoi)
  await composer(aoi).fill('では今週発送します。')
  await aoi.keyboard.press('Control+Enter')
  await message(ryo, 'では今週発送します。').getByText(messagesJa.edited).waitFor()

  await say(ryo, 'まちがえました')
  await message(aoi, 'まちがえました').waitFor()
  await choose(ryo, 'まちがえました', messagesJa.delete)
  await ryo.getByRole('button', { name: messagesJa.deleteConfirm }).click()
  await message(aoi, messagesJa.deleted).waitFor()
})

test('what is addressed to one is counted apart while one is elsewhere', async () => {
  await eventually(() => countsOf(aoi, ROOM)).toEqual([])
  await enter(aoi, roomsJa.myChat)
  await say(ryo, '棚卸しは金曜日です。')
  await composer(ryo).pressSequentially('@')
  await ryo.getByRole('combobox', { name: messagesJa.findTo }).fill('高橋')
  await ryo.keyboard.press('Enter')
  await ryo.keyboard.type('伝票を確かめてください。')
  await ryo.keyboard.press('Control+Enter')
  await eventually(() => countsOf(aoi, ROOM)).toEqual([roomsJa.toMe('1'), roomsJa.unread('2')])
})

test('the server is stopped and started, and the talk goes on with nothing lost', async () => {
  await stage.stop()
  await say(ryo, 'Written while the server was away.')
  await stage.start()
  await enter(aoi, ROOM)
  await message(aoi, 'Written while the server was away.').waitFor()
  await say(aoi, '届いています。')
  await message(ryo, '届いています。').waitFor()
  await eventually(() => countsOf(aoi, ROOM)).toEqual([])
})

test('both have the same in the same order, and so has a fresh page', async () => {
  const said = [
    'おはようございます。箱の見本が届きました。',
    'Great, thanks! Is the ribbon red?',
    '赤です。',
    `では今週発送します。${messagesJa.edited}`,
    messagesJa.deleted,
    '棚卸しは金曜日です。',
    'To\n高橋 葵さん伝票を確かめてください。',
    'Written while the server was away.',
    '届いています。',
  ]
  expect(await saidIn(aoi)).toEqual(said)
  expect(await saidIn(ryo)).toEqual(said)
  await ryo.reload()
  await eventually(() => saidIn(ryo)).toEqual(said)
  expect(troubles.splice(0)).toEqual([])
})
