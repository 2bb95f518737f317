import { api, type Room } from '@naniwa/contract'
import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { frameEn } from '../web/src/text/frame.en.ts'
import { frameJa } from '../web/src/text/frame.ja.ts'
import { roomsEn } from '../web/src/text/rooms.en.ts'
import { roomsJa } from '../web/src/text/rooms.ja.ts'
import { settingsEn } from '../web/src/text/settings.en.ts'
import { settingsJa } from '../web/src/text/settings.ja.ts'
import { eventually, expectAccessible, PHONE, troubles } from './browser.ts'
import { type Company, openCompany, tell } from './company.ts'
import { composer, enter, message, roomRow } from './room.ts'
import { visit } from './walk.ts'

let company: Company
let room: Room
let page: Page
/** Of the same person, with a room on it. */
let other: Page

beforeAll(async () => {
  company = await openCompany()
  room = await company.room('表示')
  await tell(company.ryo, room.id, '今日の分です。')
  page = await company.page(company.aoi, {}, '/settings/language')
  other = await company.page(company.aoi)
  await enter(other, '表示')
})
afterAll(() => company?.close())

/** Chooses one of the settings on the page. */
async function pick(choice: string): Promise<void> {
  await page.getByRole('radio', { name: choice, exact: true }).click({ force: true })
}

/** The line over today's messages, as the reader's own locale writes dates. */
function today(locale: string): string {
  const parts = new Intl.DateTimeFormat(locale, { timeZone: 'Asia/Tokyo', month: 'short', day: 'numeric' })
  return parts.format(Date.now())
}

test('another language is there at once, on every device of the person, and the dates with it', async () => {
  await other.getByText(today('ja-JP')).waitFor()
  await pick(settingsJa.languageNames.en)
  await page.getByRole('heading', { name: settingsEn.language }).waitFor()
  await eventually(() => page.title()).toBe(`${settingsEn.language} · Naniwa`)
  await page.getByRole('navigation', { name: frameEn.nav }).waitFor()

  await other.getByRole('complementary', { name: roomsEn.list }).waitFor()
  await other.getByRole('log').getByText(today('en-GB')).waitFor()
  await eventually(() => other.evaluate('document.documentElement.lang')).toBe('en')
  await other.reload()
  await message(other, '今日の分です。').waitFor()
  expect(await other.getByText(frameJa.chats, { exact: true }).count()).toBe(0)

  await pick(settingsEn.languageNames.ja)
  await other.getByRole('complementary', { name: roomsJa.list }).waitFor()
})

test('a time zone is found by its name, and the device’s own is offered', async () => {
  const { aoi } = company
  const zone = async () => (await aoi.call(api.accounts.me, {})).settings.timeZone
  await page.getByRole('button', { name: settingsJa.zoneNow('日本標準時（UTC+9）') }).click()
  await page.getByRole('option', { name: '日本標準時（UTC+9）', selected: true }).waitFor()
  await page.getByRole('combobox', { name: settingsJa.findZone }).fill('イギリス')
  await page.keyboard.press('Enter')
  await eventually(zone).toBe('Europe/London')
  await page.getByRole('button', { name: settingsJa.takeDeviceZone }).click()
  await eventually(zone).toBe('Asia/Tokyo')
  await page.getByRole('button', { name: settingsJa.takeDeviceZone }).waitFor({ state: 'hidden' })

  const abroad = await company.page(aoi, { timezoneId: 'America/New_York' })
  await abroad.getByRole('button', { name: settingsJa.takeZone, exact: true }).click()
  await eventually(zone).toBe('America/New_York')
  await aoi.call(api.accounts.updateSettings, { timeZone: 'Asia/Tokyo' })
  await abroad.reload()
  await abroad.getByRole('complementary', { name: roomsJa.list }).waitFor()
  expect(await abroad.getByRole('button', { name: settingsJa.takeZone, exact: true }).count()).toBe(0)
  await abroad.context().close()
})

test('mails about requests and reminders are switched off and on', async () => {
  await visit(page, '/settings/notifications')
  const wanted = async () => {
    const { mailRequests, mailReminders } = (await company.aoi.call(api.accounts.me, {})).settings
    return [mailRequests, mailReminders]
  }
  await page.getByRole('switch', { name: settingsJa.mailRequests }).press('Space')
  await eventually(wanted).toEqual([false, true])
  await page.getByRole('switch', { name: settingsJa.mailReminders }).press('Space')
  await eventually(wanted).toEqual([false, false])
  await page.getByRole('switch', { name: settingsJa.mailRequests }).press('Space')
  await eventually(wanted).toEqual([true, false])
})

