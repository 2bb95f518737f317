import { api, type Message, type Room } from '@naniwa/contract'
import { Client } from 'pg'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { roomsJa } from '../web/src/text/rooms.ja.ts'
import { searchJa } from '../web/src/text/search.ja.ts'
import { eventually, expectAccessible, PHONE, troubles } from './browser.ts'
import { type Company, hand, openCompany, tell } from './company.ts'
import { enter, message } from './room.ts'

let company: Company
let gift: Room
let quality: Room
let page: Page
let first: Message

beforeAll(async () => {
  company = await openCompany()
  const { aoi, ryo } = company
  gift = await company.room('冬ギフト')
  quality = await company.room('品質保証')
  const [said] = await tell(ryo, gift.id, '半角の「ｸﾙﾐ」が1か所残っていました。')
  first = said as Message
  await tell(aoi, gift.id, ...Array.from({ length: 60 }, (_, n) => `梱包の連絡 ${n + 1}`))
  await tell(ryo, quality.id, `[To:${aoi.accountId}]高橋 葵さん\nクルミの表示を確認してください。`)
  await tell(aoi, quality.id, '表示は https://minamo.example/labels にあります。')
  await aoi.call(api.tasks.create, { roomId: quality.id, accountIds: [ryo.accountId], body: 'くるみの個別表示を直す' })
  page = await company.page(aoi)
  await page.getByRole('complementary', { name: roomsJa.list }).waitFor()
})
afterAll(() => company?.close())

const dialog = (on: Page = page): Locator => on.getByRole('dialog', { name: searchJa.label })
const box = (on: Page = page): Locator => dialog(on).getByRole('combobox')
const hits = (group: string, on: Page = page): Locator =>
  dialog(on).getByRole('group', { name: group, exact: true }).getByRole('option')

/** Opens the box and types, as fingers do. */
async function search(words: string, on: Page = page): Promise<void> {
  if (!(await dialog(on).isVisible())) await on.keyboard.press('Control+k')
  await box(on).waitFor()
  const clear = dialog(on).getByRole('button', { name: searchJa.clear, exact: true })
  if (await clear.isVisible()) await clear.click()
  await box(on).and(on.locator(':focus')).waitFor()
  await on.keyboard.type(words)
}

/** What the messages of the answer say, newest first; marked words in 〔〕. */
function said(on: Page = page): Promise<string[]> {
  return hits(searchJa.kinds.messages, on)
    .locator('.l2')
    .evaluateAll((all) =>
      all.map((one) =>
        [...one.childNodes]
          .map((node) => (node.nodeName === 'MARK' ? `〔${node.textContent}〕` : node.textContent))
          .join(''),
      ),
    )
}

test('one character or two, in any width and kana: what was said is found, newest first, and marked', async () => {
  await search('くるみ')
  await eventually(() => said()).toEqual([
    '〔くるみ〕の個別表示を直す',
    '〔クルミ〕の表示を確認してください。',
    '半角の「〔ｸﾙﾐ〕」が1か所残っていました。',
  ])
  await search('示')
  await eventually(() => said()).toContain('クルミの表〔示〕を確認してください。')
  await search('ﾙﾐ')
  await eventually(() => said()).toContain('半角の「ｸ〔ﾙﾐ〕」が1か所残っていました。')
  await search('ＭＩＮＡＭＯ')
  await eventually(() => said()).toEqual(['表示は https://〔minamo〕.example/labels にあります。'])
})

test('tasks, rooms and messages stand in groups of one list', async () => {
  await search('表示')
  await hits(searchJa.kinds.tasks).filter({ hasText: 'くるみの個別表示を直す' }).waitFor()
  await search('品質')
  await hits(searchJa.groups.jump).filter({ hasText: '品質保証' }).waitFor()
  await dialog().locator('.context .sys').filter({ hasText: '田辺 涼' }).first().waitFor()
  await search('くるみ')
  await eventually(() => said()).toHaveLength(3)
  await expectAccessible(page)
})

test('conditions narrow it down, become chips and go again', async () => {
  await search('くるみ in:')
  await hits(searchJa.operators.in.text).filter({ hasText: '冬ギフト' }).click()
  await eventually(() => said()).toEqual(['半角の「〔ｸﾙﾐ〕」が1か所残っていました。'])
  await dialog()
    .getByRole('button', { name: searchJa.removeFilter('in:冬ギフト') })
    .click()
  await eventually(() => said()).toHaveLength(3)

  await search('表示 to:me ')
  await eventually(() => said()).toEqual(['クルミの〔表示〕を確認してください。'])
  await search('表示 has:link ')
  await eventually(() => said()).toEqual(['〔表示〕は https://minamo.example/labels にあります。'])
  await search('送信者：涼 -表示')
  await eventually(() => said()).toEqual(['半角の「ｸﾙﾐ」が1か所残っていました。'])
  await search('くるみ before:今日 ')
  await dialog().getByText(searchJa.none('くるみ')).waitFor()
  await dialog().getByRole('button', { name: searchJa.widen }).click()
  await eventually(() => said()).toHaveLength(3)
})

