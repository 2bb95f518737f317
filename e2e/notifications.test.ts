import { setTimeout as pause } from 'node:timers/promises'
import { api, type Room, toTag } from '@naniwa/contract'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { noticesJa } from '../web/src/text/notices.ja.ts'
import { eventually, KEPT, openWholeBrowser, troubles } from './browser.ts'
import { type Company, openCompany, tell } from './company.ts'
import { composer } from './room.ts'

const ROOM = '包装資材'

let company: Company
let room: Room
let tabs: Page[]

/** The browser believes that each of its pages has focus: a reader who turned away has to be made. Counts what pops up. */
const WATCH = `
  window.isAway = true
  window.popups = 0
  document.hasFocus = () => !window.isAway
  Object.defineProperty(document, 'hidden', { get: () => window.isAway })
  // An empty page, which comes before the product's, has none.
  const worker = globalThis.ServiceWorkerRegistration?.prototype
  const showNotification = worker?.showNotification
  if (worker) worker.showNotification = function show(...of) {
    window.popups += 1
    return showNotification.apply(this, of)
  }`

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
  const counts = await Promise.all(tabs.map((page) => page.evaluate<number>('window.popups')))
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
  await first.goto(`${company.stage.url}/settings/notifications`)
  await first.evaluate('navigator.serviceWorker.ready.then(() => {})')
  await second.goto(`${company.stage.url}/rooms/${room.id}`)
  await composer(second).waitFor()
})
afterAll(() => company?.close())

// What comes before a page is level is no news to it, and who writes the first time has no name yet.
test('whoever is written to again and again is told sooner or later', async () => {
  const { aoi, ryo } = company
  const [page] = tabs as [Page]
  await page.getByText(noticesJa.granted).waitFor()
  await eventually(async () => {
    await tell(ryo, room.id, `${toTag(aoi.accountId, aoi.name)}おはようございます。`)
    await pause(2_000)
    return await shown(page)
  }).not.toEqual([])
  await aoi.call(api.messages.read, { roomId: room.id, number: (await lastNumber()) ?? 0 })
  await eventually(() => shown(page)).toEqual([])
  for (const tab of tabs) await tab.evaluate('window.popups = 0')
})

test('a To pops up once, however many tabs are open, with who said what and where', async () => {
  const { aoi, ryo } = company
  const [page] = tabs as [Page]
  await tell(ryo, room.id, '箱は足りています。')
  await eventually(async () => (await titles()).every((title) => title.startsWith('• '))).toBe(true)
  await tell(ryo, room.id, `${toTag(aoi.accountId, aoi.name)}見積もりを見てください。`)
  await eventually(() => shown(page)).toEqual([[noticesJa.from(ryo.name, ROOM), '見積もりを見てください。']])
  expect(await popups()).toBe(1)
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
  await eventually(() => shown(page)).toHaveLength(1)
  expect(await popups()).toBe(2)
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
  await page.evaluate(`window.isAway = false; dispatchEvent(new Event('focus'))`)
  await page.getByText('至急です。').waitFor()
  await tell(ryo, room.id, `${toTag(aoi.accountId, aoi.name)}届きましたか。`)
  await page.getByText('届きましたか。').waitFor()
  await eventually(async () => (await mine())?.mentions).toEqual([])
  expect(await popups()).toBe(2)
  expect(troubles.splice(0)).toEqual([])
})

test('with no page open the service worker shows the newest of a room', async () => {
  const [first] = tabs as [Page]
  const session = await first.context().newCDPSession(first)
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
  // The browser takes each of its pages for one that has focus.
  for (const page of tabs) await page.goto('about:blank')
  const onScreen = () =>
    first
      .context()
      .serviceWorkers()[0]
      ?.evaluate<string[]>(`registration.getNotifications()
      .then((all) => all.map(({ body }) => body).sort())`)
  await push(1_000, '新しい')
  await eventually(onScreen).toEqual(['新しい'])
  await push(999, '古い')
  await push(1_000, '同じ')
  // They are told in their order: once this one is there, those before have been looked at.
  await push(1, '別の', room.id + 1)
  await eventually(onScreen).toEqual(['別の', '新しい'].sort())
  await push(1_001, '次の')
  await eventually(onScreen).toEqual(['別の', '次の'].sort())
})

async function mine() {
  return (await company.aoi.call(api.rooms.get, { roomIds: [room.id] })).mine[0]
}

async function lastNumber(): Promise<number | undefined> {
  return (await company.aoi.call(api.rooms.get, { roomIds: [room.id] })).rooms[0]?.lastNumber
}
