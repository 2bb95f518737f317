import { api, type CallOf, type Settings } from '@naniwa/contract'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { ringAlarms } from '../tasks/ring.ts'
import { pushService, subscription } from '../testing/push.ts'
import { makeGroup, outcome, overHttp, say } from '../testing/scene.ts'
import { type TestServer, testServer } from '../testing/server.ts'
import type { Notice } from './compose.ts'
import { releaseHeld } from './release.ts'

const HOUR_MS = 60 * 60_000
/** Friday, ten at night in Tokyo. */
const NIGHT = new Date('2026-11-20T13:00:00Z')
const MORNING = new Date('2026-11-20T23:00:00Z')
const AFTER_HOLIDAYS = new Date('2026-11-23T23:00:00Z')

let server: TestServer
let service: Awaited<ReturnType<typeof pushService>>
type Caller = ReturnType<typeof overHttp>
let aiko: Caller
let ben: Caller
let roomId: number
let device: ReturnType<typeof subscription>

beforeAll(async () => {
  server = await testServer({ NANIWA_WEBHOOK_LOOPBACK: 'on' })
  service = await pushService()
  aiko = overHttp(server, server.people.aiko)
  ben = overHttp(server, server.people.ben)
  roomId = (await makeGroup(aiko, [[server.people.ben, 'member']])).id
  device = subscription(`${service.url}/device`)
})
beforeEach(async () => {
  server.app.clock.set(NIGHT)
  await wish({ quietHours: { from: 20 * 60, to: 8 * 60 }, quietDaysOff: false, quietButDirect: false })
  await subscribe(ben)
  await server.app.drain()
})
afterEach(async () => {
  await sql`delete from push_device`.execute(server.app.db)
  service.received.length = 0
})
afterAll(async () => {
  await service.close()
  await server.close()
})

function wish(wishes: Partial<Settings>) {
  return ben.call(api.accounts.updateSettings, wishes)
}

function subscribe(caller: Caller, wishes: Partial<CallOf<typeof api.push.subscribe>> = {}) {
  return caller.call(api.push.subscribe, { ...device.input, ...wishes })
}

async function pushed(): Promise<Notice[]> {
  await releaseHeld(server.app)
  await server.app.drain()
  return service.received.splice(0).map((one) => device.open(one))
}

function toBen(): string {
  return `[To:${server.people.ben.accountId}]`
}

test('hours that cannot be are not taken', async () => {
  for (const quietHours of [
    { from: 0, to: 0 },
    { from: -1, to: 5 },
    { from: 0, to: 1_440 },
    { from: 0.5, to: 2 },
  ])
    expect(await outcome(wish({ quietHours })), JSON.stringify(quietHours)).toBe('invalid_input')
})

test('nothing is pushed in quiet hours, and what came meanwhile is told once after them', async () => {
  const first = await say(aiko, roomId, `${toBen()} 一つ目`)
  const last = await say(aiko, roomId, `${toBen()} 二つ目`)
  expect(await pushed()).toEqual([])
  server.app.clock.set(new Date(MORNING.getTime() - 1))
  expect(await pushed()).toEqual([])
  server.app.clock.set(MORNING)
  expect(await pushed()).toMatchObject([
    { body: '二つ目', path: `/rooms/${roomId}/${last.id}`, number: first.number + 1 },
  ])
  expect(await pushed()).toEqual([])
})

test('of several rooms one push names them, and leaves out what was read', async () => {
  const direct = await aiko.call(api.rooms.direct, { accountId: server.people.ben.accountId })
  const other = await makeGroup(aiko, [[server.people.ben, 'member']])
  const read = await makeGroup(aiko, [[server.people.ben, 'member']])
  const told = await say(aiko, direct.id, 'ふたりだけ')
  await say(aiko, other.id, `${toBen()} 納品の件`)
  const { number } = await say(aiko, read.id, `${toBen()} もう読んだ`)
  expect(await pushed()).toEqual([])
  await ben.call(api.messages.read, { roomId: read.id, number })
  server.app.clock.set(MORNING)
  const [one, ...more] = await pushed()
  expect(more).toEqual([])
  expect(one).toMatchObject({ title: '知らせない時間に届いたもの', tag: 'several', path: '/' })
  expect(one?.body.split('、').sort()).toEqual(
    [server.people.aiko.name, `${server.people.aiko.name} · 企画 Planning`].sort(),
  )
  expect(one?.upTo).toContainEqual([direct.id, told.number])
})

