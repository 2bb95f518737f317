import { sql } from 'kysely'
import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { memoryBus } from '../bus/memory.ts'
import type { App } from '../context.ts'
import { type SettableClock, settableClock } from '../lib/clock.ts'
import { type TestDatabase, testDatabase } from '../testing/world.ts'
import type { OutboxRow } from './outbox.ts'
import type { Reactor } from './react.ts'
import { type Relay, startRelay } from './relay.ts'

let database: TestDatabase
let clock: SettableClock
let app: App
const relays: Relay[] = []

beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())

beforeEach(() => {
  clock = settableClock(new Date('2026-11-24T01:00:00Z'))
  // The relay knows no more of the program than this.
  app = {
    db: database.db,
    clock,
    log: pino({ level: 'silent' }),
    bus: memoryBus(),
  } satisfies Partial<App> as unknown as App
})
afterEach(async () => {
  await Promise.all(relays.splice(0).map((relay) => relay.stop(0)))
  await database.db.deleteFrom('outbox').execute()
  await database.db.deleteFrom('accountOutbox').execute()
  await sql`drop schema if exists pgboss cascade`.execute(database.db)
})

async function start(...reactors: Reactor[]): Promise<Relay> {
  const relay = await startRelay(app, database.url, reactors)
  relays.push(relay)
  return relay
}

/** Remembers the rows it was given. */
function recorder(name: string, rest: Partial<Reactor> = {}): Reactor & { rows: OutboxRow[] } {
  const rows: OutboxRow[] = []
  return { name, topic: 'message', concurrency: 4, rows, handle: async (_, row) => void rows.push(row), ...rest }
}

function write(roomId: number, ids: (number | string)[], topic = 'message'): Promise<unknown> {
  const common = { tick: 7, topic, payload: JSON.stringify({ of: roomId }), createdAt: clock.now() }
  return database.db
    .insertInto('outbox')
    .values(ids.map((id) => ({ roomId, id: id as number, ...common })))
    .execute()
}

function writeAccount(accountId: number, id: number, topic: string): Promise<unknown> {
  return database.db
    .insertInto('accountOutbox')
    .values({ accountId, id, topic, payload: '{}', createdAt: clock.now() })
    .execute()
}

/** Somebody of an organization with this id; their own is ten times that. */
async function memberOf(organizationId: number, name: string): Promise<number> {
  const createdAt = clock.now()
  await database.db.insertInto('organization').values({ id: organizationId, name, createdAt }).execute()
  const own = { myRoomId: 1, loginMail: `${name}@example.com`, passwordHash: '', name, createdAt }
  const account = { id: organizationId * 10, organizationId, organizationRole: 'member', ...own }
  await database.db.insertInto('account').values(account).execute()
  return account.id
}

async function left(): Promise<{ outbox: number; jobs: number }> {
  const { rows } = await sql<{ outbox: number; jobs: number }>`
    select (select count(*) from outbox) as outbox, (select count(*) from pgboss.job) as jobs
  `.execute(database.db)
  return rows[0] as { outbox: number; jobs: number }
}

test('every reactor of a topic is given each row once, and nothing of it stays behind', async () => {
  const [index, push] = [recorder('index'), recorder('push')]
  const other = recorder('other', { topic: 'task' })
  await write(1, [11, '9223372036854775807'])
  const relay = await start(index, push, other)
  await relay.drain()
  expect(index.rows.map(({ id }) => id).sort()).toEqual(['11', '9223372036854775807'])
  expect(index.rows).toContainEqual({ roomId: 1, id: '11', tick: 7, payload: { of: 1 } })
  expect(push.rows).toHaveLength(2)
  expect(other.rows).toEqual([])
  expect(await left()).toEqual({ outbox: 0, jobs: 0 })
})

test('rows of accounts come with the account', async () => {
  const mail = recorder('mail', { topic: 'mail' })
  await writeAccount(0, 5, 'mail')
  await (await start(mail)).drain()
  expect(mail.rows).toEqual([{ accountId: 0, id: '5', payload: {} }])
})

