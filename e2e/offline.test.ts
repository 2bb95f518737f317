import { readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { api, type Room } from '@naniwa/contract'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dialogsJa } from '../web/src/text/dialogs.ja.ts'
import { filesJa } from '../web/src/text/files.ja.ts'
import { messagesJa } from '../web/src/text/messages.ja.ts'
import { roomsJa } from '../web/src/text/rooms.ja.ts'
import { settingsJa } from '../web/src/text/settings.ja.ts'
import { DESKTOP, eventually, KEPT, PHONE, troubles } from './browser.ts'
import { type Company, hand, openCompany, tell } from './company.ts'
import { composer, enter, message, saidIn, say } from './room.ts'

const ASSETS = resolve(import.meta.dirname, '../web/dist/assets')
const ROOM = '配送'
const BEFORE = ['倉庫は何時までですか', '18時までです', '了解しました']
const ARCHIVE = '書庫'
const SLIP = '送り状.txt'
const TYPED = ['一つめ', '二つめ', '三つめ']

let company: Company
let room: Room
let aoi: Page
let ryo: Page

beforeAll(async () => {
  company = await openCompany()
  room = await company.room(ROOM)
  await tell(company.ryo, room.id, ...BEFORE)
  const archive = await company.room(ARCHIVE)
  await hand(company.stage, company.aoi, archive.id, SLIP, '常温')
  aoi = await company.page(company.aoi, KEPT)
  ryo = await company.page(company.ryo, KEPT)
})
afterAll(() => company?.close())

/** Files of the program that this browser would not have without a network. One visit is enough to have them all. */
async function missing(page: Page): Promise<string[]> {
  const kept: string[] = await page.evaluate(
    `caches.open('shell-1').then((cache) => cache.keys()).then((keys) => keys.map((key) => new URL(key.url).pathname))`,
  )
  // Workers belong to what is sent, and come with it.
  const scripts = readdirSync(ASSETS).filter((name) => /\.(js|css)$/.test(name) && !name.includes('worker'))
  return ['/', '/boot.js', ...scripts.map((name) => `/assets/${name}`)].filter((path) => !kept.includes(path))
}

test('what is typed while the server is dead waits, and says so', async () => {
  await enter(ryo, ARCHIVE)
  await ryo.getByRole('complementary', { name: roomsJa.info }).getByText(SLIP).waitFor()
  for (const page of [aoi, ryo]) {
    await enter(page, ROOM)
    await message(page, '了解しました').waitFor()
    await eventually(() => missing(page)).toEqual([])
  }
  await company.stage.kill()
  for (const words of TYPED) await say(aoi, words)
  for (const words of TYPED) await message(aoi, words).getByText(messagesJa.waiting).waitFor()
})

test('a reload keeps them in their order, and a half-written one in the composer', async () => {
  await composer(aoi).pressSequentially('書きかけです')
  await aoi.reload()
  await eventually(() => saidIn(aoi)).toEqual([...BEFORE, ...TYPED])
  for (const words of TYPED) await message(aoi, words).getByText(messagesJa.waiting).waitFor()
  await eventually(() => composer(aoi).inputValue()).toBe('書きかけです')
})

test('the other one can go on reading, also after a reload', async () => {
  await ryo.reload()
  await eventually(() => saidIn(ryo)).toEqual(BEFORE)
})

test('files that this device knows are listed; that the server alone could find more is said', async () => {
  await ryo.goto(`${company.stage.url}/files`)
  await ryo.getByRole('row').getByText(SLIP).waitFor()
  await ryo.getByRole('button', { name: roomsJa.tryNow }).waitFor()
  await ryo.getByPlaceholder(filesJa.find).fill('送り')
  await ryo.getByRole('heading', { name: filesJa.unread }).waitFor()
  await ryo.goBack()
})

test('a phone that shows the list says it above the rooms', async () => {
  await ryo.setViewportSize(PHONE)
  await ryo.goto(company.stage.url)
  const list = ryo.getByRole('main', { name: roomsJa.list })
  await list.getByRole('button', { name: roomsJa.tryNow }).waitFor()
  await list.getByText(ROOM).waitFor()
  await ryo.goBack()
  await ryo.setViewportSize(DESKTOP)
  await eventually(() => saidIn(ryo)).toEqual(BEFORE)
})

test('and everything else opens, too, though nobody has opened it before', async () => {
  await ryo.keyboard.press('Control+/')
  const keys = ryo.getByRole('dialog', { name: dialogsJa.keys.title })
  await keys.getByText(dialogsJa.keys.names.editLast).waitFor()
  await ryo.keyboard.press('Escape')
  await ryo.getByRole('form').getByRole('button', { name: messagesJa.emoji }).click()
  await ryo.getByRole('combobox', { name: messagesJa.searchEmoji }).waitFor()
  await ryo.keyboard.press('Escape')
  await ryo.goto(`${company.stage.url}/settings/look`)
  await ryo.getByRole('heading', { name: settingsJa.look }).waitFor()
  await ryo.goBack()
})

test('once the server is back each goes out exactly once, in order', async () => {
  await company.stage.start()
  await eventually(() => saidIn(ryo)).toEqual([...BEFORE, ...TYPED])
  await eventually(() => aoi.getByRole('log').getByText(messagesJa.waiting).count()).toBe(0)
  expect(await saidIn(aoi)).toEqual([...BEFORE, ...TYPED])
  const { messages } = await company.aoi.call(api.messages.list, { roomId: room.id, limit: 200 })
  const bodies = messages.filter(({ kind }) => kind === 'message').map(({ body }) => body)
  expect(bodies).toEqual([...BEFORE, ...TYPED])
})

test('the draft follows to another device of the same person, and is gone everywhere once it is sent', async () => {
  const phone = await company.page(company.aoi, KEPT)
  await enter(phone, ROOM)
  await eventually(() => composer(phone).inputValue()).toBe('書きかけです')
  await composer(phone).press('Control+Enter')
  await message(ryo, '書きかけです').waitFor()
  await eventually(() => composer(aoi).inputValue()).toBe('')
  expect(troubles.splice(0)).toEqual([])
})
