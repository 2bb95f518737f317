import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { emptyDatabase } from '../testing/world.ts'
import { MIGRATIONS, migrate, migrationState, readMigrations } from './migrate.ts'
import { openPool } from './pool.ts'

let folder: string
let database: Awaited<ReturnType<typeof emptyDatabase>>
let pool: pg.Pool

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'migrations-'))
  database = await emptyDatabase()
  pool = openPool(database.url)
  await file('0001_first.sql', 'create table first (id int);')
})
afterEach(async () => {
  await pool.end()
  await database.drop()
  await rm(folder, { recursive: true })
})

function file(name: string, sql: string): Promise<void> {
  return writeFile(join(folder, name), sql)
}

async function names(): Promise<string[]> {
  return (await migrate(pool, folder)).map(({ name }) => name)
}

test('each migration is applied once, in order', async () => {
  await file('0002_second.sql', 'alter table first add column name text;')
  expect(await names()).toEqual(['0001_first', '0002_second'])
  expect(await names()).toEqual([])
  await file('0003_third.sql', 'select 1;')
  expect((await migrationState(pool, folder)).pending.map(({ number }) => number)).toEqual([3])
  expect(await names()).toEqual(['0003_third'])
})

test('many starters at once apply each migration once, an index built concurrently too', async () => {
  await file('0002_index.sql', '--! no-transaction\ncreate index concurrently a on first (id);\n')
  const pools = Array.from({ length: 5 }, () => openPool(database.url))
  const applied = await Promise.all(pools.map((each) => migrate(each, folder)))
  expect(applied.flat()).toHaveLength(2)
  await Promise.all(pools.map((each) => each.end()))
})

test('a migration that fails leaves nothing behind and is named', async () => {
  await file('0002_bad.sql', 'create table second (id int); select nonsense;')
  await expect(migrate(pool, folder)).rejects.toThrow('0002_bad: column "nonsense" does not exist')
  const { applied, pending } = await migrationState(pool, folder)
  expect([applied.length, pending.length]).toEqual([1, 1])
  await file('0002_bad.sql', 'create table second (id int);')
  expect(await names()).toEqual(['0002_bad'])
})

test('an index is built concurrently, outside a transaction', async () => {
  await file(
    '0002_index.sql',
    '--! no-transaction\ncreate index concurrently a on first (id);\ncreate index concurrently b on first (id);\n',
  )
  expect(await names()).toEqual(['0001_first', '0002_index'])
})

test('an older version starts on a newer schema, unless a newer migration is breaking', async () => {
  await file('0002_newer.sql', 'select 1;')
  await migrate(pool, folder)
  await rm(join(folder, '0002_newer.sql'))
  expect(await names()).toEqual([])
  await file('0003_breaking.sql', '--! breaking\nselect 1;')
  await migrate(pool, folder)
  await rm(join(folder, '0003_breaking.sql'))
  await expect(migrate(pool, folder)).rejects.toThrow(
    'The database is at schema 0003_breaking, newer than this version of Naniwa knows (1): start the newer version',
  )
  await expect(migrationState(pool, folder)).rejects.toThrow('newer than this version')
})

test('a migration changed after it was applied is refused', async () => {
  await migrate(pool, folder)
  await file('0001_first.sql', 'create table first (id bigint);')
  await expect(migrate(pool, folder)).rejects.toThrow('0001_first was changed after it was applied')
})

test('a role that may not create tables is told so', async () => {
  await pool.query(`drop role if exists visitor`)
  await pool.query(`create role visitor login password 'visitor'`)
  const visitor = openPool(database.url.replace(/\/\/[^@]*@/, '//visitor:visitor@'))
  await expect(migrate(visitor, folder)).rejects.toThrow('The database role may not create tables')
  await visitor.end()
  await pool.query('drop role visitor')
})

test('misnamed and doubly numbered files are refused', async () => {
  await file('0001_again.sql', 'select 1;')
  await expect(readMigrations(folder)).rejects.toThrow('the number 1 is used twice')
  await file('2_short.sql', 'select 1;')
  await expect(readMigrations(folder)).rejects.toThrow('2_short.sql: migrations are named like')
})

test('the migrations of the product are well named', async () => {
  expect(await readMigrations(MIGRATIONS)).toBeInstanceOf(Array)
})