test('a row written while the relay runs is found without asking, by announcement or by looking', async () => {
  const { promise, resolve } = Promise.withResolvers<OutboxRow>()
  await start(recorder('index', { handle: async (_, row) => resolve(row) }))
  await write(1, [11])
  app.bus.publish({ kind: 'event', topic: 'room:1', frame: '{}' })
  expect(await promise).toMatchObject({ id: '11' })
})

test('what nobody announced is found by looking, and what is due later is taken in hand when it is', async () => {
  const handled = Promise.withResolvers<Date>()
  const later = recorder('later', { topic: 'mail', after: 1, handle: async () => handled.resolve(new Date()) })
  await start(recorder('other'), later)
  await writeAccount(3, 1, 'mail')
  const written = Date.now()
  expect((await handled.promise).getTime()).toBeGreaterThanOrEqual(written + 1_000)
})

test('what a handler leaves behind is drained with it', async () => {
  const second = recorder('second', { topic: 'profile' })
  const first = recorder('first', { handle: async () => void (await writeAccount(3, 1, 'profile')) })
  await write(1, [11])
  await (await start(first, second)).drain()
  expect(second.rows).toHaveLength(1)
})

test('a topic that nobody knows stays for a version that does', async () => {
  const index = recorder('index')
  await write(1, [11], 'future')
  await write(1, [12])
  await (await start(index)).drain()
  expect(index.rows).toHaveLength(1)
  expect(await left()).toEqual({ outbox: 1, jobs: 0 })
})

test('two relays on one database share the rows and never both take one', async () => {
  const rows = recorder('index')
  for (let room = 1; room <= 60; room++) await write(room, [1, 2, 3])
  const [one, two] = await Promise.all([start(rows), start(rows)])
  await Promise.all([one.drain(), two.drain()])
  await one.drain()
  expect(rows.rows).toHaveLength(180)
  expect(new Set(rows.rows.map(({ roomId, id }) => `${roomId}-${id}`)).size).toBe(180)
})

test('several that start at the same moment on an empty database all work', async () => {
  const rows = recorder('index')
  await write(1, [1, 2, 3])
  const all = await Promise.all([start(rows), start(rows), start(rows)])
  await Promise.all(all.map((relay) => relay.drain()))
  expect(rows.rows).toHaveLength(3)
})

test('a busy room does not keep the others waiting', async () => {
  const index = recorder('index', { concurrency: 1 })
  await write(
    1,
    Array.from({ length: 200 }, (_, n) => n + 1),
  )
  await write(2, [1])
  await (await start(index)).drain()
  expect(index.rows).toHaveLength(201)
  expect(index.rows.findIndex(({ roomId }) => roomId === 2)).toBeLessThan(60)
})

test('one organization with much to do leaves hands for the others', async () => {
  const gate = Promise.withResolvers<void>()
  const served = Promise.withResolvers<void>()
  const [busy, quiet] = await Promise.all([memberOf(1, 'Busy'), memberOf(2, 'Quiet')])
  const handle = async (_: App, { accountId }: OutboxRow) => {
    if (accountId === quiet) served.resolve()
    else await gate.promise
  }
  for (let id = 1; id <= 40; id++) await writeAccount(busy, id, 'message')
  const relay = await start(recorder('index', { handle, concurrency: 4 }))
  await vi.waitUntil(async () => (await left()).jobs === 40, { timeout: 60_000 })
  await writeAccount(quiet, 1, 'message')
  await served.promise
  gate.resolve()
  await relay.drain()
  expect(await left()).toEqual({ outbox: 0, jobs: 0 })
})

test('rows of more rooms than one batch holds are all moved', async () => {
  const index = recorder('index')
  for (let room = 1; room <= 120; room++) await write(room, [1])
  await (await start(index)).drain()
  expect(index.rows).toHaveLength(120)
})

test('a row that cannot be queued stays in the outbox', async () => {
  const index = recorder('index')
  const relay = await start(index)
  await sql`create table kept_queue as select * from pgboss.queue where name = 'index'`.execute(database.db)
  await sql`delete from pgboss.queue where name = 'index'`.execute(database.db)
  await write(1, [11])
  await expect(relay.drain()).rejects.toThrow()
  expect(await left()).toEqual({ outbox: 1, jobs: 0 })
  await sql`insert into pgboss.queue select * from kept_queue`.execute(database.db)
  await sql`drop table kept_queue`.execute(database.db)
  await relay.drain()
  expect(index.rows).toHaveLength(1)
})