test('a To in a direct chat is told at once to who chose so; no other message is', async () => {
  const direct = await aiko.call(api.rooms.direct, { accountId: server.people.ben.accountId })
  await server.app.drain()
  await say(aiko, direct.id, `${toBen()} 選ばない`)
  expect(await pushed()).toEqual([])
  await wish({ quietButDirect: true })
  await say(aiko, direct.id, '急がない')
  await say(aiko, roomId, `${toBen()} みんなの前で`)
  expect(await pushed()).toEqual([])
  await say(aiko, direct.id, `${toBen()} 急ぎ`)
  expect(await pushed()).toMatchObject([{ body: '急ぎ' }])
})

test('quiet hours may become longer, or days off be added, while something is held', async () => {
  await say(aiko, roomId, `${toBen()} 連休の前に`)
  expect(await pushed()).toEqual([])
  await wish({ quietDaysOff: true })
  server.app.clock.set(MORNING)
  expect(await pushed()).toEqual([])
  server.app.clock.set(AFTER_HOLIDAYS)
  expect(await pushed()).toHaveLength(1)
})

test('a reminder of a task and a request for contact are pushed; not of what is done or answered, and not in quiet hours', async () => {
  await wish({ quietHours: null })
  const { accountId } = server.people.ben
  const dai = overHttp(server, server.people.dai)
  const at = NIGHT.getTime() + 2 * HOUR_MS
  const due = { type: 'time', at } as const
  const reminders = [{ before: 60, workdays: false }]
  const make = async (body: string) => {
    const { tasks } = await ben.call(api.tasks.create, { roomId, body, accountIds: [accountId], due, reminders })
    return tasks[0]?.id ?? 0
  }
  const id = await make('見積書を送る')
  const done = await make('済んだこと')
  await ben.call(api.tasks.setStatus, { roomId, id: done, status: 'done' })
  server.app.clock.set(new Date(at - HOUR_MS))
  await ringAlarms(server.app)
  expect(await pushed()).toMatchObject([
    {
      title: '見積書を送る',
      body: '期限：11月21日(土) 0:00',
      path: `/tasks?task=${roomId}-${id}`,
      tag: `task-${roomId}-${id}`,
    },
  ])

  const ask = async () => {
    const answer = await dai.call(api.contacts.request, { email: server.people.ben.email })
    return { invitation: 'invitation' in answer ? answer.invitation : null }
  }
  let asked = await ask()
  expect(await pushed()).toMatchObject([
    { body: '連絡先のリクエストが届きました', path: '/contacts', once: 'requests-1' },
  ])

  await wish({ quietHours: { from: 20 * 60, to: 8 * 60 } })
  const reject = async () => {
    const { rows } = await sql<{ id: number }>`
      select request_id as id from contact where account_id = ${accountId} and standing = 'incoming'
    `.execute(server.app.db)
    await ben.call(api.contacts.reject, { id: rows[0]?.id ?? 0 })
  }
  const again = async () => {
    await reject()
    const { invitation } = asked
    if (invitation) await dai.call(api.contacts.withdraw, { id: invitation.id })
    asked = await ask()
  }
  await again()
  expect(await pushed()).toEqual([])
  server.app.clock.set(MORNING)
  expect(await pushed()).toMatchObject([{ tag: 'requests' }])
  server.app.clock.set(NIGHT)
  await again()
  expect(await pushed()).toEqual([])
  await reject()
  server.app.clock.set(MORNING)
  expect(await pushed()).toEqual([])
})
