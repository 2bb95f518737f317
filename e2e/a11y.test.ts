import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ja } from '../web/src/text/ja.ts'
import { DESKTOP, expectAccessible, PHONE, troubles } from './browser.ts'
import { type Demo, openDemo } from './demo.ts'
import { type Place, places } from './places.ts'

const devices = {
  desktop: { viewport: DESKTOP },
  phone: { viewport: PHONE, hasTouch: true, isMobile: true },
}

/** The demo company writes thousands of messages. */
const PATIENCE_MS = 600_000

let demo: Demo
beforeAll(async () => {
  demo = await openDemo()
}, PATIENCE_MS)
afterAll(async () => {
  await demo?.close()
  expect(troubles.splice(0)).toEqual([])
})

describe.each(['phone', 'desktop'] as const)('axe-core finds nothing on a %s', (device) => {
  const pages: Partial<Record<Place['who'], Page>> = {}
  const here = places.filter(({ on }) => on === undefined || on === device)

  test.each(here.map((place, at) => ({ ...place, at })))('$name', async ({ who, go, at }) => {
    const page = pages[who] ?? (await demo.page(who, devices[device]))
    pages[who] = page
    const show = (theme: string) => page.evaluate(`document.documentElement.dataset.theme = '${theme}'`)
    await go(page, ja)
    // Both themes have their colours from one file: a phone sees every other place dark, which the desktop sees as both.
    if (device === 'phone' && at % 2 === 1) await show('dark')
    await expectAccessible(page)
    if (device === 'desktop') {
      await show('dark')
      await expectAccessible(page, 'color-contrast')
    }
    await show('light')
  })
})
