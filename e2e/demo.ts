import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { closePages, openBrowser, openPage } from './browser.ts'
import { openStage, type Stage } from './stage.ts'

/** A server with the demo company on it: thirty people, weeks of talk, something of everything the product has. */
export interface Demo {
  readonly stage: Stage
  readonly browser: Browser
  /** A page of its main character, who administers it, or of nobody; its addresses may leave out the server. */
  page(who: 'member' | 'visitor', options?: BrowserContextOptions): Promise<Page>
  close(): Promise<void>
}

export async function openDemo(): Promise<Demo> {
  const stage = await openStage()
  const { email, password } = await stage.command<{ email: string; password: string }>('demo')
  const browser = await openBrowser()
  return {
    stage,
    browser,
    async page(who, options) {
      const page = await openPage(browser, { baseURL: stage.url, ...options })
      if (who === 'member') {
        const answer = await page.request.post('/api/sessions/signIn', { data: { email, password } })
        if (!answer.ok()) throw new Error(`signing in failed: ${await answer.text()}`)
      }
      return page
    },
    async close() {
      await closePages(browser)
      await stage.close()
    },
  }
}
