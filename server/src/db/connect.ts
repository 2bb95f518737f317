import { sql } from 'kysely'
import type pg from 'pg'
import { Fatal } from '../lib/fatal.ts'
import { joinEmbedded, startEmbedded } from './embedded.ts'
import { sqlState } from './errors.ts'
import { type Database, openDatabase, openPool } from './pool.ts'

/** An open database, checked to answer and to be one that Naniwa can use. */
export type Connection = Readonly<{
  /** Straight to the server, with the password: for `pg` and what is built on it, never for a log. */
  url: string
  kind: 'embedded' | 'external'
  /** Sessions of the server itself: for migrations, which hold a lock through several transactions. */
  pool: pg.Pool
  /** For everything else; perhaps through a pooler. */
  db: Database
  /** The search index: `db` itself, or the database of SEARCH_DATABASE_URL with its own pool. */
  index: Database
  indexPool: pg.Pool | undefined
  /** As PostgreSQL says it, such as `18.4`. */
  version: string
  /** Rejects with a {@link Fatal} when the embedded PostgreSQL ended and cannot be brought back; never resolves. */
  gone: Promise<never>
  /** Closes the pool, then stops the embedded PostgreSQL if it was started here. */
  close(): Promise<void>
}>

export type ConnectOptions = Readonly<{
  databaseUrl: string | undefined
  searchDatabaseUrl?: string | undefined
  databaseDirectUrl?: string | undefined
  dataDirectory: string
  /** `serve` keeps the embedded PostgreSQL for itself; a command's name shares one that is running. */
  purpose: string
  report: (message: string) => void
}>

const LEAST_MAJOR = 15

/**
 * Opens DATABASE_URL, or else the embedded PostgreSQL of the data directory.
 *
 * @throws {Fatal} one line that says why it cannot be used and what to do.
 */
export async function connect(options: ConnectOptions): Promise<Connection> {
  const main = await connectMain(options)
  if (!options.searchDatabaseUrl) return { ...main, index: main.db, indexPool: undefined }
  try {
    const { db, pool } = await open(options.searchDatabaseUrl, 'SEARCH_DATABASE_URL')
    const close = async () => {
      await db.destroy()
      await main.close()
    }
    return { ...main, index: db, indexPool: pool, close }
  } catch (error) {
    await main.close()
    throw error
  }
}

type Main = Omit<Connection, 'index' | 'indexPool'>

async function connectMain(options: ConnectOptions): Promise<Main> {
  const { databaseUrl, databaseDirectUrl } = options
  if (databaseUrl) {
    const url = databaseDirectUrl ?? databaseUrl
    const opened = await open(url, databaseDirectUrl ? 'DATABASE_DIRECT_URL' : 'DATABASE_URL')
    const close = () => opened.db.destroy()
    const main = { ...opened, url, kind: 'external', gone: new Promise<never>(() => {}), close } as const
    return databaseDirectUrl ? through(main, databaseUrl) : main
  }
  const { url, gone, stop } = await (options.purpose === 'serve' ? startEmbedded(options) : joinEmbedded(options))
  try {
    const opened = await open(url, undefined)
    const close = async () => {
      await opened.db.destroy()
      await stop()
    }
    return { ...opened, url, kind: 'embedded', gone, close }
  } catch (error) {
    await stop()
    throw error
  }
}

/** @param variable that names it, for what is said when it cannot be used. */
async function open(url: string, variable: string | undefined): Promise<Pick<Connection, 'pool' | 'db' | 'version'>> {
  const pool = openPool(url)
  try {
    return { pool, db: openDatabase(pool), version: await checkServer(pool) }
  } catch (error) {
    await pool.end()
    throw variable ? new Fatal(refusal(url, variable, error)) : error
  }
}

/** The same with a pooler in between for all but migrations and the queues. */
async function through(direct: Main, url: string): Promise<Main> {
  const db = openDatabase(openPool(url, { to: 'pooler' }))
  const close = async () => {
    await db.destroy()
    await direct.close()
  }
  try {
    await sql`select 1`.execute(db)
    return { ...direct, db, close }
  } catch (error) {
    await close()
    throw new Fatal(refusal(url, 'DATABASE_URL', error))
  }
}

async function checkServer(pool: pg.Pool): Promise<string> {
  const { rows } = await pool.query<ServerFacts>(
    `select current_setting('server_version') as version, current_setting('server_version_num')::int as number,
            current_setting('server_encoding') as encoding`,
  )
  const facts = rows[0] as ServerFacts
  const unfit = unfitness(facts)
  if (unfit) throw new Fatal(unfit)
  return facts.version.split(' ')[0] as string
}

export type ServerFacts = Readonly<{ version: string; number: number; encoding: string }>

/** Why Naniwa cannot use such a server, and what to do; undefined if it can. */
export function unfitness({ version, number, encoding }: ServerFacts): string | undefined {
  if (number < LEAST_MAJOR * 10_000)
    return `it is PostgreSQL ${version} and Naniwa asks for ${LEAST_MAJOR} or newer: upgrade it`
  if (encoding !== 'UTF8') return `its encoding is ${encoding}: make the database with encoding 'UTF8'`
  return undefined
}

function refusal(url: string, variable: string, error: unknown): string {
  return `The database of ${variable} (${withoutSecrets(url)}) cannot be used: ${reason(variable, error)}.`
}

function reason(variable: string, error: unknown): string {
  if (error instanceof Fatal) return error.message
  const { code, message } = error as NodeJS.ErrnoException
  const state = sqlState(error)
  if (state === '28P01') return `the password is wrong: correct it in ${variable}`
  if (state === '28000') return `${message}: correct the user in ${variable}, or pg_hba.conf`
  if (state === '3D000') return `${message}: create it (createdb), or correct ${variable}`
  if (code === 'ECONNREFUSED' || code === 'ENOENT')
    return `nothing answers there: start PostgreSQL, or correct ${variable}`
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return `its host name is unknown: correct ${variable}`
  if (code === 'ETIMEDOUT' || /timeout/.test(message))
    return `it did not answer in time: check host, port and firewall in ${variable}`
  return `${message || code || String(error)}`.replace(/\.$/, '')
}

/** What may be shown of a URL: where it points, not with which password. */
function withoutSecrets(text: string): string {
  const url = URL.parse(text)
  return url ? `${url.host}${url.pathname}` : 'unreadable'
}
