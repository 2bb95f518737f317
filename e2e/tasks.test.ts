import { addDays, api, instantOf, localTime, type Room, type Task, weekdayOf } from '@naniwa/contract'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { weekEnd } from '../web/src/tasks/dates.ts'
import { frameJa } from '../web/src/text/frame.ja.ts'
import { roomsJa } from '../web/src/text/rooms.ja.ts'
import { tasksEn } from '../web/src/text/tasks.en.ts'
import { tasksJa } from '../web/src/text/tasks.ja.ts'
import { eventually, expectAccessible, PHONE, troubles } from './browser.ts'
import { type Company, openCompany, tell } from './company.ts'
import { enter, message, press } from './room.ts'
import { visit } from './walk.ts'

const ROOM = '入稿'
const TOKYO = 'Asia/Tokyo'
const today = localTime(Date.now(), TOKYO).day

let company: Company
let room: Room
let aoi: Page
let ryo: Page

beforeAll(async () => {
  company = await openCompany()
  room = await company.room(ROOM)
  await tell(company.ryo, room.id, '校正が届きました。色を見てください。')
  aoi = await company.page(company.aoi)
  ryo = await company.page(company.ryo)
  await enter(aoi, ROOM)
  await enter(ryo, ROOM)
})
afterAll(() => company?.close())

/** A week ago, as people of a language write it: 11月20日（金） · Fri 20 Nov. */
function lastWeek(locale: 'ja-JP' | 'en-GB'): string {
  const month = locale === 'ja-JP' ? 'numeric' : 'short'
  const format = new Intl.DateTimeFormat(locale, { timeZone: TOKYO, month, day: 'numeric', weekday: 'short' })
  const parts = format.formatToParts(instantOf({ day: addDays(today, -7), clock: 0 }, TOKYO))
  const at = Object.fromEntries(parts.map(({ type, value }) => [type, value]))
  return locale === 'ja-JP' ? `${at.month}月${at.day}日（${at.weekday}）` : `${at.weekday} ${at.day} ${at.month}`
}

/** The side pane of an open room. */
function pane(page: Page): Locator {
  return page.getByRole('complementary', { name: roomsJa.info })
}

function detail(page: Page): Locator {
  return page.getByRole('complementary', { name: tasksJa.detail })
}

async function openTasks(): Promise<Task[]> {
  return (await company.aoi.call(api.tasks.list, { roomId: room.id })).tasks
}

test('a message is made a task for somebody else, who sees it at once and does it', async () => {
  await press(aoi, '色を見てください。', tasksJa.toolTask)
  const dialog = aoi.getByRole('dialog', { name: tasksJa.newTitle })
  expect(await dialog.getByLabel(tasksJa.body).inputValue()).toBe('校正が届きました。色を見てください。')
  await dialog.getByLabel(tasksJa.body).fill('校正の色を見る')
  await dialog.getByRole('combobox').press('Backspace')
  await dialog.getByRole('combobox').fill('田辺')
  await aoi.getByRole('option', { name: '田辺 涼' }).click()
  await expectAccessible(aoi)
  await dialog.getByRole('button', { name: tasksJa.create, exact: true }).click()
  await dialog.waitFor({ state: 'hidden' })

  // Below the message for both, in the other one's list, and told in one sentence that leads to it.
  await message(aoi, '色を見てください。').getByRole('button', { name: '校正の色を見る' }).waitFor()
  await pane(ryo).getByRole('button', { name: '校正の色を見る' }).waitFor()
  await ryo.getByRole('navigation', { name: frameJa.nav }).getByText(tasksJa.count('1')).waitFor({ state: 'attached' })
  await ryo.getByRole('log').locator('.sys').getByRole('button', { name: '校正の色を見る' }).click()
  await detail(ryo).getByRole('heading', { name: '校正の色を見る' }).waitFor()
  await expectAccessible(ryo)
  await detail(ryo).getByRole('button', { name: tasksJa.markDone }).click()

  await message(aoi, '色を見てください。').getByText(tasksJa.doneOn('').trim()).waitFor()
  expect(await openTasks()).toEqual([])
})

test('what was done is opened again, and given to somebody else', async () => {
  await message(aoi, '色を見てください。').getByRole('button', { name: '校正の色を見る' }).click()
  await detail(aoi).getByRole('button', { name: tasksJa.reopen }).click()
  await detail(ryo).getByRole('button', { name: tasksJa.markDone }).waitFor()
  await detail(aoi)
    .getByRole('button', { name: tasksJa.changeOf(tasksJa.assignee, '田辺 涼') })
    .click()
  await aoi.getByRole('option', { name: '高橋 葵' }).click()
  // Neither who asked nor who is to do it any more.
  await detail(ryo).getByRole('button', { name: tasksJa.markDone }).waitFor({ state: 'hidden' })
  await detail(ryo).getByText('高橋 葵').first().waitFor()
  await aoi.getByRole('navigation', { name: frameJa.nav }).getByText(tasksJa.count('1')).waitFor({ state: 'attached' })
})

