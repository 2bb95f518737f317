import { afterEach, beforeEach, expect, vi } from 'vitest'
import { test } from '../sync/fake-visit.ts'
import { readAnew } from './anew.ts'

let page: EventTarget & { hidden: boolean }
let browser: EventTarget

beforeEach(() => {
  page = Object.assign(new EventTarget(), { hidden: false })
  browser = new EventTarget()
  vi.stubGlobal('document', page)
  vi.stubGlobal('addEventListener', browser.addEventListener.bind(browser))
  vi.stubGlobal('removeEventListener', browser.removeEventListener.bind(browser))
})
afterEach(() => vi.unstubAllGlobals())

test('reads once when the page is opened, and once each time the connection or the reader comes back', async ({
  clock,
  server,
  visit,
}) => {
  server.isSlow = true
  const client = await visit()
  const read = vi.fn()
  const stop = readAnew(client, read)
  expect(read).toHaveBeenCalledTimes(0)
  server.answer()
  await clock.pass(1_000)
  expect(read).toHaveBeenCalledTimes(1)
  server.cut()
  await clock.pass(60_000)
  expect(read).toHaveBeenCalledTimes(2)
  page.hidden = true
  page.dispatchEvent(new Event('visibilitychange'))
  expect(read).toHaveBeenCalledTimes(2)
  page.hidden = false
  page.dispatchEvent(new Event('visibilitychange'))
  expect(read).toHaveBeenCalledTimes(3)
  stop()
  browser.dispatchEvent(new Event('focus'))
  expect(read).toHaveBeenCalledTimes(3)
})

test('reads at once where there is a connection', async ({ visit }) => {
  const read = vi.fn()
  readAnew(await visit(), read)()
  expect(read).toHaveBeenCalledTimes(1)
})
