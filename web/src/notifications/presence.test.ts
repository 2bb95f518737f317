import { api } from '@naniwa/contract'
import { afterEach, beforeEach, expect, vi } from 'vitest'
import { test } from '../sync/fake-visit.ts'
import { keepPresent } from './presence.ts'

let page: EventTarget & { hidden: boolean; hasFocus: () => boolean }
let browser: EventTarget
let isFocused: boolean
let said: unknown[]

beforeEach(() => {
  isFocused = true
  said = []
  page = Object.assign(new EventTarget(), { hidden: false, hasFocus: () => isFocused })
  browser = new EventTarget()
  vi.stubGlobal('document', page)
  vi.stubGlobal('window', browser)
  vi.stubGlobal('location', { origin: 'http://chat.example' })
  vi.stubGlobal('fetch', async (_: string, { body }: { body: string }) => {
    said.push(JSON.parse(body))
    return Response.json({})
  })
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout', 'Date'] })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const happens = (event: string) => browser.dispatchEvent(new Event(event))

test('says that its reader is there while they touch the page, and since when they no longer do', async ({ visit }) => {
  const stop = keepPresent(await visit())
  for (let seconds = 0; seconds < 180; seconds += 60) {
    vi.advanceTimersByTime(60_000)
    happens('pointermove')
  }
  // Again before what was said holds no longer.
  expect(said).toEqual([{ state: 'here' }, { state: 'here' }, { state: 'here' }])
  vi.advanceTimersByTime(60 * 60_000)
  expect(said.splice(0).slice(3)).toEqual([{ state: 'away', idle: 90 }])
  happens('keydown')
  expect(said).toEqual([{ state: 'here' }])
  stop()
})

test('says in a form the server takes that its reader was away for days, with the lid closed', async ({ visit }) => {
  const stop = keepPresent(await visit())
  vi.setSystemTime(Date.now() + 3 * 24 * 60 * 60_000)
  vi.advanceTimersByTime(90_000)
  const [, away] = said
  expect(away).toMatchObject({ state: 'away' })
  expect(api.sessions.here.input.safeParse(away).success).toBe(true)
  stop()
})

test('says once more that its reader has come: the tab they left may be heard later', async ({ visit }) => {
  isFocused = false
  const stop = keepPresent(await visit())
  isFocused = true
  happens('focus')
  vi.advanceTimersByTime(2_000)
  expect(said).toEqual([{ state: 'here' }, { state: 'here' }])
  happens('focus')
  isFocused = false
  happens('blur')
  vi.advanceTimersByTime(30_000)
  expect(said.slice(2)).toEqual([{ state: 'away' }])
  stop()
})

test('says at once that its reader turns to another window, and comes back', async ({ visit }) => {
  const stop = keepPresent(await visit())
  isFocused = false
  happens('blur')
  happens('pointermove')
  isFocused = true
  happens('focus')
  happens('pagehide')
  expect(said).toEqual(['here', 'away', 'here', 'away'].map((state) => ({ state })))
  stop()
  happens('focus')
  expect(said).toHaveLength(4)
})