test('a handler that throws is given the row again', async () => {
  let failures = 2
  const index = recorder('index', { retry: { limit: 5, delay: 0 } })
  const flaky = {
    ...index,
    handle: async (of: App, row: OutboxRow) => (failures-- > 0 ? fail() : index.handle(of, row)),
  }
  await write(1, [11])
  await (await start(flaky)).drain()
  expect(index.rows).toHaveLength(1)
})

test('one reactor that fails holds up neither the other reactors nor the other rows', async () => {
  const broken = recorder('broken', { handle: fail })
  const sound = recorder('sound')
  await write(1, [11, 12])
  await (await start(broken, sound)).drain()
  expect(sound.rows).toHaveLength(2)
})

test('a row that was tried for the last time lies among the dead letters with its reason', async () => {
  let attempts = 0
  const handle = async () => {
    attempts += 1
    await fail()
  }
  await write(1, [11])
  await (await start(recorder('broken', { handle, retry: { limit: 2, delay: 0 } }))).drain()
  expect(attempts).toBe(3)
  const { rows } = await sql`
    select source_name, data, source_output ->> 'message' as reason from pgboss.job where name = 'dead'
  `.execute(database.db)
  const data = { roomId: 1, id: '11', tick: 7, payload: { of: 1 } }
  expect(rows).toEqual([{ sourceName: 'broken', data, reason: 'Error: out of order' }])
})

test('the same message twice in a queue is never in hand twice at a time', async () => {
  const gate = Promise.withResolvers<void>()
  const entered = Promise.withResolvers<void>()
  let inside = 0
  let most = 0
  const handle = async () => {
    most = Math.max(most, ++inside)
    entered.resolve()
    await gate.promise
    inside -= 1
  }
  const relay = await start(recorder('index', { handle }), recorder('seen'))
  await write(1, [11])
  await entered.promise
  await write(1, [11])
  const drained = relay.drain()
  gate.resolve()
  await drained
  expect(most).toBe(1)
})

test('what is in hand when the server stops is done by the next one', async () => {
  const entered = Promise.withResolvers<void>()
  const handle = () => {
    entered.resolve()
    return new Promise<void>(() => {})
  }
  const retry = { limit: 5, delay: 0 }
  const first = await start(recorder('index', { handle, retry }))
  await write(1, [11])
  await entered.promise
  await first.stop(0)
  const next = recorder('index', { retry })
  await (await start(next)).drain()
  expect(next.rows).toHaveLength(1)
})

test('a relay that is stopping lets its handlers finish', async () => {
  const entered = Promise.withResolvers<void>()
  const gate = Promise.withResolvers<void>()
  let finished = false
  const handle = async () => {
    entered.resolve()
    await gate.promise
    finished = true
  }
  const relay = await start(recorder('index', { handle }))
  await write(1, [11])
  await entered.promise
  const stopped = relay.stop()
  gate.resolve()
  await stopped
  expect(finished).toBe(true)
  expect(await left()).toEqual({ outbox: 0, jobs: 0 })
})

test('connections that break are opened anew, and no row is lost', async () => {
  const index = recorder('index')
  const relay = await start(index)
  await write(1, [11])
  await relay.drain()
  await sql`
    select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
  `.execute(database.db)
  // Each statement that meets a broken connection fails; the next has a new one.
  const again = async (work: () => Promise<unknown>): Promise<unknown> => work().catch(() => again(work))
  await again(() => write(1, [12]))
  await again(() => relay.drain())
  expect(index.rows.map(({ id }) => id)).toEqual(['11', '12'])
})

test('the lag is the age of the oldest row that waits', async () => {
  const relay = await start(recorder('index', { handle: fail }))
  expect(await relay.lag()).toEqual({ outbox: 0, index: 0 })
  await write(1, [11], 'future')
  clock.advance(90_000)
  await writeAccount(1, 1, 'future')
  await write(1, [12])
  await relay.drain()
  expect(await relay.lag()).toEqual({ outbox: 90, index: expect.any(Number) })
  expect((await relay.lag()).index).toBeGreaterThan(0)
})

async function fail(): Promise<never> {
  throw new Error('out of order')
}
