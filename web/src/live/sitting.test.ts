import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Sitting } from './sitting.ts'

const PATIENCE = 60_000

let browser: EventTarget
let isFocused: boolean

beforeEach(() => {
  isFocused = true
  browser = new EventTarget()
  vi.stubGlobal('window', browser)
  vi.stubGlobal('document', Object.assign(new EventTarget(), { hidden: false, hasFocus: () => isFocused }))
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const happens = (event: string) => browser.dispatchEvent(new Event(event))

test('nobody sits before a page that was not touched for long, until it is touched again', () => {
  const sitting = new Sitting(PATIENCE)
  const seen: boolean[] = []
  const stop = sitting.watch(() => seen.push(sitting.isThere))
  vi.advanceTimersByTime(50_000)
  happens('pointermove')
  vi.advanceTimersByTime(50_000)
  expect([sitting.isThere, sitting.idle, seen]).toEqual([true, 50_000, []])
  vi.advanceTimersByTime(10_000)
  expect([sitting.isThere, seen]).toEqual([false, [false]])
  happens('keydown')
  happens('keydown')
  expect(seen).toEqual([false, true])
  stop()
  vi.advanceTimersByTime(10 * PATIENCE)
  happens('keydown')
  expect(seen).toEqual([false, true])
})

test('nor before one that is not in front; who turns to it does', () => {
  const sitting = new Sitting(PATIENCE)
  const seen: boolean[] = []
  sitting.watch(() => seen.push(sitting.isThere))
  isFocused = false
  happens('blur')
  vi.advanceTimersByTime(10 * PATIENCE)
  seen.splice(1)
  isFocused = true
  happens('focus')
  expect(seen).toEqual([false, true])
})
