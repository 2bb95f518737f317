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

/** Both have their colours from one file: what is on both devices is seen in one theme on each, the rest in both. */
const themeOf = { desktop: 'dark', phone: 'light' }

/** Another theme changes nothing else. */
const OF_COLOURS = ['color-contrast', 'link-in-text-block']

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
  const here = places
    .filter(({ on }) => on === undefined || on === device)
    .map((place) => ({ ...place, themes: place.on ? ['dark', 'light'] : [themeOf[device]] }))

  test.each(here)('$name', async ({ who, go, themes }) => {
    const page = pages[who] ?? (await demo.page(who, devices[device]))
    pages[who] = page
    await go(page, ja)
    for (const [at, theme] of themes.entries()) {
      await page.evaluate(`document.documentElement.dataset.theme = '${theme}'`)
      await expectAccessible(page, ...(at === 0 ? [] : OF_COLOURS))
    }
  })
})
