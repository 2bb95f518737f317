import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../testing/world.ts'
import { isOutage } from './errors.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())

async function value(expression: string): Promise<unknown> {
  const { rows } = await sql.raw<{ theValue: unknown }>(`select ${expression} as the_value`).execute(database.db)
  return rows[0]?.theValue
}

test('a bigint arrives as a number, and one beyond 2^53 is an error instead of a wrong number', async () => {
  expect(await value('9007199254740991::int8')).toBe(Number.MAX_SAFE_INTEGER)
  await expect(value('9007199254740993::int8')).rejects.toThrow('select it as ::text')
  expect(await value('9007199254740993::int8::text')).toBe('9007199254740993')
})

test('an array of bigints arrives as numbers', async () => {
  expect(await value('array[1, null, 3]::int8[]')).toEqual([1, null, 3])
})

test('a timestamp is a Date, a date stays a string, and json keeps its keys', async () => {
  expect(await value(`timestamptz '2026-11-22 09:00:00.123+09'`)).toEqual(new Date('2026-11-22T00:00:00.123Z'))
  expect(await value(`date '2026-11-22'`)).toBe('2026-11-22')
  expect(await value(`json_build_object('snake_key', json_build_object('camelKey', 1))`)).toEqual({
    snake_key: { camelKey: 1 },
  })
})

test('the database speaks UTF-8 and orders by code point', async () => {
  expect(await value(`current_setting('server_encoding')`)).toBe('UTF8')
  expect(await value(`lower('ÄÖ') || upper('ß') || ('東' < '京')::text`)).toBe('äößfalse')
})

test('a statement that takes too long is cancelled, and a transaction that is silent for too long', async () => {
  expect(await value(`current_setting('statement_timeout')`)).toBe('30s')
  expect(await value(`current_setting('idle_in_transaction_session_timeout')`)).toBe('1min')
})

test('a statement marked as prepared is planned once for a connection, whatever its parameters', async () => {
  await database.db.connection().execute(async (db) => {
    for (const list of [[1, 2], [3]]) {
      const { rows } = await sql<{ sum: number }>`/* prepared pool.sum */
        select sum(n) as sum from unnest(${list}::int[]) n`.execute(db)
      expect(rows).toEqual([{ sum: 3 }])
    }
    const { rows } = await sql`select name, generic_plans + custom_plans as uses from pg_prepared_statements`.execute(
      db,
    )
    expect(rows).toEqual([{ name: 'pool.sum', uses: 2 }])
  })
})

test('a connection that breaks between two queries of a transaction fails that transaction and nothing else', async () => {
  const breaking = database.db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx)
    await sql`select pg_terminate_backend(${rows[0]?.pid})`.execute(database.db)
    await sql`select 1`.execute(database.db)
    await sql`select 1`.execute(tx)
  })
  expect(await breaking.catch(isOutage)).toBe(true)
  expect(await value(`1`)).toBe(1)
})
