import { api } from '@naniwa/contract'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { App } from '../context.ts'
import { isOutage } from '../db/errors.ts'
import { migrateAll } from '../db/migrate.ts'
import { type Database, openDatabase, openPool } from '../db/pool.ts'
import { remove } from '../members/remove.ts'
import { deleteMessage } from '../messages/delete.ts'
import { edit } from '../messages/edit.ts'
import { send } from '../messages/send.ts'
import { create as createRoom } from '../rooms/create.ts'
import { create as createTask } from '../tasks/create.ts'
import { type Signed, type TestApp, testApp } from '../testing/app.ts'
import { type Cast, cast } from '../testing/cast.ts'
import { emptyDatabase } from '../testing/world.ts'
import { build, forgetIndex, sweepIndex } from './build.ts'
import { catchUp } from './catchUp.ts'
import { messages } from './messages.ts'
import { readStatus } from './status.ts'
import { tasks } from './tasks.ts'

let product: TestApp
let app: App
let people: Cast
let other: Awaited<ReturnType<typeof emptyDatabase>>

beforeAll(async () => {
  product = await testApp({ NANIWA_RATE_LIMITS: 'off' })
  other = await emptyDatabase()
  const indexPool = openPool(other.url)
  await migrateAll({ pool: openPool(product.databaseUrl), indexPool })
  app = { ...product, index: openDatabase(indexPool) }
  people = await cast(product)
})
afterAll(async () => {
  await app.index.destroy()
  await other.drop()
  await product.close()
})

const icon = { preset: 'group' as const, hue: 1, image: null }

async function makeRoom(): Promise<number> {
  const members = [{ accountId: people.ben.accountId, role: 'member' as const }]
  return (await createRoom(app, people.aiko, { name: '-', description: '', icon, members })).id
}

async function say(roomId: number, ...bodies: string[]): Promise<string[]> {
  const ids: string[] = []
  for (const body of bodies) {
    product.clock.advance(1_000)
    const id = `${product.clock.now().getTime()}`.padEnd(19, '0')
    ids.push((await send(app, people.aiko, { roomId, id, body, selfUnread: false })).id)
  }
  return ids
}

const numbered = (count: number) => Array.from({ length: count }, (_, n) => `言葉${n + 1}番`)

async function found(person: Signed, query: string, roomId: number): Promise<string[]> {
  const { hits } = await messages(app, person, { query, roomId, limit: 40, timeZone: 'UTC' })
  return hits.map(({ body }) => body)
}