test('the Enter that ends a conversion opens nothing, and nothing is asked while it lasts', async () => {
  const asked: string[] = []
  page.on('request', (request) => request.url().endsWith('/search/messages') && asked.push(request.postData() ?? ''))
  await search('')
  const input = await page.context().newCDPSession(page)
  const convert = (text: string) =>
    input.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length })
  for (const text of ['ｈ', 'ひょ', 'ひょうじ', '表示']) await convert(text)
  await input.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key: 'Enter', windowsVirtualKeyCode: 229 })
  await input.send('Input.insertText', { text: '表示' })
  await eventually(() => said()).toContain('クルミの〔表示〕を確認してください。')
  expect(await dialog().isVisible()).toBe(true)
  expect(asked.map((data) => JSON.parse(data).query)).toEqual(['表示'])
})

test('a hit opens its place among what was said around it, marked; the way back leads to the results', async () => {
  await search('ｸﾙﾐ in:冬 ')
  await eventually(() => said()).toEqual(['半角の「〔ｸﾙﾐ〕」が1か所残っていました。'])
  const context = dialog().getByRole('complementary', { name: searchJa.context })
  await context.locator('.found mark').filter({ hasText: 'ｸﾙﾐ' }).waitFor()
  await page.keyboard.press('Enter')
  await dialog().waitFor({ state: 'hidden' })
  const found = page.locator(`[data-message="${first.id}"].found`)
  await found.locator('mark').filter({ hasText: 'ｸﾙﾐ' }).waitFor()
  expect(await message(page, '梱包の連絡 1').count()).toBe(1)
  await page.getByRole('button', { name: searchJa.back }).click()
  await eventually(() => box().inputValue()).toBe('ｸﾙﾐ ')
  await eventually(() => said()).toEqual(['半角の「〔ｸﾙﾐ〕」が1か所残っていました。'])
  await page.keyboard.press('Escape')
  await dialog().waitFor({ state: 'hidden' })
})

test('the head of a room searches that room; what was opened before is offered again', async () => {
  await enter(page, '品質保証')
  await page.getByRole('button', { name: searchJa.inRoom }).click()
  await page.keyboard.type('くるみ')
  await eventually(() => said()).toEqual(['〔くるみ〕の個別表示を直す', '〔クルミ〕の表示を確認してください。'])
  await dialog().getByRole('button', { name: searchJa.clear }).click()
  await hits(searchJa.groups.recentSearches).filter({ hasText: 'ｸﾙﾐ' }).waitFor()
  await page.keyboard.press('Escape')
})

test('what is edited is found by its new words alone, what is deleted not at all', async () => {
  const { aoi } = company
  const [one, two] = await tell(aoi, gift.id, '旧い文面その一', '旧い文面その二')
  await search('旧い文面')
  await eventually(() => said()).toHaveLength(2)
  await aoi.call(api.messages.edit, { roomId: gift.id, id: one?.id ?? '', body: '改めた文面' })
  await aoi.call(api.messages.delete, { roomId: gift.id, id: two?.id ?? '' })
  await search('文面')
  await eventually(() => said()).toEqual(['改めた〔文面〕'])
  await search('旧い')
  await dialog().getByText(searchJa.none('旧い')).waitFor()
})

test('another person’s box finds nothing of a room the moment they are removed, in open results either', async () => {
  const { aoi, ryo } = company
  const hers = await company.page(ryo, { colorScheme: 'dark' })
  await hers.getByRole('complementary', { name: roomsJa.list }).waitFor()
  await search('くるみ', hers)
  await eventually(() => said(hers)).toHaveLength(3)
  await expectAccessible(hers)
  await aoi.call(api.members.remove, { roomId: quality.id, accountId: ryo.accountId })
  await eventually(() => said(hers)).toEqual(['半角の「〔ｸﾙﾐ〕」が1か所残っていました。'])
  await search('個別表示', hers)
  await dialog(hers).getByText(searchJa.none('個別表示')).waitFor()
  expect((await ryo.call(api.search.messages, { query: '個別表示' })).hits).toEqual([])
  expect((await ryo.call(api.search.tasks, { query: '個別表示' })).hits).toEqual([])
})

