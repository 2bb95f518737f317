import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { isSeen, keepTelling } from './here.ts'

const ME = 1

let browser: EventTarget
let held: { name: string }[]

beforeEach(() => {
  browser = new EventTarget()
  held = []
  vi.stubGlobal('window', browser)
  vi.stubGlobal('document', Object.assign(new EventTarget(), { hidden: false, hasFocus: () => true }))
  vi.stubGlobal('navigator', {
    locks: {
      query: async () => ({ held }),
      async request(name: string, _: object, run: () => Promise<void>) {
        const lock = { name }
        held.push(lock)
        await run()
        held.splice(held.indexOf(lock), 1)
      },
    },
  })
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const seen = async () => [await isSeen(ME, null), await isSeen(ME, 7), await isSeen(ME, 8)]

test('who has not touched the page for long sees its room alone, and is told of all others', async () => {
  const telling = keepTelling(ME)
  telling.lookAt(7)
  expect(await seen()).toEqual([true, true, true])
  await vi.advanceTimersByTimeAsync(90_000)
  expect(await seen()).toEqual([false, true, false])
  browser.dispatchEvent(new Event('pointermove'))
  await vi.advanceTimersByTimeAsync(0)
  expect(await seen()).toEqual([true, true, true])
  telling.stop()
  await vi.advanceTimersByTimeAsync(0)
  expect(await seen()).toEqual([false, false, false])
})