test('its checklist is ticked by one and seen by the other', async () => {
  const add = detail(aoi).getByRole('textbox', { name: tasksJa.addItem })
  await add.fill('表紙')
  await add.press('Enter')
  await detail(aoi).getByRole('button', { name: '表紙', exact: true }).waitFor()
  await add.fill('裏表紙')
  await add.press('Enter')
  expect(await detail(ryo).getByRole('checkbox', { name: '裏表紙' }).isDisabled()).toBe(true)
  // Drawn over: the box itself is pressed by key.
  await detail(aoi).getByRole('checkbox', { name: '裏表紙' }).press('Space')
  await detail(ryo)
    .getByRole('meter', { name: tasksJa.checked('1', '2') })
    .waitFor({ state: 'attached' })
})

test('what is said about it stands with it, counted, and its history says who did what', async () => {
  await detail(ryo).getByRole('button', { name: tasksJa.talkAbout }).click()
  await ryo.locator('form.composer textarea:focus').waitFor()
  await ryo.keyboard.type('裏表紙は明日です')
  await ryo.keyboard.press('Control+Enter')
  await detail(aoi).getByRole('link', { name: '裏表紙は明日です' }).waitFor()
  const history = detail(aoi).getByRole('region', { name: tasksJa.history })
  const { deeds, changes } = tasksJa
  await eventually(async () =>
    (await history.getByRole('listitem').allInnerTexts()).map((line) => line.split('\n')[0]),
  ).toEqual([
    ...[1, 2].map(() => deeds.changed('高橋 葵さん', changes.checklist)),
    deeds.took('高橋 葵さん'),
    deeds.reopened('高橋 葵さん'),
    deeds.done('田辺 涼さん'),
    deeds.asked('高橋 葵さん', '田辺 涼さん'),
  ])
  await expectAccessible(aoi)
  for (const page of [aoi, ryo]) await detail(page).getByRole('button', { name: '閉じる' }).click()
  await pane(aoi).getByText(tasksJa.comments('1')).waitFor({ state: 'attached' })
  await aoi.getByRole('form').getByRole('button', { name: tasksJa.add }).click()
  await aoi.getByRole('dialog', { name: tasksJa.newTitle }).waitFor()
  await aoi.keyboard.press('Escape')
})

test('it is added in a line of the pane; the Enter of a conversion adds nothing', async () => {
  await pane(aoi).getByRole('button', { name: tasksJa.add, exact: true }).click()
  const line = pane(aoi).getByRole('textbox', { name: tasksJa.quickPlaceholder })
  const session = await aoi.context().newCDPSession(aoi)
  await line.focus()
  await session.send('Input.imeSetComposition', { text: 'みつもり', selectionStart: 4, selectionEnd: 4 })
  await session.send('Input.dispatchKeyEvent', {
    type: 'rawKeyDown',
    key: 'Process',
    code: 'Enter',
    windowsVirtualKeyCode: 229,
  })
  await session.send('Input.insertText', { text: '見積もり' })
  expect(await line.inputValue()).toBe('見積もり')
  expect(await openTasks()).toHaveLength(1)
  // An Enter within 50 ms would still be the conversion's; nobody's next key is that fast.
  await aoi.waitForTimeout(60)
  await line.press('Enter')
  await pane(ryo).getByRole('button', { name: '見積もり' }).waitFor()
  await eventually(() => line.inputValue()).toBe('')
  await pane(aoi).locator('.quickadd').getByRole('button', { name: '閉じる' }).click()
  await expectAccessible(aoi)
})

test('the list says what is late, today and later, in the language and the days of its reader', async () => {
  const { aoi: asker } = company
  const make = (body: string, due: Task['due']) =>
    asker.call(api.tasks.create, { roomId: room.id, accountIds: [company.ryo.accountId], body, due })
  await make('先週の報告', { type: 'date', date: addDays(today, -7) })
  await make('来月の準備', { type: 'time', at: instantOf({ day: addDays(today, 30), clock: 9 * 3_600_000 }, TOKYO) })
  await ryo.keyboard.press('Escape')
  await ryo.goto('/tasks')
  const late = ryo.getByRole('region', { name: tasksJa.buckets.late })
  await late.getByRole('link', { name: '先週の報告' }).waitFor()
  await late.getByText(lastWeek('ja-JP')).waitFor()
  await ryo.getByRole('region', { name: tasksJa.buckets.later }).getByRole('link', { name: '来月の準備' }).waitFor()
  await ryo
    .getByRole('navigation', { name: frameJa.nav })
    .getByText(tasksJa.countLate('2', '1'))
    .waitFor({ state: 'attached' })
  await expectAccessible(ryo)

  await company.ryo.call(api.accounts.updateSettings, { language: 'en' })
  await ryo.getByRole('region', { name: tasksEn.buckets.late }).getByText(lastWeek('en-GB')).waitFor()
  await company.ryo.call(api.accounts.updateSettings, { language: 'ja' })
  await ryo.getByRole('tab', { name: tasksJa.asked }).waitFor()
})

