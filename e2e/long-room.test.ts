import { api, type Room } from '@naniwa/contract'
import type { Page, WebSocketRoute } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPool } from '../server/src/db/pool.ts'
import { messagesJa } from '../web/src/text/messages.ja.ts'
import { eventually, troubles } from './browser.ts'
import { type Company, openCompany } from './company.ts'
import { enter, message, say } from './room.ts'

const ROOM = '全社連絡'
const COUNT = 100_000

let company: Company
let room: Room
let page: Page
let line: Line

/** What the page says to the server and hears, with a tap that can be shut. */
interface Line {
  shut(): void
  open(): void
  /** As if the server had said it. */
  hear(frame: unknown): void
}

beforeAll(async () => {
  company = await openCompany()
  room = await company.room(ROOM)
  await fill(company.stage.database, room.id)
  page = await company.page(company.aoi)
  line = await tapped(page)
})
afterAll(async () => {
  // Gently it would first read all of them for the search.
  await company?.stage.kill()
  await company?.close()
})

/** A hundred thousand messages of many lengths, as if they had been sent over the years; all are read. */
async function fill(database: string, roomId: number): Promise<void> {
  const pool = openPool(database, { max: 1 })
  const authors = [company.aoi.accountId, company.ryo.accountId]
  await pool.query(
    `insert into message (room_id, id, number, tick, account_id, kind, body, created_at)
     select r.id, (extract(epoch from at)::bigint * 1000 << 21) + n, r.last_number + n, r.tick + n,
       ($2::bigint[])[1 + (n / 7) % 2], 'message',
       '第' || n || '番の連絡です。' || repeat('明日の便で送ります。', (n * 7919 % 13)::int) || repeat(E'\\n確認済み', (n % 3)::int), at
     from room r, generate_series(1, ${COUNT}) n,
       lateral (select now() - make_interval(mins => (${COUNT} - n) * 9 + 60)) as t (at)
     where r.id = $1`,
    [roomId, authors],
  )
  await pool.query(`update room set tick = tick + ${COUNT}, last_number = last_number + ${COUNT} where id = $1`, [
    roomId,
  ])
  await pool.query('update member m set read_number = r.last_number from room r where r.id = m.room_id and r.id = $1', [
    roomId,
  ])
  await pool.end()
}

/** Lets the page connect anew, through a tap. */
async function tapped(of: Page): Promise<Line> {
  let isOpen = true
  let held: (() => void)[] = []
  let current: WebSocketRoute | undefined
  await of.routeWebSocket(/\/api\/socket/, (route: WebSocketRoute) => {
    const server = route.connectToServer()
    current = route
    server.onMessage((frame) => {
      if (isOpen) route.send(frame)
      else held.push(() => route.send(frame))
    })
  })
  await of.reload()
  return {
    shut() {
      isOpen = false
    },
    open() {
      isOpen = true
      for (const send of held) send()
      held = []
    },
    hear: (frame) => current?.send(JSON.stringify(frame)),
  }
}

/** How far below the top of the log a message stands; px. */
async function placeOf(words: string): Promise<number> {
  const [box, log] = [await message(page, words).boundingBox(), await page.getByRole('log').boundingBox()]
  return box && log ? box.y - log.y : Number.NaN
}

/** The words of the first message that is in sight, if only with its last line. */
async function firstInSight(): Promise<string> {
  const log = await page.getByRole('log').boundingBox()
  for (const article of await page.getByRole('log').getByRole('article').all()) {
    const box = await article.boundingBox()
    const words = /第\d+番/.exec((await article.textContent()) ?? '')
    if (box && log && words && box.y + box.height > log.y) return words[0]
  }
  throw new Error('no message is in sight')
}

function rows(): Promise<number> {
  return page.getByRole('log').locator('.logrow').count()
}

function height(): Promise<number> {
  return page.getByRole('log').evaluate((log) => log.scrollHeight)
}

test('a room of a hundred thousand messages opens at its newest', async () => {
  await enter(page, ROOM)
  await message(page, `第${COUNT}番`).waitFor()
  await eventually(() => message(page, `第${COUNT}番`).isVisible()).toBe(true)
  expect(await rows()).toBeLessThan(200)
})

