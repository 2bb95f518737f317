import { api, type Room } from '@naniwa/contract'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dialogsJa } from '../web/src/text/dialogs.ja.ts'
import { frameJa } from '../web/src/text/frame.ja.ts'
import { ja } from '../web/src/text/ja.ts'
import { messagesJa } from '../web/src/text/messages.ja.ts'
import { roomsJa } from '../web/src/text/rooms.ja.ts'
import { searchJa } from '../web/src/text/search.ja.ts'
import { uiJa } from '../web/src/text/ui.ja.ts'
import { eventually, troubles } from './browser.ts'
import { type Company, openCompany, tell } from './company.ts'
import { composer, countsOf, message, saidIn, writing } from './room.ts'
import { visit } from './walk.ts'

let company: Company
let stock: Room
let page: Page

/** Presses keys, one after the other; never the mouse. */
async function keys(...names: string[]): Promise<void> {
  for (const name of names) await page.keyboard.press(name)
}

/** Waits until this has the focus, or holds what has it. */
async function inFocus(place: Locator): Promise<void> {
  await place.and(page.locator(':focus, :focus-within')).waitFor()
}

async function isOpen(title: string): Promise<void> {
  await page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor()
}

beforeAll(async () => {
  company = await openCompany()
  const { aoi, ryo } = company
  await company.room('仕入れ')
  stock = await company.room('在庫')
  await tell(ryo, stock.id, '箱が足りません。')
  await tell(aoi, stock.id, '何箱要りますか。')
  await tell(ryo, stock.id, '三十箱です。')
  page = await company.page(aoi)
  await page.getByRole('navigation', { name: frameJa.nav }).waitFor()
})
afterAll(() => company?.close())

test('the first Tab leads past everything to the page itself', async () => {
  await keys('Tab')
  await inFocus(page.getByRole('link', { name: uiJa.skipToContent }))
  await keys('Enter')
  await inFocus(page.getByRole('main'))
})

test('Ctrl+K finds a room by name; one can write in it at once', async () => {
  await keys('Control+k')
  const switcher = page.getByRole('dialog', { name: searchJa.label })
  await inFocus(switcher.getByRole('combobox'))
  await page.keyboard.type('ざいこ')
  await switcher.getByText(searchJa.none('ざいこ')).waitFor()
  await keys('Control+a')
  await page.keyboard.type('在庫')
  await switcher.getByRole('option', { name: '在庫' }).waitFor()
  await keys('Enter')
  await isOpen('在庫')
  await message(page, '三十箱です。').waitFor()
  await writing(page)
})

test('F6 goes round the regions, Shift+F6 back', async () => {
  const regions = [
    page.getByRole('complementary', { name: roomsJa.info }),
    page.getByRole('navigation', { name: frameJa.nav }),
    page.getByRole('complementary', { name: roomsJa.list }),
    page.getByRole('log'),
    composer(page),
  ]
  for (const region of regions) {
    await keys('F6')
    await inFocus(region)
  }
  await keys('Shift+F6')
  await inFocus(page.getByRole('log'))
})

test('F6 leads into every page, also one without messages, and to the days of the calendar', async () => {
  const room = new URL(page.url()).pathname
  // Round as often as it takes: a page that still loads has no regions yet.
  const reach = async (place: Locator) => {
    const held = place.and(page.locator(':focus, :focus-within'))
    await eventually(() => keys('F6').then(() => held.count())).toBe(1)
  }
  const headings = {
    '/tasks': ja.tasks.title,
    '/files': ja.files.title,
    '/contacts': ja.contacts.title,
    '/bookmarks': ja.messages.saved,
    '/settings/profile': ja.settings.profile,
    '/admin/people': ja.admin.people,
  }
  for (const [path, heading] of Object.entries(headings)) {
    await visit(page, path)
    await isOpen(heading)
    await reach(page.getByRole('main'))
  }
  await page.goto(`${company.stage.url}/tasks/calendar`)
  await page.getByRole('grid').waitFor()
  await reach(page.getByRole('grid'))
  await visit(page, room)
  await isOpen('在庫')
})

test('Alt and the arrows go from room to room', async () => {
  await keys('Alt+ArrowUp')
  await page.getByRole('heading', { level: 1, name: '在庫', exact: true }).waitFor({ state: 'hidden' })
  await keys('Alt+ArrowDown')
  await isOpen('在庫')
})