test('rows are gone through by keys, and the space bar ticks; what was done is taken back', async () => {
  await ryo.getByRole('link', { name: '先週の報告' }).focus()
  await ryo.keyboard.press('ArrowDown')
  await ryo.getByRole('link', { name: '来月の準備' }).and(ryo.locator(':focus')).waitFor()
  await ryo.keyboard.press('Space')
  await ryo.getByRole('link', { name: '来月の準備' }).waitFor({ state: 'hidden' })
  await ryo.getByRole('button', { name: '取り消す' }).click()
  await ryo.getByRole('link', { name: '来月の準備' }).waitFor()
})

test('a card of the board is moved by keys alone, each step said', async () => {
  await ryo.getByRole('radio', { name: tasksJa.board }).check({ force: true })
  const later = ryo.locator('.bcol[data-drop=later]')
  await later.getByRole('link', { name: '来月の準備' }).focus()
  await ryo.keyboard.press('Space')
  const said = ryo.locator('.board [aria-live=assertive]')
  await eventually(() => said.textContent()).toBe(tasksJa.lifted('来月の準備', tasksJa.columns.later))
  await ryo.keyboard.press('ArrowLeft')
  const [left, words] = weekEnd(today) > today ? ['week', tasksJa.columns.week] : ['today', tasksJa.columns.today]
  await eventually(() => said.textContent()).toBe(tasksJa.over(words))
  await ryo.keyboard.press('Escape')
  await eventually(() => said.textContent()).toBe(tasksJa.returned('来月の準備'))
  await later.getByRole('link', { name: '来月の準備' }).and(ryo.locator(':focus')).waitFor()
  await ryo.keyboard.press('Space')
  await ryo.keyboard.press('ArrowLeft')
  await ryo.keyboard.press('Space')
  await ryo
    .locator(`.bcol[data-drop=${left}]`)
    .getByRole('link', { name: '来月の準備' })
    .and(ryo.locator(':focus'))
    .waitFor()
  const day = left === 'week' ? weekEnd(today) : today
  const moved = async () => (await openTasks()).find(({ body }) => body === '来月の準備')?.due
  await eventually(moved).toEqual({ type: 'time', at: instantOf({ day, clock: 9 * 3_600_000 }, TOKYO) })
  await expectAccessible(ryo)
})

test('a card is dragged to another column, and opens where it is pressed', async () => {
  const card = ryo.getByRole('link', { name: '先週の報告' })
  const none = ryo.locator('.bcol[data-drop=none]')
  const [from, to] = [await card.boundingBox(), await none.boundingBox()]
  if (!from || !to) throw new Error('nothing is drawn')
  await ryo.mouse.move(from.x + 20, from.y + 10)
  await ryo.mouse.down()
  await ryo.mouse.move(from.x + 60, from.y + 30)
  await ryo.mouse.move(to.x + 40, to.y + 80, { steps: 4 })
  await ryo.mouse.up()
  await none.getByRole('link', { name: '先週の報告' }).waitFor()
  expect(new URL(ryo.url()).search).toBe('')
  await none.getByRole('link', { name: '先週の報告' }).click()
  await detail(ryo).getByRole('heading', { name: '先週の報告' }).waitFor()
})

