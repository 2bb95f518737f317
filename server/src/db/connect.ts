import type pg from 'pg'
import { Fatal } from '../lib/fatal.ts'
import { joinEmbedded, startEmbedded } from './embedded.ts'
import { sqlState } from './errors.ts'
import { type Database, openDatabase, openPool } from './pool.ts'

/** An open database, checked to answer and to be one that Naniwa can use. */
export type Connection = Readonly<{
  /** With the password: for `pg` and what is built on it, never for a log. */
  url: string
  kind: 'embedded' | 'external'
  pool: pg.Pool
  db: Database
  /** As PostgreSQL says it, such as `18.4`. */
  version: string
  /** Rejects with a {@link Fatal} when the embedded PostgreSQL ended and cannot be brought back; never resolves. */
  gone: Promise<never>
  /** Closes the pool, then stops the embedded PostgreSQL if it was started here. */
  close(): Promise<void>
}>

export type ConnectOptions = Readonly<{
  databaseUrl: string | undefined
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
  if (options.databaseUrl)
    return await open(options.databaseUrl, 'external', new Promise<never>(() => {}), async () => {})
  const { url, gone, stop } = await (options.purpose === 'serve' ? startEmbedded(options) : joinEmbedded(options))
  return await open(url, 'embedded', gone, stop)
}

async function open(
  url: string,
  kind: Connection['kind'],
  gone: Promise<never>,
  stop: () => Promise<void>,
): Promise<Connection> {
  const pool = openPool(url)
  try {
    const version = await checkServer(pool)
    const db = openDatabase(pool)
    const close = async () => {
      await db.destroy()
      await stop()
    }
    return { url, kind, pool, db, version, gone, close }
  } catch (error) {
    await pool.end()
    await stop()
    throw kind === 'external' ? new Fatal(refusal(url, error)) : error
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

function refusal(url: string, error: unknown): string {
  return `The database of DATABASE_URL (${withoutSecrets(url)}) cannot be used: ${reason(error)}.`
}

function reason(error: unknown): string {
  if (error instanceof Fatal) return error.message
  const { code, message } = error as NodeJS.ErrnoException
  const state = sqlState(error)
  if (state === '28P01') return 'the password is wrong: correct it in DATABASE_URL'
  if (state === '28000') return `${message}: correct the user in DATABASE_URL, or pg_hba.conf`
  if (state === '3D000') return `${message}: create it (createdb), or correct DATABASE_URL`
  if (code === 'ECONNREFUSED' || code === 'ENOENT')
    return 'nothing answers there: start PostgreSQL, or correct DATABASE_URL'
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'its host name is unknown: correct DATABASE_URL'
  if (code === 'ETIMEDOUT' || /timeout/.test(message))
    return 'it did not answer in time: check host, port and firewall in DATABASE_URL'
  return `${message || code || String(error)}`.replace(/\.$/, '')
}

/** What may be shown of a URL: where it points, not with which password. */
function withoutSecrets(text: string): string {
  const url = URL.parse(text)
  return url ? `${url.host}${url.pathname}` : 'unreadable'
}
