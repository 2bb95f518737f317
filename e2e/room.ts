import type { Locator, Page } from 'playwright-core'
import { messagesJa } from '../web/src/text/messages.ja.ts'
import { roomsJa } from '../web/src/text/rooms.ja.ts'
import { eventually } from './browser.ts'

/** The composer's text box. */
export function composer(page: Page): Locator {
  return page.getByRole('form', { name: messagesJa.composer }).getByRole('textbox')
}

/** What a message says itself, without what it quotes or answers. */
const SAID = '.text:not(blockquote .text)'

/** The message that says these words. */
export function message(page: Page, words: string): Locator {
  const said = page.locator(SAID).filter({ hasText: words })
  return page.getByRole('log').getByRole('article').filter({ has: said }).last()
}

/** Puts the words in at once, as a conversion does, and sends with the key that always sends. */
export async function say(page: Page, words: string): Promise<void> {
  await composer(page).click()
  await page.keyboard.insertText(words)
  await page.keyboard.press('Control+Enter')
}

/** Everything said in the room that is open, in order. */
export async function saidIn(page: Page): Promise<string[]> {
  return page.getByRole('log').locator(`article ${SAID}`).allInnerTexts()
}

/** A room in the list, by its name. */
export function roomRow(page: Page, name: string): Locator {
  return page.getByRole('complementary', { name: roomsJa.list }).locator('[data-room]').filter({ hasText: name })
}

/** Opens a room from the list and waits until one can write in it. */
export async function enter(page: Page, name: string): Promise<void> {
  await roomRow(page, name).click()
  await page.getByRole('heading', { level: 1, name, exact: true }).waitFor()
  await composer(page).waitFor()
}

/** Does something with a message by the tools that show under the pointer. */
export async function press(page: Page, words: string, tool: string): Promise<void> {
  const button = message(page, words).getByRole('toolbar').getByRole('button', { name: tool, exact: true })
  // What was just sent gives way to what the server has: another row, whose tools the resting pointer does not show.
  await eventually(async () => {
    await message(page, words).hover()
    return button.isVisible()
  }).toBe(true)
  await button.click()
}

/** Waits until the composer has focus, as it takes it one frame after a reply, a quote or an edit was asked for. */
export async function writing(page: Page): Promise<void> {
  await composer(page).and(page.locator(':focus')).waitFor()
}

/** Chooses from the menu of a message. */
export async function choose(page: Page, words: string, item: string): Promise<void> {
  await press(page, words, messagesJa.more)
  await page.getByRole('menuitem', { name: item }).click()
}

/** What one's own list says about a room: 「未読 3」 and the like, in its order. */
export async function countsOf(page: Page, name: string): Promise<string[]> {
  return roomRow(page, name).locator('.count .sr').allInnerTexts()
}