test('the calendar shows holidays, what is due on a day, and moves a task by keys', async () => {
  await company.aoi.call(api.tasks.create, {
    roomId: room.id,
    accountIds: [company.ryo.accountId],
    body: '棚卸し',
    due: { type: 'date', date: today },
  })
  await visit(ryo, '/tasks/calendar')
  const entry = ryo.locator(`.cday[data-day="${today}"]`).getByRole('button', { name: '棚卸し' })
  await entry.waitFor()
  await ryo.getByRole('complementary', { name: tasksJa.chosenDay }).getByRole('link', { name: '棚卸し' }).waitFor()
  await expectAccessible(ryo)
  await entry.focus()
  await ryo.keyboard.press('Space')
  await ryo.keyboard.press('ArrowDown')
  await ryo.keyboard.press('Space')
  const moved = async () => (await openTasks()).find(({ body }) => body === '棚卸し')?.due
  await eventually(moved).toEqual({ type: 'date', date: addDays(today, 7) })

  // What is undated stands beside the days, and is carried among them.
  await company.aoi.call(api.tasks.create, {
    roomId: room.id,
    accountIds: [company.ryo.accountId],
    body: 'いつか片付ける',
    due: { type: 'none' },
  })
  await ryo
    .getByRole('complementary', { name: tasksJa.chosenDay })
    .getByRole('link', { name: 'いつか片付ける' })
    .focus()
  for (const key of ['Space', 'ArrowDown', 'ArrowDown', 'Space']) await ryo.keyboard.press(key)
  const dated = async () => (await openTasks()).find(({ body }) => body === 'いつか片付ける')?.due
  await eventually(dated).toEqual({ type: 'date', date: addDays(today, 14) })

  // The third of November is one in every year.
  await ryo.getByRole('button', { name: tasksJa.toToday, exact: true }).click()
  const months = (12 + 11 - Number(today.slice(5, 7))) % 12
  for (let left = months; left > 0; left--) await ryo.getByRole('button', { name: tasksJa.nextMonth }).click()
  await ryo.getByRole('gridcell').filter({ hasText: '文化の日' }).waitFor()
  expect(weekdayOf(await ryo.locator('.cday').first().getAttribute('data-day').then(String))).toBe(1)
})

test('a task is deleted after a question, and its address says that it is gone', async () => {
  const [task] = (await openTasks()).filter(({ body }) => body === '見積もり')
  if (!task) throw new Error('it was not added')
  await visit(aoi, `/tasks?task=${room.id}-${task.id}`)
  await detail(aoi).getByRole('button', { name: tasksJa.actions }).click()
  await aoi.getByRole('menuitem', { name: tasksJa.delete }).click()
  await aoi.getByRole('alertdialog').getByRole('button', { name: tasksJa.deleteConfirm }).click()
  await detail(aoi).waitFor({ state: 'hidden' })
  await aoi.goto(`${company.stage.url}/tasks?task=${room.id}-${task.id}`)
  await detail(aoi).getByText(tasksJa.gone).waitFor()
})

test('without a connection it says so, keeps what is typed, and adds it afterwards', async () => {
  await visit(aoi, '/tasks')
  await aoi.getByRole('link', { name: '校正の色を見る' }).waitFor()
  await company.stage.stop()
  await aoi.getByRole('button', { name: tasksJa.add, exact: true }).click()
  const dialog = aoi.getByRole('dialog', { name: tasksJa.newTitle })
  await dialog.getByText(tasksJa.offlineKept).waitFor()
  await dialog.getByLabel(tasksJa.body).fill('つながったら送る')
  await aoi.keyboard.press('Escape')
  await company.stage.start()
  await aoi.getByRole('button', { name: tasksJa.add, exact: true }).click()
  await dialog.getByText(tasksJa.offlineKept).waitFor({ state: 'hidden' })
  expect(await dialog.getByLabel(tasksJa.body).inputValue()).toBe('つながったら送る')
  await dialog.getByRole('button', { name: tasksJa.create, exact: true }).click()
  await aoi.getByRole('link', { name: 'つながったら送る' }).waitFor()
})

test('on a phone the list, a task and its way back fill the screen', async () => {
  const page = await company.page(company.ryo, { viewport: PHONE, hasTouch: true, isMobile: true })
  await page.getByRole('navigation', { name: frameJa.nav }).getByRole('link', { name: frameJa.tasks }).tap()
  await page.getByRole('link', { name: '棚卸し' }).waitFor()
  await expectAccessible(page)
  await page.getByRole('link', { name: '棚卸し' }).tap()
  await detail(page).getByRole('heading', { name: '棚卸し' }).waitFor()
  await expectAccessible(page)
  await page.goBack()
  await detail(page).waitFor({ state: 'hidden' })
  await page.getByRole('button', { name: tasksJa.calendar }).tap()
  await page.getByRole('grid').waitFor()
  await expectAccessible(page)
  // A screen as low as they get must not push the month under its day.
  await page.setViewportSize({ width: PHONE.width, height: 568 })
  const [last, day] = await Promise.all([
    page.getByRole('gridcell').last().boundingBox(),
    page.locator('.daylist').boundingBox(),
  ])
  expect(day?.y).toBeGreaterThanOrEqual((last?.y ?? 0) + (last?.height ?? 0))
  await page.close()
  expect(troubles.splice(0)).toEqual([])
})
