import { setTimeout as pause } from 'node:timers/promises'
import { api, type Room, toTag } from '@naniwa/contract'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { frameJa } from '../web/src/text/frame.ja.ts'
import { messagesJa } from '../web/src/text/messages.ja.ts'
import { roomsJa } from '../web/src/text/rooms.ja.ts'
import { eventually, troubles } from './browser.ts'
import { type Company, openCompany, tell } from './company.ts'
import { choose, countsOf, enter, message, roomRow } from './room.ts'

const ROOM = '包装資材'
const UNREAD = 40

let company: Company
let room: Room
let page: Page

/** What the API says of the room: unread, and of those addressed to me. */
async function counted(): Promise<{ unread: number; toMe: number }> {
  const { rooms, mine } = await company.aoi.call(api.rooms.get, { roomIds: [room.id] })
  const { readNumber = 0, mentions = [] } = mine[0] ?? {}
  return { unread: (rooms[0]?.lastNumber ?? 0) - readNumber, toMe: mentions.length }
}

function numbered(from: number, to: number, words = '件めの連絡です。'): string[] {
  return Array.from({ length: to - from + 1 }, (_, index) => `${from + index}${words}`)
}

beforeAll(async () => {
  company = await openCompany()
  const { aoi, ryo } = company
  room = await company.room(ROOM)
  await tell(aoi, room.id, ...numbered(1, 20))
  await tell(ryo, room.id, ...numbered(21, 20 + UNREAD - 2))
  const to = toTag(aoi.accountId, aoi.name)
  await tell(ryo, room.id, `${to}見積もりを見てください。`, `${to}至急です。`)
  page = await company.page(aoi)
})
afterAll(() => company?.close())

test('what is addressed to one is counted apart in the list, in the rail and in the title of the tab', async () => {
  await eventually(() => countsOf(page, ROOM)).toEqual([roomsJa.toMe('2'), roomsJa.unread('40')])
  const rail = page.getByRole('navigation', { name: frameJa.nav })
  await rail.getByRole('link', { name: frameJa.toMe('2') }).waitFor()
  await eventually(() => page.title()).toMatch(/^\(2\) /)
  expect(await counted()).toEqual({ unread: 40, toMe: 2 })
})

test('the room opens where the unread begin, under a line that says so', async () => {
  await enter(page, ROOM)
  const line = page.getByText(messagesJa.unreadLine('40'))
  await line.waitFor()
  const log = await page.getByRole('log').boundingBox()
  await eventually(async () => ((await line.boundingBox())?.y ?? 0) - (log?.y ?? 0)).toBeGreaterThanOrEqual(0)
  await eventually(async () => ((await line.boundingBox())?.y ?? 0) - (log?.y ?? 0)).toBeLessThan(200)
  const first = await message(page, '21件め').boundingBox()
  expect(first?.y).toBeGreaterThan((await line.boundingBox())?.y ?? 0)
  expect(await countsOf(page, ROOM)).toEqual([roomsJa.toMe('2'), roomsJa.unread('40')])
})

test('what was scrolled to the end is read, here and for the API', async () => {
  await page.getByRole('log').hover()
  for (let turn = 0; turn < 8; turn++) await page.mouse.wheel(0, 1_000)
  await message(page, '至急です。').waitFor()
  await eventually(() => countsOf(page, ROOM)).toEqual([])
  await eventually(() => page.title()).toBe(`${ROOM} · Naniwa`)
  await eventually(counted).toEqual({ unread: 0, toMe: 0 })
})

test('marked unread from here it stays so, however often the room is left and entered', async () => {
  await choose(page, '見積もりを見て', messagesJa.unreadFromHere)
  await page.getByText(messagesJa.markedUnread).waitFor()
  const marked = [roomsJa.toMe('2'), roomsJa.unread('2')]
  await eventually(() => countsOf(page, ROOM)).toEqual(marked)
  for (let turn = 0; turn < 3; turn++) {
    await enter(page, roomsJa.myChat)
    await enter(page, ROOM)
    await page.getByText(messagesJa.unreadLine('2')).waitFor()
  }
  await page.reload()
  await page.getByText(messagesJa.unreadLine('2')).waitFor()
  expect(await countsOf(page, ROOM)).toEqual(marked)
  expect(await counted()).toEqual({ unread: 2, toMe: 2 })
})

test('a room that was open before opens where the unread begin, too, and they stay unread until they are seen', async () => {
  await page.getByRole('log').focus()
  await page.keyboard.press('Escape')
  await eventually(() => countsOf(page, ROOM)).toEqual([])
  await enter(page, roomsJa.myChat)
  await tell(company.ryo, room.id, ...numbered(1, UNREAD, '番の箱が届きました。'))
  await eventually(() => countsOf(page, ROOM)).toEqual([roomsJa.unread('40')])
  await enter(page, ROOM)
  await page.getByText(messagesJa.unreadLine('40')).waitFor()
  await message(page, '1番の箱').waitFor()
  expect(await message(page, '40番の箱').isVisible()).toBe(false)
  expect(await countsOf(page, ROOM)).toEqual([roomsJa.unread('40')])
  expect(await counted()).toEqual({ unread: 40, toMe: 0 })
})

test('unread without being addressed is a quiet count and a dot in the title', async () => {
  await page.getByRole('log').focus()
  await page.keyboard.press('Escape')
  await eventually(() => countsOf(page, ROOM)).toEqual([])
  await enter(page, roomsJa.myChat)
  await tell(company.ryo, room.id, '段ボールは足りています。')
  await eventually(() => countsOf(page, ROOM)).toEqual([roomsJa.unread('1')])
  await eventually(() => page.title()).toMatch(/^• /)
  await roomRow(page, ROOM).click()
  await eventually(() => countsOf(page, ROOM)).toEqual([])
  await eventually(counted).toEqual({ unread: 0, toMe: 0 })
})

test('what comes to an empty chair stays unread, though the room is in sight, until the page is touched', async () => {
  await page.evaluate(`{
    const now = Date.now
    Date.now = () => now() + 10 * 60_000
  }`)
  await tell(company.ryo, room.id, 'お昼ですか。')
  await message(page, 'お昼ですか。').waitFor()
  // Longer than a look takes.
  await pause(1_500)
  expect(await counted()).toEqual({ unread: 1, toMe: 0 })
  await page.mouse.move(300, 300)
  await page.mouse.move(310, 310)
  await eventually(counted).toEqual({ unread: 0, toMe: 0 })
  expect(troubles.splice(0)).toEqual([])
})
