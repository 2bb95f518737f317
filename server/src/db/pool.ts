import type { Socket } from 'node:net'
import { CamelCasePlugin, Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { CommittedAlone } from './errors.ts'
import type { DB } from './types.ts'

/** The database as everything above sees it: camelCase names over one pool of connections. */
export type Database = Kysely<DB>

export type PoolOptions = Readonly<{
  /** Connections at most, 10 unless told otherwise. The embedded server takes 60 in all. */
  max?: number
  /** How long one statement may take before PostgreSQL cancels it, in milliseconds; 30,000 unless told otherwise, 0 for ever. */
  statementTimeout?: number
  /** How a connection shows in pg_stat_activity. */
  applicationName?: string
  /**
   * `pooler`: every transaction may run on another connection of the server (PgBouncer in transaction mode). Nothing is prepared by
   * name then, and `statementTimeout` and the limit of a silent transaction are the pooler's to set.
   */
  to?: 'server' | 'pooler'
}>

export const STATEMENT_MS = 30_000
/**
 * For so long a transaction may wait for its next statement. A machine that is gone without a word says neither that nor goodbye, and
 * PostgreSQL would hold what it has locked, a room say, until TCP gives it up: for two hours.
 */
export const SILENT_MS = 60_000
export const SILENT_TRANSACTION: string = `-c idle_in_transaction_session_timeout=${SILENT_MS}`
/** How much later than it should a server may end a statement. */
const SLACK_MS = 5_000
const INT8 = 20
const DATE = 1082
const INT8_ARRAY = 1016
const PREPARED = /^\/\* prepared (\S+) \*\//

/**
 * Opens a pool. Nothing is connected until the first query.
 *
 * `bigint` arrives as a number and a value beyond 2^53 is an error, so message ids are always selected `::text`. A `date`
 * stays `YYYY-MM-DD`. What is inside a `json` value keeps the spelling it was stored or built with.
 *
 * A statement that begins with a comment of the word `prepared` and a name is planned once per connection and not each time.
 */
export function openPool(url: string, options: PoolOptions = {}): pg.Pool {
  const { to = 'server', statementTimeout = STATEMENT_MS } = options
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max ?? 10,
    application_name: options.applicationName ?? 'naniwa',
    ...(to === 'server' && { statement_timeout: statementTimeout, options: SILENT_TRANSACTION }),
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    types: { getTypeParser: typeParser as typeof pg.types.getTypeParser },
  })
  // A connection that breaks says so in the next query. Unheard, the event would end the process: the pool hears it for the
  // connections that rest, nobody for one that is between two queries of a transaction.
  pool.on('error', () => {})
  pool.on('connect', (client) => {
    client.on('error', () => {})
    if (to === 'server') prepareMarked(client)
    failWhenAlone(client)
    if (statementTimeout > 0) cutWhenStuck(client, statementTimeout + SLACK_MS)
  })
  return pool
}

/**
 * PostgreSQL ends a statement in time, but only one that is there to do so: a server that hangs, or a network that is cut without a
 * word, would hold the connection for ever. What was under way fails, and the pool lets the connection go.
 */
function cutWhenStuck(client: pg.PoolClient, milliseconds: number): void {
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection
  stream.setTimeout(milliseconds, () => stream.destroy(new Error('Connection terminated: the database is silent')))
}

/** By this name PostgreSQL's source warns, in whatever language: "the transaction has committed locally, but might not have been replicated". */
const ENDED_WAIT = 'SyncRepWaitForLSN'

/** A commit whose wait for the replica was cancelled is answered as done, with a warning. Nobody may be told that it is. */
function failWhenAlone(client: pg.PoolClient): void {
  let isAlone = false
  client.on('notice', ({ routine }) => {
    if (routine === ENDED_WAIT) isAlone = true
  })
  const query = client.query as (...args: unknown[]) => unknown
  const ifKept = (result: unknown) => {
    if (!isAlone) return result
    isAlone = false
    throw new CommittedAlone('what was committed has not reached the replica')
  }
  const checked = (...args: unknown[]) => {
    const answer = query.apply(client, args)
    return answer instanceof Promise ? answer.then(ifKept) : answer
  }
  client.query = checked as typeof client.query
}

/** Planning the statement of a send takes longer than running it for a few messages: 1.4 ms of 1.8. */
function prepareMarked(client: pg.PoolClient): void {
  const marked = (text: unknown, values?: unknown, callback?: unknown) => {
    const name = typeof text === 'string' ? PREPARED.exec(text)?.[1] : undefined
    const query = pg.Client.prototype.query as (...args: unknown[]) => unknown
    return name ? query.call(client, { name, text, values }, callback) : query.call(client, text, values, callback)
  }
  client.query = marked as typeof client.query
}

/** Kysely over a pool. `destroy()` on it ends the pool too. */
export function openDatabase(pool: pg.Pool): Database {
  return new Kysely<DB>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  })
}

function typeParser(oid: number, format?: 'text' | 'binary'): (text: string) => unknown {
  if (oid === INT8) return safeInteger
  if (oid === DATE) return (text) => text
  const parse = pg.types.getTypeParser(oid, format as 'text')
  if (oid === INT8_ARRAY) return (text) => (parse(text) as (string | null)[]).map((item) => item && safeInteger(item))
  return parse
}

function safeInteger(text: string): number {
  const number = Number(text)
  if (!Number.isSafeInteger(number)) throw new RangeError(`bigint ${text} is beyond 2^53: select it as ::text`)
  return number
}
