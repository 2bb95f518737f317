import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Person } from './stage.ts'

/** Of these the first three load pages of the browser's own into every window, for what nobody sees. */
const FEATURES_OFF = [
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'WebUIOmniboxFullPopup',
  // A process in reserve for each window.
  'SpareRendererForSitePerProcess',
  // Those that Playwright turns off: one list takes the place of the other.
  'AimEnabled',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
  'ThirdPartyStoragePartitioning',
]

/** Nothing that reaches for the network by itself. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // The pages of a context in one process: the first page of a window would take another than the empty one that was there before it.
  '--renderer-process-limit=1',
  `--disable-features=${FEATURES_OFF.join()}`,
]

/** With the service worker that browsers of people have. */
export const KEPT: BrowserContextOptions = { serviceWorkers: 'allow' }

export const DESKTOP = { width: 1440, height: 900 }
export const PHONE = { width: 390, height: 844 }

const WHOLE = process.env.CHROMIUM ?? '/usr/bin/chromium'

/** By the path of the program. Files of a worker come one after the other and share it: to start one costs more than most tests. */
const running = new Map<string, Promise<Browser>>()

/** Chromium without what only people need around its pages, where that was found: a fifth less processor time. */
export function openBrowser(): Promise<Browser> {
  return launched(process.env.CHROMIUM_SHELL ?? WHOLE)
}

/** Chromium as people have it, which shows notifications. */
export function openWholeBrowser(): Promise<Browser> {
  return launched(WHOLE)
}

function launched(executablePath: string): Promise<Browser> {
  const known = running.get(executablePath) ?? launch(executablePath)
  running.set(executablePath, known)
  return known
}

/** One that crashes is not handed out again. */
async function launch(executablePath: string): Promise<Browser> {
  const browser = await chromium.launch({ executablePath, args: FLAGS })
  browser.on('disconnected', () => running.delete(executablePath))
  return browser
}

/** Closes every page, and leaves the browser to the next file. */
export async function closePages(browser: Browser): Promise<void> {
  await Promise.all(browser.contexts().map((context) => context.close()))
}

/**
 * A person's own browser, with nothing in it. What goes wrong on its pages fails the test that looks at `troubles`. Only with `KEPT` does
 * it keep the program for the time without a network.
 */
export async function openPage(browser: Browser, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({
    viewport: DESKTOP,
    locale: 'ja-JP',
    timezoneId: 'Asia/Tokyo',
    reducedMotion: 'reduce',
    // To keep every file of the program takes a quarter of a test's processor time.
    serviceWorkers: 'block',
    ...options,
  })
  const page = await context.newPage()
  page.setDefaultTimeout(60_000)
  page.on('pageerror', (error) => troubles.push(String(error)))
  page.on('console', (line) => {
    if (/Content Security Policy|Refused to|React|Uncaught/.test(line.text())) troubles.push(line.text())
  })
  return page
}

/** Errors of scripts and of the page's security policy, in all pages. A file takes out its own at its end. */
export const troubles: string[] = []

/** A page of somebody who is signed in already. */
export async function openAs(
  browser: Browser,
  url: string,
  person: Person,
  options: BrowserContextOptions = {},
  path = '/',
): Promise<Page> {
  const page = await openPage(browser, { baseURL: url, ...options })
  const [name = '', value = ''] = person.cookie.split('=')
  await page.context().addCookies([{ name, value, url, httpOnly: true, sameSite: 'Lax' }])
  await page.goto(path)
  return page
}

/** What a person would wait for to come true. */
export function eventually<T>(read: () => T | Promise<T>) {
  return expect.poll(read, { timeout: 60_000 })
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface AxeResults {
  violations: { id: string; nodes: { html: string; failureSummary: string }[] }[]
}

/**
 * Fails when axe-core finds anything on the page as it is now, by all its rules or by the ones named. Its script comes
 * past the page's security policy.
 */
export async function expectAccessible(page: Page, ...rules: string[]): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const has = await session.send('Runtime.evaluate', { expression: `typeof axe` })
  if (has.result.value === 'undefined') await session.send('Runtime.evaluate', { expression: axe })
  const options = {
    resultTypes: ['violations'],
    ...(rules.length > 0 && { runOnly: { type: 'rule', values: rules } }),
  }
  const { result } = await session.send('Runtime.evaluate', {
    expression: `axe.run(document, ${JSON.stringify(options)}).then((results) => JSON.stringify(results))`,
    awaitPromise: true,
    returnByValue: true,
  })
  await session.detach()
  const { violations } = JSON.parse(result.value as string) as AxeResults
  expect(violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => html.slice(0, 200)) }))).toEqual([])
}