async function lines(db: Database): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select coalesce(sum(cardinality(sent_at)), 0)::int as count
    from (select sent_at from search_end union all select sent_at from search_segment) as s
  `.execute(db)
  return rows[0]?.count ?? 0
}

/** Tables, indexes and functions of search, as PostgreSQL describes them. */
async function schema(db: Database): Promise<unknown[]> {
  const { rows } = await sql`
    select table_name as name, column_name || ' ' || data_type || ' ' || is_nullable || ' ' || coalesce(column_default, '') as is
      from information_schema.columns where table_name like 'search\_%'
    union all select indexname, indexdef from pg_indexes where tablename like 'search\_%'
    union all select relname, coalesce(reloptions::text, '') from pg_class where relname like 'search\_%'
    union all select attrelid::regclass::text, concat(attname, ' ', attstattarget, ' ', attstorage) from pg_attribute
      where attrelid in (select oid from pg_class where relname like 'search\_%') and attnum > 0
    union all select conrelid::regclass::text, pg_get_constraintdef(oid) from pg_constraint where conrelid::regclass::text like 'search\_%'
    union all select proname, pg_get_functiondef(oid) from pg_proc where proname like 'search\_%'
    order by 1, 2
  `.execute(db)
  return rows
}

test('an index in a database of its own is made like the one in the product', async () => {
  const own = await schema(app.index)
  expect(own.length).toBeGreaterThan(40)
  expect(own).toEqual(await schema(app.db))
})

test('a database with the product in it is not taken for the index', async () => {
  const pool = openPool(product.databaseUrl)
  await expect(migrateAll({ pool, indexPool: pool })).rejects.toThrow('name an empty one')
  await pool.end()
})

test('what is sent, changed and deleted is found there, and nothing of it is kept here', async () => {
  const roomId = await makeRoom()
  const ids = await say(roomId, ...numbered(40), '半角のｸﾙﾐ')
  expect(await found(people.ben, 'くるみ', roomId)).toEqual(['半角のｸﾙﾐ'])
  await catchUp(app, [roomId])
  expect(await found(people.ben, 'くるみ', roomId)).toEqual(['半角のｸﾙﾐ'])
  expect(await found(people.ben, '言葉3番', roomId)).toEqual(['言葉3番'])
  await edit(app, people.aiko, { roomId, id: ids[2] as string, body: '書き直した' })
  await deleteMessage(app, people.aiko, { roomId, id: ids[3] as string })
  for (let round = 0; round < 2; round++) {
    expect(await found(people.ben, '言葉3番', roomId)).toEqual([])
    expect(await found(people.ben, '言葉4番', roomId)).toEqual([])
    expect(await found(people.ben, '書き直', roomId)).toEqual(['書き直した'])
    await catchUp(app, [roomId])
  }
  expect(await lines(app.db)).toBe(0)
  expect(await lines(app.index)).toBeGreaterThan(8)
})

test('tasks are found there', async () => {
  const roomId = await makeRoom()
  const asked = { roomId, body: '見積書を送る', accountIds: [people.ben.accountId] }
  await createTask(app, people.aiko, api.tasks.create.input.parse(asked))
  for (let round = 0; round < 2; round++) {
    const { hits } = await tasks(app, people.ben, { query: '見積', limit: 40, timeZone: 'UTC' })
    expect(hits.map(({ body }) => body)).toEqual(['見積書を送る'])
    await catchUp(app, [roomId])
  }
})

test('whoever was removed finds nothing at once', async () => {
  const roomId = await makeRoom()
  await say(roomId, '取扱注意')
  await catchUp(app, [roomId])
  expect(await found(people.ben, '取扱注意', roomId)).toHaveLength(1)
  await remove(app, people.aiko, { roomId, accountId: people.ben.accountId })
  await expect(found(people.ben, '取扱注意', roomId)).rejects.toMatchObject({ code: 'not_found' })
})

test('it is rebuilt, says how it stands, and is made anew when it was lost', async () => {
  const roomId = await makeRoom()
  await say(roomId, ...numbered(35))
  await sweepIndex(app)
  const whole = await readStatus(app)
  expect(whole).toMatchObject({ unbuilt: 0, behind: 0, lag: 0 })
  await forgetIndex(app)
  expect(await readStatus(app)).toMatchObject({ rooms: whole.rooms, unbuilt: whole.rooms })
  await build(app)
  expect(await readStatus(app)).toEqual(whole)
  await sql`truncate search_end, search_segment, search_item`.execute(app.index)
  await sweepIndex(app)
  expect(await readStatus(app)).toEqual(whole)
  expect(await found(people.aiko, '言葉1番', roomId)).toEqual(['言葉1番'])
})

test('an index that knows more than the product, which was brought back from a copy, is put right', async () => {
  const roomId = await makeRoom()
  await say(roomId, '今の言葉')
  await catchUp(app, [roomId])
  await sql`update search_end set tick = tick + 1000 where room_id = ${roomId}`.execute(app.index)
  await say(roomId, '後の言葉')
  await catchUp(app, [roomId])
  expect(await found(people.aiko, '後の言葉', roomId)).toEqual([])
  await sweepIndex(app)
  expect(await found(people.aiko, '後の言葉', roomId)).toEqual(['後の言葉'])
})

test('while it cannot be reached, searches are refused as an outage and messages are sent', async () => {
  const roomId = await makeRoom()
  const gone: App = { ...app, index: openDatabase(openPool('postgres://naniwa@127.0.0.1:1/naniwa')) }
  const asked = messages(gone, people.aiko, { query: '言葉', roomId, limit: 40, timeZone: 'UTC' })
  const error = await asked.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  expect(isOutage(error)).toBe(true)
  await say(roomId, '届く言葉')
  expect(await found(people.aiko, '届く言葉', roomId)).toEqual(['届く言葉'])
  await gone.index.destroy()
})