test('in the messages R replies, Q quotes, E edits, + reacts; Esc goes back', async () => {
  const log = page.getByRole('log')
  await message(page, '三十箱です。').waitFor()
  await log.focus()
  await keys('k')
  await inFocus(message(page, '三十箱です。'))
  await keys('k', 'k', 'j')
  await inFocus(message(page, '何箱要りますか。'))
  await keys('e')
  await writing(page)
  await eventually(() => composer(page).inputValue()).toBe('何箱要りますか。')
  await keys('Escape')
  await eventually(() => composer(page).inputValue()).toBe('')

  await log.focus()
  await keys('End')
  await inFocus(message(page, '三十箱です。'))
  await keys('r')
  await writing(page)
  await page.keyboard.type('手配します。')
  await keys('Control+Enter')
  await message(page, '手配します。').waitFor()
  // Chosen while it is on its way, it stays so when it has arrived.
  await log.focus()
  await keys('End')
  await message(page, '手配します。').getByRole('link').filter({ hasText: messagesJa.inReplyTo }).waitFor()
  await inFocus(message(page, '手配します。'))
  await keys('k')
  await inFocus(message(page, '三十箱です。'))
  await keys('q')
  await writing(page)
  await eventually(() => composer(page).inputValue()).toContain('[qt]')
  await keys('Control+a', 'Delete')

  await log.focus()
  await keys('End', 'k', '+')
  await inFocus(page.getByRole('combobox', { name: messagesJa.searchEmoji }))
  await page.keyboard.type('bow')
  await keys('Enter')
  await message(page, '三十箱です。')
    .getByRole('button', { name: messagesJa.reactionOf('🙇', '1') })
    .waitFor()
})

test('a picker of emoji that opens before it was loaded has the focus in its box once it is there', async () => {
  const slow = await company.page(company.ryo)
  const loaded = Promise.withResolvers<void>()
  await slow.route('**/EmojiPicker-*.js', async (route) => {
    await loaded.promise
    await route.continue()
  })
  await slow.goto(`${company.stage.url}/rooms/${stock.id}`)
  await message(slow, '三十箱です。').waitFor()
  await slow.getByRole('log').focus()
  for (const key of ['End', 'k', '+']) await slow.keyboard.press(key)
  await slow.getByRole('dialog', { name: messagesJa.addReaction }).waitFor({ state: 'attached' })
  loaded.resolve()
  const box = slow.getByRole('combobox', { name: messagesJa.searchEmoji })
  await box.and(slow.locator(':focus')).waitFor()
  await slow.context().close()
})

test('U marks unread from here', async () => {
  await page.getByRole('log').focus()
  await keys('End', 'k', 'u')
  await eventually(() => countsOf(page, '在庫')).toEqual([roomsJa.unread('2')])
  await keys('Escape')
  await eventually(() => countsOf(page, '在庫')).toEqual([])
})

test('↑ in the empty box edits the last message, Ctrl+Z after sending takes it back', async () => {
  await writing(page)
  await keys('ArrowUp')
  await eventually(() => composer(page).inputValue()).toBe('手配します。')
  await page.keyboard.type('今日中に。')
  await keys('Control+Enter')
  await message(page, '手配します。今日中に。').getByText(messagesJa.edited).waitFor()
  await page.keyboard.type('別のルームへのつもりでした')
  await keys('Control+Enter')
  await message(page, '別のルームへの').waitFor()
  await keys('Control+z')
  await eventually(() => composer(page).inputValue()).toBe('別のルームへのつもりでした')
  await eventually(() => saidIn(page)).not.toContain('別のルームへのつもりでした')
  const { messages } = await company.ryo.call(api.messages.list, { roomId: stock.id })
  expect(messages.filter(({ body }) => body.includes('別のルーム'))).toEqual([])
  await keys('Control+a', 'Delete')
})

test('an edit that was refused can be taken up again, and a draft stands there afterwards', async () => {
  const { aoi } = company
  await writing(page)
  for (const draft of ['', '書きかけ']) {
    await page.keyboard.type(draft)
    const [sent] = await tell(aoi, stock.id, '消される発言')
    await message(page, '消される発言').waitFor()
    await page.getByRole('log').focus()
    await keys('End', 'e')
    await writing(page)
    await eventually(() => composer(page).inputValue()).toBe('消される発言')
    await aoi.call(api.messages.delete, { roomId: stock.id, id: sent?.id ?? '' })
    await eventually(() => saidIn(page)).not.toContain('消される発言')
    await keys('Control+End')
    await page.keyboard.type('、直した')
    await keys('Control+Enter')
    await page.getByRole('alert').filter({ hasText: messagesJa.notEdited }).waitFor()
    await eventually(() => composer(page).inputValue()).toBe(draft)
    await page.getByRole('button', { name: messagesJa.editAgain }).press('Enter')
    await eventually(() => composer(page).inputValue()).toBe('消される発言、直した')
    await writing(page)
    await keys('Escape')
    await eventually(() => composer(page).inputValue()).toBe(draft)
  }
  await keys('Control+a', 'Delete')
})

test('Ctrl+/ lists the keys; Esc closes it and gives the focus back', async () => {
  await keys('Control+/')
  const list = page.getByRole('dialog', { name: dialogsJa.keys.title })
  await list.getByText(dialogsJa.keys.names.editLast).waitFor()
  await keys('Escape')
  await list.waitFor({ state: 'hidden' })
  await writing(page)
})

test('@ picks whom to address, Backspace takes them out again', async () => {
  await page.keyboard.type('@')
  await inFocus(page.getByRole('combobox', { name: messagesJa.findTo }))
  await page.keyboard.type('田辺')
  await keys('Enter')
  await writing(page)
  const remove = page.getByRole('button', { name: messagesJa.removeRecipient('田辺 涼さん') })
  await remove.waitFor()
  await keys('Backspace')
  await remove.waitFor({ state: 'hidden' })
  expect(troubles.splice(0)).toEqual([])
})
