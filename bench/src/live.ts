import { setTimeout as pause } from 'node:timers/promises'
import { type Browser, chromium, type Page } from 'playwright-core'
import { makePeople, makeRooms, type Somebody } from './crowd.ts'
import { percentile, round } from './figures.ts'
import type { BenchServer } from './server.ts'

export interface LiveSizes {
  readonly messages: number
  /** Between one message and the next, in milliseconds: somebody who writes fast. */
  readonly pause: number
}

export const liveSizes: LiveSizes = { messages: 200, pause: 250 }

export interface LiveReport {
  readonly bench: 'live'
  readonly sizes: LiveSizes
  /** Milliseconds from the key that sends, in one browser, until the message is painted in another. */
  readonly p50: number
  readonly p90: number
  readonly p99: number
  readonly most: number
  /** Share of them within 100 ms. */
  readonly within: number
}

const GOAL_MS = 100
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking']

/** When it happened, on the one clock of this machine. */
type Times = Record<string, number>

/** Remembers when the key that sends went down. */
const NOTE_KEYS = `
  globalThis.sent = []
  addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && event.ctrlKey) sent.push(performance.timeOrigin + event.timeStamp)
  }, true)
`

/** Remembers when each message was first painted: a frame was made of it, and what waits behind the frame has its turn. */
const NOTE_PAINTS = `
  globalThis.painted = {}
  const look = () => {
    const fresh = [...document.querySelectorAll('[role=log] article .text')]
      .map((text) => text.textContent.match(/^#\\d+/)?.[0])
      .filter((name) => name && !(name in painted))
    if (fresh.length === 0) return
    for (const name of fresh) painted[name] = 0
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => {
        for (const name of fresh) painted[name] = performance.timeOrigin + performance.now()
      }
      port2.postMessage(0)
    })
  }
  new MutationObserver(look).observe(document.querySelector('[role=log]'), { childList: true, subtree: true })
`

/** Two people in two Chromiums of their own talk in one room. */
export async function runLive(server: BenchServer, sizes: LiveSizes): Promise<LiveReport> {
  const browsers: Browser[] = []
  try {
    const people = await makePeople(server.app, 2)
    const [roomId = 0] = await makeRooms(server.app, [people])
    const [writer, reader] = await Promise.all(
      people.map(async (person) => {
        const browser = await chromium.launch({
          executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
          args: FLAGS,
        })
        browsers.push(browser)
        return await enterRoom(browser, `http://127.0.0.1:${server.port}`, person, roomId)
      }),
    )
    if (!writer || !reader) throw new Error('two are needed')
    await writer.evaluate(NOTE_KEYS)
    await reader.evaluate(NOTE_PAINTS)
    for (let n = 0; n < sizes.messages; n++) {
      await writer.keyboard.insertText(`#${n} 明日の朝いちばんに送ります。`)
      await writer.keyboard.press('Control+Enter')
      await pause(sizes.pause)
    }
    // The page's policy lets nobody wait inside it.
    while (!(await reader.evaluate(`painted['#${sizes.messages - 1}'] > 0`))) await pause(100)
    const sent = await writer.evaluate<number[]>('sent')
    const painted = await reader.evaluate<Times>('painted')
    return reportOf(
      sizes,
      sent.map((at, n) => (painted[`#${n}`] ?? Number.NaN) - at),
    )
  } finally {
    for (const browser of browsers) await browser.close()
  }
}

async function enterRoom(browser: Browser, url: string, { cookie }: Somebody, roomId: number): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'ja-JP' })
  const [name = '', value = ''] = cookie.split('=')
  await context.addCookies([{ name, value, url }])
  const page = await context.newPage()
  await page.goto(`${url}/rooms/${roomId}`)
  await page.locator('form.composer textarea').click()
  return page
}

function reportOf(sizes: LiveSizes, times: number[]): LiveReport {
  if (times.length !== sizes.messages || times.some(Number.isNaN)) throw new Error('a message was not seen')
  return {
    bench: 'live',
    sizes,
    p50: round(percentile(times, 0.5)),
    p90: round(percentile(times, 0.9)),
    p99: round(percentile(times, 0.99)),
    most: round(Math.max(...times)),
    within: round(times.filter((time) => time <= GOAL_MS).length / times.length),
  }
}
