import type { Room } from '@naniwa/contract'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { frameJa } from '../web/src/text/frame.ja.ts'
import { messagesJa } from '../web/src/text/messages.ja.ts'
import { roomsJa } from '../web/src/text/rooms.ja.ts'
import { eventually, PHONE, troubles } from './browser.ts'
import { type Company, openCompany, tell } from './company.ts'
import { composer, message, saidIn } from './room.ts'

const ROOM = '店頭'
/** Smaller than this a finger misses. */
const FINGER = 44

let company: Company
let room: Room
let page: Page

beforeAll(async () => {
  company = await openCompany()
  room = await company.room(ROOM)
  await tell(company.ryo, room.id, '棚の写真を撮りました。')
  page = await company.page(company.aoi, { viewport: PHONE, hasTouch: true, isMobile: true })
})
afterAll(() => company?.close())

function row(name: string): Locator {
  return page.getByRole('main', { name: roomsJa.list }).locator('[data-room]').filter({ hasText: name })
}

/** The tools of a message, which a touch of it brings out. */
async function toolsOf(words: string): Promise<Locator> {
  await message(page, words).tap({ position: { x: 8, y: 8 } })
  return message(page, words).getByRole('toolbar', { name: messagesJa.tools })
}

test('one begins with the list, whose rows say what was said last', async () => {
  await row(ROOM).getByText('田辺：棚の写真を撮りました。').waitFor()
  await row(ROOM).getByText(roomsJa.unread('1')).waitFor()
  await page.getByRole('navigation', { name: frameJa.nav }).waitFor()
})

test('a room takes the whole screen; one reads, writes and sends with the finger', async () => {
  await row(ROOM).tap()
  await message(page, '棚の写真を撮りました。').waitFor()
  await page.getByRole('navigation', { name: frameJa.nav }).waitFor({ state: 'hidden' })
  await eventually(() => row(ROOM).isVisible()).toBe(false)
  // No keyboard comes up before one wants to write.
  expect(await composer(page).and(page.locator(':focus')).count()).toBe(0)
  await composer(page).tap()
  await composer(page).pressSequentially('確かめます。')
  await page.getByRole('button', { name: messagesJa.send, exact: true }).tap()
  await eventually(() => saidIn(page)).toEqual(['棚の写真を撮りました。', '確かめます。'])
  await page.getByRole('button', { name: messagesJa.undo }).waitFor()
})

test('a touch brings out what the pointer brings out elsewhere', async () => {
  await (await toolsOf('棚の写真')).getByRole('button', { name: '了解', exact: true }).tap()
  await message(page, '棚の写真')
    .getByRole('button', { name: messagesJa.reactionOf('了解', '1') })
    .waitFor()
  await (await toolsOf('棚の写真')).getByRole('button', { name: messagesJa.more }).tap()
  await page.getByRole('menuitem', { name: messagesJa.bookmark }).tap()
  await page.getByRole('status').getByText(messagesJa.bookmarked).waitFor()
  await (await toolsOf('棚の写真')).getByRole('button', { name: messagesJa.reply }).tap()
  await composer(page).pressSequentially('助かります。')
  await page.getByRole('button', { name: messagesJa.send, exact: true }).tap()
  await message(page, '助かります。').getByRole('link').filter({ hasText: messagesJa.inReplyTo }).waitFor()
})

test('whom a message is for is picked from a list', async () => {
  await page.getByRole('button', { name: messagesJa.to }).tap()
  await page.getByRole('dialog', { name: messagesJa.pickTo }).getByRole('option', { name: '田辺 涼' }).tap()
  await page.getByRole('button', { name: messagesJa.removeRecipient('田辺 涼さん') }).tap()
})

test('the room tells about itself on a page of its own, from which one comes back to the room', async () => {
  await page.getByRole('button', { name: roomsJa.info }).tap()
  const info = page.getByRole('complementary', { name: roomsJa.info })
  await info.getByText(roomsJa.membersTitle).waitFor()
  await page.goBack()
  await info.waitFor({ state: 'hidden' })
  await page.getByRole('heading', { level: 1, name: ROOM }).waitFor()
})

test('back leads to the list: by the button, and by the gesture of the device', async () => {
  await page.getByRole('link', { name: roomsJa.backToList }).tap()
  await row(ROOM).tap()
  await message(page, '助かります。').waitFor()
  await page.goBack()
  await row(ROOM).waitFor()
  await row(ROOM).getByText(roomsJa.saidByMe('助かります。')).waitFor()
})

test('a long press on a room asks what to do with it', async () => {
  // What a browser makes of a finger that stays.
  await row(ROOM).dispatchEvent('contextmenu', { bubbles: true, clientX: 120, clientY: 200 })
  await page.getByRole('menuitem', { name: roomsJa.mute }).tap()
  await row(ROOM).getByLabel(roomsJa.muted).waitFor()
})

test('what one touches is large enough', async () => {
  await row(ROOM).tap()
  await message(page, '助かります。').waitFor()
  const small: string[] = []
  for (const part of await page.locator('.roomhead, .composer').locator('button:visible, a:visible').all()) {
    const box = await part.boundingBox()
    if (box && (box.width < FINGER || box.height < FINGER)) {
      small.push(`${await part.getAttribute('aria-label')} ${box.width}×${box.height}`)
    }
  }
  expect(small).toEqual([])
  expect(troubles.splice(0)).toEqual([])
})
