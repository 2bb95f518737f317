import { readdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'
import { Fatal } from '../lib/fatal.ts'
import { sha256Hex } from '../lib/hash.ts'
import { sqlState } from './errors.ts'

/** The migrations of the product itself. */
export const MIGRATIONS = resolve(import.meta.dirname, '../../migrations')

/** Those of a database that holds the search index alone. */
const INDEX_MIGRATIONS = join(MIGRATIONS, 'search')

/**
 * One file `NNNN_name.sql`. Comment lines at its very top may mark it:
 * `--! breaking`: code that does not know it must not run on the schema it leaves;
 * `--! no-transaction`: its statements, each ending with a semicolon at a line's end, run one by one outside a transaction
 * (`create index concurrently`), so each must be safe to run again.
 */
export type Migration = Readonly<{
  number: number
  name: string
  checksum: string
  sql: string
  breaking: boolean
  transaction: 'one' | 'none'
}>

export type Applied = Readonly<{ number: number; name: string; checksum: string; breaking: boolean }>

export type MigrationState = Readonly<{ applied: readonly Applied[]; pending: readonly Migration[] }>

/** Serialises starters of one database. The number only has to be ours. */
const LOCK = 7_234_120_614

const TURN_POLL_MS = 50

const TABLE = `create table if not exists migration (
  number integer primary key,
  name text not null,
  checksum text not null,
  breaking boolean not null,
  applied_at timestamptz not null default now()
)`

/** The migrations of a folder in order. A file that is not named `NNNN_name.sql`, or a number used twice, is an error. */
export async function readMigrations(folder: string = MIGRATIONS): Promise<Migration[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort()
  const migrations = await Promise.all(files.map((file) => readMigration(folder, file)))
  migrations.forEach(({ number, name }, index) => {
    if (migrations[index - 1]?.number === number) throw new Error(`${name}: the number ${number} is used twice`)
  })
  return migrations
}

async function readMigration(folder: string, file: string): Promise<Migration> {
  const number = Number(/^(\d{4})_[a-z0-9_]+\.sql$/.exec(file)?.[1] ?? Number.NaN)
  if (Number.isNaN(number)) throw new Error(`${file}: migrations are named like 0001_accounts.sql`)
  const sql = await readFile(join(folder, file), 'utf8')
  const marks = /^(--!.*\n)*/.exec(sql)?.[0] ?? ''
  return {
    number,
    name: file.slice(0, -'.sql'.length),
    checksum: sha256Hex(sql),
    sql,
    breaking: /^--! breaking$/m.test(marks),
    transaction: /^--! no-transaction$/m.test(marks) ? 'none' : 'one',
  }
}

/**
 * Brings the database to the schema this code knows and answers with what it applied. Concurrent callers wait for each other
 * and the later ones find nothing to do.
 *
 * @throws {Fatal} when the database is ahead by a breaking migration, an applied file was changed, or the role may not create tables.
 */
export async function migrate(pool: pg.Pool, folder: string = MIGRATIONS): Promise<Migration[]> {
  const migrations = await readMigrations(folder)
  const client = await pool.connect()
  try {
    await client.query('set statement_timeout = 0')
    await takeTurn(client)
    await client.query(TABLE)
    const { pending } = compare(migrations, await readApplied(client))
    for (const migration of pending) await apply(client, migration)
    return [...pending]
  } catch (error) {
    if (sqlState(error) === '42501')
      throw new Fatal(
        `The database role may not create tables: grant it CREATE on the schema (${(error as Error).message}).`,
      )
    throw error
  } finally {
    // Ends the session, and with it the lock and the settings, also when the connection is in an unknown state.
    client.release(true)
  }
}

/** {@link migrate}, and the same for the search index where it has a database of its own. */
export async function migrateAll(databases: {
  readonly pool: pg.Pool
  readonly indexPool: pg.Pool | undefined
}): Promise<Migration[]> {
  const { pool, indexPool } = databases
  const applied = await migrate(pool)
  if (!indexPool) return applied
  const { rows } = await indexPool.query<{ taken: boolean }>(`select to_regclass('account') is not null as taken`)
  if (rows[0]?.taken)
    throw new Fatal('SEARCH_DATABASE_URL names a database with the product in it: name an empty one, or leave it out.')
  return [...applied, ...(await migrate(indexPool, INDEX_MIGRATIONS))]
}

/**
 * Asks again and again instead of waiting in PostgreSQL: a waiting statement holds a snapshot, and `create index concurrently`
 * in the starter that is ahead would wait for that in turn.
 */
async function takeTurn(client: pg.PoolClient): Promise<void> {
  for (;;) {
    const { rows } = await client.query<{ mine: boolean }>('select pg_try_advisory_lock($1) as mine', [LOCK])
    if (rows[0]?.mine) return
    await pause(TURN_POLL_MS)
  }
}

/** What is applied and what is not, without changing anything. */
export async function migrationState(pool: pg.Pool, folder: string = MIGRATIONS): Promise<MigrationState> {
  const migrations = await readMigrations(folder)
  const { rows } = await pool.query<{ present: boolean }>(`select to_regclass('migration') is not null as present`)
  return compare(migrations, rows[0]?.present ? await readApplied(pool) : [])
}

async function readApplied(queries: pg.Pool | pg.PoolClient): Promise<Applied[]> {
  const { rows } = await queries.query<Applied>(
    'select number, name, checksum, breaking from migration order by number',
  )
  return rows
}

function compare(known: readonly Migration[], applied: readonly Applied[]): MigrationState {
  const byNumber = new Map(known.map((migration) => [migration.number, migration]))
  const newest = known.at(-1)?.number ?? 0
  const ahead = applied.findLast(({ number, breaking }) => breaking && number > newest)
  if (ahead) {
    throw new Fatal(
      `The database is at schema ${ahead.name}, newer than this version of Naniwa knows (${newest}): start the newer version, or restore a backup made before it.`,
    )
  }
  for (const { number, name, checksum } of applied) {
    const file = byNumber.get(number)
    if (file && file.checksum !== checksum) {
      throw new Fatal(
        `Migration ${name} was changed after it was applied: restore the file and put the change into a new migration (or, while developing, delete the data directory).`,
      )
    }
  }
  const done = new Set(applied.map(({ number }) => number))
  return { applied, pending: known.filter(({ number }) => !done.has(number)) }
}

async function apply(client: pg.PoolClient, migration: Migration): Promise<void> {
  const { number, name, checksum, breaking } = migration
  const record = () =>
    client.query('insert into migration (number, name, checksum, breaking) values ($1, $2, $3, $4)', [
      number,
      name,
      checksum,
      breaking,
    ])
  try {
    if (migration.transaction === 'none') {
      for (const statement of migration.sql.split(/;[ \t]*$/m)) await client.query(statement)
      await record()
      return
    }
    await client.query('begin')
    await client.query(migration.sql)
    await record()
    await client.query('commit')
  } catch (error) {
    throw error instanceof Error ? Object.assign(error, { message: `${name}: ${error.message}` }) : error
  }
}
