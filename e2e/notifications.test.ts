import { api, type Room, toTag } from '@naniwa/contract'
import type { Page, Worker } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { noticesJa } from '../web/src/text/notices.ja.ts'
import { eventually, KEPT, openWholeBrowser, troubles } from './browser.ts'
import { type Company, openCompany, tell } from './company.ts'
import { composer } from './room.ts'

const ROOM = '包装資材'

let company: Company
let room: Room
let tabs: Page[]

type Reader = 'at work' | 'beside' | 'away'

/**
 * Counts what has popped up. Chromium forgets a notice when it is asked for all of them while it shows it, so the tests wait for
 * the count, and look once.
 */
const COUNT = `
  globalThis.popups = 0
  // An empty page, which comes before the product's, has none.
  const shows = globalThis.ServiceWorkerRegistration?.prototype
  const showNotification = shows?.showNotification
  if (shows) shows.showNotification = async function show(...of) {
    await showNotification.apply(this, of)
    globalThis.popups += 1
  }`

/** The browser believes that each of its pages has focus: a reader who turned away has to be made. */
const WATCH = `
  window.reader = 'at work'
  document.hasFocus = () => window.reader === 'at work'
  Object.defineProperty(document, 'hidden', { get: () => window.reader === 'away' })
  ${COUNT}`

async function turn(page: Page, reader: Reader): Promise<void> {
  await page.evaluate(
    `window.reader = '${reader}'; dispatchEvent(new Event('${reader === 'at work' ? 'focus' : 'blur'}'))`,
  )
}

/** By which tabs tell each other where the reader is and which of them speaks, without the account. */
function locks(where: Pick<Worker, 'evaluate'>): Promise<{ held: string[]; pending: string[] }> {
  return where.evaluate(`navigator.locks.query().then((all) => Object.fromEntries(Object.entries(all)
    .map(([state, locks]) => [state, locks.map(({ name }) => name.replace(/\\.\\d+/, ''))])))`)
}

/** What is on the screen, as the browser keeps it. */
function shown(page: Page): Promise<string[][]> {
  return page.evaluate(`navigator.serviceWorker.ready
    .then((worker) => worker.getNotifications())
    .then((all) => all.map(({ title, body }) => [title, body]))`)
}

function titles(): Promise<string[]> {
  return Promise.all(tabs.map((page) => page.title()))
}

async function popups(): Promise<number> {
  const open = tabs.filter((page) => !page.isClosed())
  const counts = await Promise.all(open.map((page) => page.evaluate<number>('popups')))
  return counts.reduce((sum, count) => sum + count, 0)
}

beforeAll(async () => {
  company = await openCompany({}, openWholeBrowser)
  room = await company.room(ROOM)
  const first = await company.page(company.aoi, KEPT)
  await first.context().grantPermissions(['notifications'])
  await first.context().addInitScript(WATCH)
  const second = await first.context().newPage()
  tabs = [first, second]
  for (const page of tabs) {
    // A page that is level says that its reader is there: what is said from now on is news to it.
    const level = page.waitForResponse((response) => response.url().endsWith('/sessions/here'))
    await page.goto(`${company.stage.url}/rooms/${room.id}`)
    await level
    await page.evaluate('navigator.serviceWorker.ready.then(() => {})')
    await composer(page).waitFor()
    await turn(page, 'away')
  }
})
afterAll(() => company?.close())

test('a To pops up once, however many tabs are open, with who said what and where', async () => {
  const { aoi, ryo } = company
  const [page] = tabs as [Page]
  await eventually(() => locks(page)).toEqual({ held: ['naniwa.speaks'], pending: ['naniwa.speaks'] })
  await tell(ryo, room.id, '箱は足りています。')
  await eventually(async () => (await titles()).every((title) => title.startsWith('• '))).toBe(true)
  for (const tab of tabs) await tab.getByRole('article', { name: ryo.name }).waitFor()
  await tell(ryo, room.id, `${toTag(aoi.accountId, aoi.name)}見積もりを見てください。`)
  await eventually(popups).toBe(1)
  expect(await shown(page)).toEqual([[noticesJa.from(ryo.name, ROOM), '見積もりを見てください。']])
})

test('read on another device it goes', async () => {
  const [page] = tabs as [Page]
  await company.aoi.call(api.messages.read, { roomId: room.id, number: (await lastNumber()) ?? 0 })
  await eventually(() => shown(page)).toEqual([])
})