test('the box has the focus as soon as it is there, so that whoever types on loses nothing', async () => {
  await page.goto(`${company.stage.url}/`)
  await page.locator('[data-room]').first().waitFor()
  const atOnce = page.evaluate(`new Promise((resolve) => {
    new MutationObserver((_, observer) => {
      const box = document.querySelector('[role=dialog] input[role=combobox]')
      if (!box) return
      observer.disconnect()
      resolve(document.activeElement === box)
    }).observe(document.body, { childList: true, subtree: true })
  })`)
  await page.keyboard.press('Control+k')
  expect(await atOnce).toBe(true)
  await page.keyboard.press('Escape')
  await dialog().waitFor({ state: 'hidden' })
})

test('without a network it finds what the device has, and says so', async () => {
  await search('くるみ')
  await eventually(() => said()).toHaveLength(3)
  await page.context().setOffline(true)
  await dialog().getByText(searchJa.offline).waitFor()
  await search('品質')
  await hits(searchJa.groups.jump).filter({ hasText: '品質保証' }).waitFor()
  expect(await said()).toEqual([])
  await page.context().setOffline(false)
  await dialog().getByText(searchJa.offline).waitFor({ state: 'hidden' })
  await page.keyboard.press('Escape')
})

test('an index that is behind says by how much, until it is level again', async () => {
  const { aoi, stage } = company
  const late = await company.room('遅れている部屋')
  const database = new Client({ connectionString: stage.database })
  await database.connect()
  await tell(aoi, late.id, '積み荷 0')
  const indexed = 'select from search_end s join room r on r.id = s.room_id where r.id = $1 and s.tick = r.tick'
  await eventually(async () => (await database.query(indexed, [late.id])).rowCount).toBe(1)
  // What was told of it more than once would have the index catch up later.
  const told = `select from outbox union all select from pgboss.job where name = 'search' and state < 'completed'`
  await eventually(async () => (await database.query(told)).rowCount).toBe(0)
  await database.query(
    `with moved as (update room set tick = tick + 600, last_number = last_number + 600 where id = $1 returning *)
     insert into message (room_id, id, number, tick, account_id, kind, body, created_at)
     select id, 7000000 + n, last_number - 600 + n, tick - 600 + n, $2, 'message', '積み荷 ' || n, now() - interval '1 minute'
     from moved, generate_series(1, 600) n`,
    [late.id, aoi.accountId],
  )
  // A change older than the index would be taken for a reaction's.
  await database.query(`update search_end set indexed_at = now() - interval '1 hour' where room_id = $1`, [late.id])
  await database.end()
  const behind = dialog().getByText(new RegExp(searchJa.behind('\\d+')))
  await search('積み荷')
  await behind.waitFor()
  await expectAccessible(page)
  // Whatever is sent has the index catch up with all of its room.
  await tell(aoi, late.id, '積み荷 601')
  await eventually(async () => (await aoi.call(api.search.messages, { query: '積み荷' })).lag).toBe(0)
  await search('積み荷 601')
  await eventually(() => said()).toEqual(['〔積み荷〕 〔601〕'])
  await behind.waitFor({ state: 'hidden' })
  await page.keyboard.press('Escape')
})

test('a file is found by its name, which is marked in the card that it leads to', async () => {
  const messageId = await hand(company.stage, company.aoi, gift.id, '化粧箱_版下.txt', 'くるみ')
  await search('化粧箱')
  await hits(searchJa.kinds.files).filter({ hasText: '化粧箱_版下.txt' }).click()
  const card = page.locator(`[data-message="${messageId}"].found .card`)
  await eventually(() => card.locator('mark').allInnerTexts()).toEqual(['化粧箱'])
})

test('on a phone it is a page of its own, and a hit opens its place', async () => {
  const { aoi } = company
  const mine = await company.page(aoi, { viewport: PHONE, hasTouch: true, isMobile: true })
  await mine.getByRole('button', { name: roomsJa.findRoom }).tap()
  await box(mine).fill('ｸﾙﾐ')
  await eventually(() => said(mine)).toHaveLength(3)
  const frame = await dialog(mine).boundingBox()
  expect(frame).toMatchObject({ x: 0, y: 0, ...PHONE })
  await expectAccessible(mine)
  await hits(searchJa.kinds.messages, mine).last().tap()
  await mine.locator(`[data-message="${first.id}"].found`).waitFor()
})

test('nothing went wrong on the way', () => {
  expect(troubles.splice(0)).toEqual([])
})
