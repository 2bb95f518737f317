import type { Page } from 'playwright-core'
import type { Text } from '../../web/src/text/ja.ts'
import type { Place } from '../places.ts'
import { GIFT, open, openChats, openRoom, press, tools, touch } from '../walk.ts'

/** One may only read here. */
const NEWS = '【全社】お知らせ'

/** The list of rooms, a room, its messages and its box. What is in one room stands together: to open another costs more than to look at it. */
export const chats: readonly Place[] = [
  { name: 'chats', who: 'member', go: openChats },
  { name: 'filter-empty', who: 'member', go: filterOfTo },
  { name: 'list-order-menu', who: 'member', go: (page, text) => press(page, text.rooms.arrange, 'menu') },
  { name: 'list-row-menu', who: 'member', go: rowMenu },
  { name: 'me-menu', who: 'member', on: 'desktop', go: (page, text) => press(page, text.frame.me, 'menu') },
  { name: 'room-unknown', who: 'member', go: (page, text) => open(page, '/rooms/999999999', text.rooms.notHere) },
  { name: 'nowhere', who: 'member', go: (page, text) => open(page, '/no-such-page', text.frame.nowhere) },
  { name: 'room-readonly', who: 'member', go: (page) => openRoom(page, NEWS) },
  { name: 'room-my', who: 'member', go: (page, text) => openRoom(page, text.rooms.myChat) },
  { name: 'message-delete', who: 'member', go: messageDelete },
  { name: 'room', who: 'member', go: (page) => openRoom(page, GIFT) },
  { name: 'room-menu', who: 'member', go: roomMenu },
  { name: 'message-menu', who: 'member', go: messageMenu },
  { name: 'message-emoji', who: 'member', go: messageEmoji },
  { name: 'message-forward', who: 'member', go: messageForward },
  { name: 'composer-emoji', who: 'member', go: (page, text) => fromComposer(page, text.messages.emoji, 'dialog') },
  { name: 'composer-format', who: 'member', go: (page, text) => fromComposer(page, text.messages.format, 'menu') },
  { name: 'composer-to', who: 'member', go: (page, text) => fromComposer(page, text.messages.to, 'dialog') },
  { name: 'composer-reply', who: 'member', go: composerReply },
  { name: 'composer-outside', who: 'member', go: composerOutside },
  { name: 'send-options', who: 'member', on: 'desktop', go: sendOptions },
  { name: 'room-pane', who: 'member', on: 'phone', go: openPane },
]

async function filterOfTo(page: Page, text: Text): Promise<void> {
  await openChats(page)
  await page.getByRole('tab', { name: text.rooms.toFilter }).click()
}

async function rowMenu(page: Page, text: Text): Promise<void> {
  await openChats(page)
  await page.locator('[data-room]').filter({ hasText: GIFT }).click({ button: 'right' })
  await page.getByRole('menuitem', { name: text.rooms.file }).click()
  await page.getByRole('menuitemradio').first().waitFor()
}

async function openPane(page: Page, text: Text): Promise<void> {
  await openRoom(page, GIFT)
  await page.getByRole('button', { name: text.rooms.info }).click()
  await page.getByRole('complementary', { name: text.rooms.info }).waitFor()
}

export async function roomMenu(page: Page, text: Text): Promise<void> {
  await openRoom(page, GIFT)
  await page.locator('.roomhead').getByRole('button', { name: text.rooms.more }).click()
  await page.getByRole('menu').waitFor()
}

async function messageMenu(page: Page, text: Text): Promise<void> {
  await touch(page, (await tools(page, text)).getByRole('button', { name: text.messages.more }))
  await page.getByRole('menu').waitFor()
}

async function messageEmoji(page: Page, text: Text): Promise<void> {
  await touch(page, (await tools(page, text)).getByRole('button', { name: text.messages.react, exact: true }))
  await page.getByRole('combobox', { name: text.messages.searchEmoji }).waitFor()
}

/** One's own room holds messages that one may delete. */
async function messageDelete(page: Page, text: Text): Promise<void> {
  await openRoom(page, text.rooms.myChat)
  const last = page.locator('[role=log] article[data-message]').last()
  await touch(page, last, { x: 4, y: 4 })
  await touch(page, last.getByRole('button', { name: text.messages.more }))
  await page.getByRole('menuitem', { name: text.messages.delete }).click()
  await page.getByRole('alertdialog').waitFor()
}

async function messageForward(page: Page, text: Text): Promise<void> {
  await messageMenu(page, text)
  await page.getByRole('menuitem', { name: text.messages.forward }).click()
  await page.getByRole('dialog', { name: text.messages.forwardTitle }).getByRole('option').first().waitFor()
}

async function fromComposer(page: Page, button: string, opens: 'menu' | 'dialog'): Promise<void> {
  await openRoom(page, GIFT)
  // On a phone the send button takes the place of others while there is a draft.
  await page.locator('form.composer').getByRole('textbox').fill('')
  await page.locator('form.composer').getByRole('button', { name: button }).click()
  await page.getByRole(opens).waitFor()
}

async function composerReply(page: Page, text: Text): Promise<void> {
  await touch(page, (await tools(page, text)).getByRole('button', { name: text.messages.reply }))
  await page.getByRole('button', { name: text.messages.cancelReply }).waitFor()
}

async function composerOutside(page: Page, text: Text): Promise<void> {
  await openRoom(page, GIFT)
  const form = page.locator('form.composer')
  await form.getByRole('textbox').fill('(bow)')
  await form.getByRole('button', { name: text.messages.send, exact: true }).click()
  await page.getByRole('alertdialog').waitFor()
}

async function sendOptions(page: Page, text: Text): Promise<void> {
  await fromComposer(page, text.messages.sendOptions, 'menu')
}