test('a click leads to the message', async () => {
  const { aoi, ryo } = company
  const [page] = tabs as [Page]
  const [message] = await tell(ryo, room.id, `${toTag(aoi.accountId, aoi.name)}至急です。`)
  await eventually(popups).toBe(2)
  expect(await shown(page)).toHaveLength(1)
  const [worker] = page.context().serviceWorkers()
  await worker?.evaluate(`registration.getNotifications()
    .then(([notification]) => dispatchEvent(new NotificationEvent('notificationclick', { notification })))`)
  const path = `/rooms/${room.id}/${message?.id}`
  await eventually(() => tabs.some((tab) => tab.url().endsWith(path))).toBe(true)
  await eventually(() => shown(page)).toEqual([])
})

test('who looks at the program is not told', async () => {
  const { aoi, ryo } = company
  const [, page] = tabs as [Page, Page]
  await turn(page, 'at work')
  await page.getByText('至急です。').waitFor()
  await tell(ryo, room.id, `${toTag(aoi.accountId, aoi.name)}届きましたか。`)
  await page.getByText('届きましたか。').waitFor()
  await eventually(async () => (await mine())?.mentions).toEqual([])
  expect(await popups()).toBe(2)
  expect(troubles.splice(0)).toEqual([])
})

test('what a tab has told stays when it is closed; the next one counts on, and closes it when it is read', async () => {
  const { aoi, ryo } = company
  const [first, page] = tabs as [Page, Page]
  await turn(page, 'away')
  await eventually(() => locks(page)).toEqual({ held: ['naniwa.speaks'], pending: ['naniwa.speaks'] })
  const to = toTag(aoi.accountId, aoi.name)
  await tell(ryo, room.id, `${to}箱が来ました。`)
  const title = noticesJa.from(ryo.name, ROOM)
  await eventually(popups).toBe(3)
  expect(await shown(page)).toEqual([[title, '箱が来ました。']])
  await first.close()
  await eventually(() => locks(page)).toEqual({ held: ['naniwa.speaks'], pending: [] })
  await tell(ryo, room.id, `${to}数えますか。`)
  await eventually(popups).toBe(1)
  expect(await shown(page)).toEqual([[title, noticesJa.several('2', '数えますか。')]])
  await aoi.call(api.messages.read, { roomId: room.id, number: (await lastNumber()) ?? 0 })
  await eventually(() => shown(page)).toEqual([])
})

test('the service worker shows the newest of a room until it is read, and nothing of one that is in sight', async () => {
  const [, page] = tabs as [Page, Page]
  const session = await page.context().newCDPSession(page)
  const { promise: registered, resolve } = Promise.withResolvers<string>()
  session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
    if (registrations[0]) resolve(registrations[0].registrationId)
  })
  await session.send('ServiceWorker.enable')
  const registrationId = await registered
  const push = (number: number, body: string, roomId = room.id) => {
    const notice = {
      title: ROOM,
      body,
      tag: `room-${roomId}`,
      path: `/rooms/${roomId}`,
      roomId,
      number,
      at: Date.now(),
    }
    const origin = company.stage.url
    return session.send('ServiceWorker.deliverPushMessage', { origin, registrationId, data: JSON.stringify(notice) })
  }
  const [worker] = page.context().serviceWorkers() as [Worker]
  const onScreen = () =>
    worker.evaluate<string[]>('registration.getNotifications().then((all) => all.map(({ body }) => body).sort())')
  await worker.evaluate(`(() => {${COUNT}})()`)
  const popups = () => worker.evaluate<number>('popups')
  const [message] = await tell(company.ryo, room.id, '皆さんへ')
  await push(message?.number ?? 0, '皆さんへ')
  await eventually(popups).toBe(1)
  expect(await onScreen()).toEqual(['皆さんへ'])
  await company.aoi.call(api.messages.read, { roomId: room.id, number: message?.number ?? 0 })
  await eventually(onScreen).toEqual([])
  await turn(page, 'beside')
  await eventually(async () => (await locks(worker)).held).toContain(`naniwa.seen.${room.id}`)
  await push(1_000, '見えている')
  // They are told in their order: once this one is there, those before have been looked at.
  await push(1, '別の', room.id + 1)
  await eventually(popups).toBe(2)
  expect(await onScreen()).toEqual(['別の'])
  await page.goto('about:blank')
  await eventually(() => locks(worker)).toEqual({ held: [], pending: [] })
  await push(1_000, '新しい')
  await push(999, '古い')
  await push(1_000, '同じ')
  await eventually(popups).toBe(5)
  expect(await onScreen()).toEqual(['別の', '新しい'].sort())
  await push(1_001, '次の')
  await eventually(popups).toBe(6)
  expect(await onScreen()).toEqual(['別の', '次の'].sort())
})

async function mine() {
  return (await company.aoi.call(api.rooms.get, { roomIds: [room.id] })).mine[0]
}

async function lastNumber(): Promise<number | undefined> {
  return (await company.aoi.call(api.rooms.get, { roomIds: [room.id] })).rooms[0]?.lastNumber
}
