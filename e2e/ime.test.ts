import { api, type Room } from '@naniwa/contract'
import type { CDPSession, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { messagesJa } from '../web/src/text/messages.ja.ts'
import { eventually, troubles } from './browser.ts'
import { type Company, openCompany } from './company.ts'
import { composer, enter, message, saidIn } from './room.ts'

let company: Company
let room: Room
let page: Page
let input: CDPSession

beforeAll(async () => {
  company = await openCompany()
  room = await company.room('議事録')
  await company.aoi.call(api.accounts.updateSettings, { enterKey: 'send' })
  page = await company.page(company.aoi)
  input = await page.context().newCDPSession(page)
  await enter(page, '議事録')
  await composer(page).click()
})
afterAll(() => company?.close())

/** Letters that an input method still holds, underlined. */
async function convert(text: string): Promise<void> {
  await input.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length })
}

/**
 * An Enter with the code that the browser gives it: 13, or 229 while an input method has it. `after` is how long after now,
 * in seconds: nobody's fingers are as fast as a test.
 */
async function pressEnter(code: 13 | 229, after = 0): Promise<void> {
  const timestamp = Date.now() / 1_000 + after
  const key = { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: code, timestamp }
  await input.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...key })
  await input.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key })
}

/** The order of Safari: the conversion ends, then comes the Enter that ended it. Tells whether the page took that key. */
const SAFARI = `(() => {
  const box = document.activeElement
  box.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }))
  box.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true, data: 'で' }))
  const enter = { key: 'Enter', code: 'Enter', keyCode: 13, bubbles: true, cancelable: true }
  return !box.dispatchEvent(new KeyboardEvent('keydown', enter))
})()`

/** Nothing goes out late: a message sent by another way afterwards is the only one. */
async function onlySent(words: string[]): Promise<void> {
  await eventually(() => saidIn(page)).toEqual(words)
  const { messages } = await company.ryo.call(api.messages.list, { roomId: room.id })
  const bodies = messages.flatMap(({ kind, body }) => (kind === 'message' ? [body] : []))
  expect(words).toEqual(expect.arrayContaining(bodies))
}

test('the Enter that confirms a conversion does not send, though Enter sends', async () => {
  await convert('にほんご')
  await convert('日本語')
  await pressEnter(13)
  await input.send('Input.insertText', { text: '日本語' })
  await eventually(() => composer(page).inputValue()).toBe('日本語')
  await onlySent([])
})

test('neither does one with the code 229, as Safari and some Windows methods give it', async () => {
  await convert('で')
  await input.send('Input.insertText', { text: 'で' })
  await pressEnter(229)
  await eventually(() => composer(page).inputValue()).toBe('日本語で')
  await onlySent([])
})

test('neither does one that comes right after the conversion has ended, as in Safari', async () => {
  expect(await page.evaluate(SAFARI)).toBe(false)
  await eventually(() => composer(page).inputValue()).toBe('日本語で')
  await onlySent([])
})

test('a converted line is sent by the next Enter; Shift+Enter breaks the line', async () => {
  await page.keyboard.press('Shift+Enter')
  await convert('かく')
  await convert('書く')
  await pressEnter(229)
  await input.send('Input.insertText', { text: '書く' })
  await eventually(() => composer(page).inputValue()).toBe('日本語で\n書く')
  await pressEnter(13, 1)
  await message(page, '書く').waitFor()
  await eventually(() => composer(page).inputValue()).toBe('')
  await onlySent(['日本語で\n書く'])
})

test('a conversion in the search of people and emoji is not chosen by its Enter either', async () => {
  await page.keyboard.type('@')
  const find = page.getByRole('combobox', { name: messagesJa.findTo })
  await find.and(page.locator(':focus')).waitFor()
  await convert('たなべ')
  await convert('田辺')
  await pressEnter(229)
  await input.send('Input.insertText', { text: '田辺' })
  await find.waitFor()
  await eventually(() => find.inputValue()).toBe('田辺')
  await find.press('Enter')
  await page.getByRole('button', { name: messagesJa.removeRecipient('田辺 涼さん') }).waitFor()
  expect(troubles.splice(0)).toEqual([])
})