test('history that comes above leaves what one reads where it is', async () => {
  await page.getByRole('log').hover()
  for (let turn = 0; turn < 5; turn++) {
    line.shut()
    const before = await height()
    await page.mouse.wheel(0, -100_000)
    await settled()
    const words = await firstInSight()
    const place = await placeOf(words)
    line.open()
    await eventually(height).toBeGreaterThan(before)
    await settled()
    expect(Math.abs((await placeOf(words)) - place)).toBeLessThanOrEqual(2)
    expect(await rows()).toBeLessThan(200)
  }
})

/** Two frames in which nothing moves. */
async function settled(): Promise<void> {
  await page.evaluate(`new Promise((resolve) => {
    const log = document.getElementById('log')
    let [before, still] = ['', 0]
    const look = () => {
      const now = log.scrollTop + ' ' + log.scrollHeight
      still = now === before ? still + 1 : 0
      before = now
      if (still < 10) requestAnimationFrame(look)
      else resolve()
    }
    look()
  })`)
}

test('it stays there when a preview with a picture comes above, and when the picture itself comes', async () => {
  let showPicture = () => {}
  const isShown = new Promise<void>((resolve) => {
    showPicture = resolve
  })
  await page.route('**/images/*', async (route) => {
    await isShown
    await route.continue()
  })
  const words = await firstInSight()
  const place = await placeOf(words)
  await givePreview(Number(words.slice(1, -1)) - 2)
  const picture = page.getByRole('log').locator('.card.web img')
  await picture.waitFor({ state: 'attached' })
  await settled()
  expect(Math.abs((await placeOf(words)) - place)).toBeLessThanOrEqual(2)
  showPicture()
  await eventually(() => picture.evaluate((img: { naturalWidth: number }) => img.naturalWidth)).toBeGreaterThan(0)
  await settled()
  expect(Math.abs((await placeOf(words)) - place)).toBeLessThanOrEqual(2)
})

/** What the server does when it has looked at a page that somebody linked to. */
async function givePreview(number: number): Promise<void> {
  const picture = await sharp({ create: { width: 1_200, height: 630, channels: 3, background: '#285' } })
    .png()
    .toBuffer()
  const headers = { Cookie: company.aoi.cookie, 'Content-Type': 'image/png' }
  const answer = await fetch(`${company.stage.url}/api/images`, {
    method: 'POST',
    headers,
    body: new Uint8Array(picture),
  })
  const image = await answer.json()
  const words = { url: 'https://minamo.example/', siteName: 'みなも製菓', title: '冬の新商品', description: '' }
  const pool = openPool(company.stage.database, { max: 1 })
  await pool.query('update room set tick = tick + 1 where id = $1', [room.id])
  const { rows: changed } = await pool.query(
    `update message m set previews = $3, tick = r.tick from room r
     where r.id = m.room_id and m.room_id = $1 and m.number = $2 returning m.id::text`,
    [room.id, number, JSON.stringify([{ ...words, image }])],
  )
  await pool.end()
  const data = await company.aoi.call(api.messages.get, { roomId: room.id, id: changed[0].id })
  line.hear({ event: 'message', data })
}

test('it stays there when the window gets another size', async () => {
  await settled()
  const words = await firstInSight()
  const place = await placeOf(words)
  await page.setViewportSize({ width: 1440, height: 700 })
  await settled()
  expect(Math.abs((await placeOf(words)) - place)).toBeLessThanOrEqual(2)
  await page.setViewportSize({ width: 1240, height: 700 })
  await settled()
  expect(Math.abs((await placeOf(words)) - place)).toBeLessThanOrEqual(2)
  await page.setViewportSize({ width: 1440, height: 900 })
  await settled()
  expect(Math.abs((await placeOf(words)) - place)).toBeLessThanOrEqual(2)
})

test('a link leads to an old message, a button back to the newest', async () => {
  const { messages } = await company.aoi.call(api.messages.list, { roomId: room.id, around: 31_416, limit: 2 })
  const old = messages.at(-1)
  const words = /第\d+番/.exec(old?.body ?? '')?.[0] ?? ''
  await page.goto(`${company.stage.url}/#!rid${room.id}-${old?.id}`)
  await message(page, words).waitFor()
  await eventually(() => placeOf(words)).toBeGreaterThan(0)
  expect(await placeOf(words)).toBeLessThan(700)
  expect(await rows()).toBeLessThan(200)
  await page.getByRole('button', { name: messagesJa.toNewest }).click()
  await message(page, `第${COUNT}番`).waitFor()
  await say(page, '最後まで読みました。')
  await message(page, '最後まで読みました。').waitFor()
  expect(troubles.splice(0)).toEqual([])
})
