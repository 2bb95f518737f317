import type { Locator, Page } from 'playwright-core'
import type { Text } from '../web/src/text/ja.ts'

/** A group with people from outside, a link, requests and a picture of its own. The main character administers it. */
export const GIFT = '冬ギフト「みなもの月」'

/** Whatever floats above the page. */
const FLOATS = '[role=menu], [role=listbox], [role=dialog], [role=alertdialog]'

/** Goes to an address: as a link does where the client runs already, which is ten times quicker than to open it anew. */
export async function visit(page: Page, path: string): Promise<void> {
  const isServers = path.startsWith('/packages/')
  if (isServers || (await page.locator('.app, main').count()) === 0) return await openAnew(page, path)
  await closeFloats(page)
  await page.evaluate(`{
    const link = Object.assign(document.createElement('a'), { href: ${JSON.stringify(path)} })
    document.body.append(link)
    link.click()
    link.remove()
  }`)
}

async function closeFloats(page: Page): Promise<void> {
  while (await page.locator(FLOATS).first().isVisible()) await page.keyboard.press('Escape')
}

async function openAnew(page: Page, path: string): Promise<void> {
  // Secrets stand behind the `#`: another one alone would not open the page anew.
  await page.goto('about:blank')
  await page.goto(path)
}

/** A page by its address, known by a heading. */
export async function open(page: Page, path: string, heading: string): Promise<void> {
  await visit(page, path)
  await page.getByRole('heading', { name: heading }).first().waitFor()
}

/** A page by its address, known by something that only its content brings. */
export async function openAt(page: Page, path: string, content: string): Promise<void> {
  await visit(page, path)
  await page.locator(content).first().waitFor()
}

export async function openChats(page: Page): Promise<void> {
  await visit(page, '/')
  // All of them, whatever was looked for before.
  await page.getByRole('tab').first().click()
  await page.locator('[data-room]').nth(12).waitFor()
}

/** A button of the page that opens something which floats. */
export async function press(page: Page, button: string, opens: 'menu' | 'dialog'): Promise<void> {
  await openChats(page)
  await page.getByRole('button', { name: button, exact: true }).click()
  await page.getByRole(opens).waitFor()
}

/** Stays where that is the room already: to draw a room anew costs more than most of what is done in it. */
export async function openRoom(page: Page, name: string): Promise<void> {
  await closeFloats(page)
  if (!(await isIn(page, name))) {
    await openChats(page)
    await touch(page, page.locator('[data-room]').filter({ hasText: name }).first())
  }
  await page.locator('[role=log] article').last().waitFor()
}

async function isIn(page: Page, name: string): Promise<boolean> {
  // On a phone what the room is about lies over it.
  const isCovered = isPhone(page) && (await page.locator('aside.pane').isVisible())
  return !isCovered && (await page.locator('.roomhead').filter({ hasText: name }).isVisible())
}

function isPhone(page: Page): boolean {
  return (page.viewportSize()?.width ?? 0) < 768
}

/** By finger on a phone: a pointer that came to rest on a message takes its tools away as soon as the message moves from under it. */
export async function touch(page: Page, what: Locator, position?: { x: number; y: number }): Promise<void> {
  const options = position ? { position } : {}
  if (isPhone(page)) await what.tap(options)
  else await what.click(options)
}

/** The tools of the last message. */
export async function tools(page: Page, text: Text): Promise<Locator> {
  await openRoom(page, GIFT)
  const last = page.locator('[role=log] article[data-message]').last()
  await touch(page, last, { x: 4, y: 4 })
  return last.getByRole('toolbar', { name: text.messages.tools })
}
