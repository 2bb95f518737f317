import type { Locator, Page } from 'playwright-core'
import { messagesJa } from '../web/src/text/messages.ja.ts'

/** The composer's text box. */
export function composer(page: Page): Locator {
  return page.getByRole('form', { name: messagesJa.composer }).getByRole('textbox')
}

/** The message that holds these words. */
export function message(page: Page, words: string): Locator {
  return page.getByRole('log').getByRole('article').filter({ hasText: words }).last()
}

/** Types and sends with the key that always sends. */
export async function say(page: Page, words: string): Promise<void> {
  await composer(page).click()
  await composer(page).pressSequentially(words)
  await page.keyboard.press('Control+Enter')
}

/** Everything said in the room that is open, in order. */
export async function saidIn(page: Page): Promise<string[]> {
  return page.getByRole('log').locator('article .text').allInnerTexts()
}