test('light, dark, and as the device is', async () => {
  await visit(page, '/settings/look')
  const backgroundIs = async (of: Page, shade: RegExp) => eventually(() => lightness(of)).toMatch(shade)
  await pick(settingsJa.dark)
  await backgroundIs(page, /dark/)
  await backgroundIs(other, /dark/)
  // The browser's own bars go with the page.
  const frame = await other.evaluate('getComputedStyle(document.documentElement).backgroundColor')
  await eventually(() => other.locator('meta[name="theme-color"]').getAttribute('content')).toBe(frame)
  await pick(settingsJa.light)
  await backgroundIs(other, /light/)
  await pick(settingsJa.system)
  await other.emulateMedia({ colorScheme: 'dark' })
  await backgroundIs(other, /dark/)
  await backgroundIs(page, /light/)
  await other.emulateMedia({ colorScheme: 'light' })
  await backgroundIs(other, /light/)
})

/** Whether one looks at a light or a dark page. */
async function lightness(of: Page): Promise<string> {
  const shown = await of.screenshot({ clip: { x: 700, y: 20, width: 1, height: 1 } })
  const { data } = await sharp(shown).raw().toBuffer({ resolveWithObject: true })
  return (data[0] ?? 0) > 127 ? 'light' : 'dark'
}

test('rows stand closer when one asks for it', async () => {
  const row = roomRow(other, '表示')
  await eventually(async () => (await row.boundingBox())?.height).toBe(36)
  await pick(settingsJa.compact)
  await eventually(async () => (await row.boundingBox())?.height).toBe(30)
})

test('the list of rooms is drawn wider by pointer and keys, within bounds, and stays so on this device', async () => {
  const wide = other.viewportSize() ?? { width: 1280, height: 720 }
  const list = other.getByRole('complementary', { name: roomsJa.list })
  const edge = other.getByRole('separator', { name: roomsJa.listWidth })
  const isWide = async (width: number) => {
    await eventually(async () => (await list.boundingBox())?.width).toBe(width)
    expect(await edge.getAttribute('aria-valuenow')).toBe(String(width))
  }
  await isWide(292)
  const box = await edge.boundingBox()
  const [x, y] = [(box?.x ?? 0) + 4, 300]
  await other.mouse.move(x, y)
  await other.mouse.down()
  await other.mouse.move(x + 30, y + 9)
  await other.mouse.move(x + 61, y)
  await other.mouse.up()
  await other.mouse.move(x + 200, y)
  await isWide(353)
  await other.reload()
  await isWide(353)
  await edge.press('ArrowLeft')
  await isWide(345)
  await edge.press('End')
  await edge.press('ArrowRight')
  await isWide(Math.min(400, wide.width - 888))
  await other.setViewportSize({ width: 1024, height: 768 })
  await isWide(320)
  await edge.press('Home')
  await edge.press('ArrowLeft')
  await isWide(240)
  await other.setViewportSize(PHONE)
  await edge.waitFor({ state: 'hidden' })
  await other.setViewportSize(wide)
  await isWide(240)
  await edge.dblclick({ position: { x: 4, y } })
  await isWide(292)
  await edge.hover({ position: { x: 4, y } })
  await other.mouse.down()
  await other.mouse.move(x + 50, y)
  await isWide(342)
  await other.keyboard.press('Escape')
  await isWide(292)
  await other.mouse.up()
  // Nothing was chosen: where there is less room it still has the width that is usual there.
  await other.setViewportSize({ width: 1024, height: 768 })
  await isWide(264)
  await other.setViewportSize(wide)
  await expectAccessible(other)
})

test('Enter breaks the line or sends, as one has set it', async () => {
  await composer(other).click()
  await composer(other).press('a')
  await composer(other).press('Enter')
  await composer(other).press('b')
  expect(await composer(other).inputValue()).toBe('a\nb')
  await pick(settingsJa.enterSends)
  await eventually(() => composer(other).getAttribute('enterkeyhint')).toBe('send')
  await composer(other).press('Enter')
  await message(other, 'a\nb').waitFor()
  expect(troubles.splice(0)).toEqual([])
})
