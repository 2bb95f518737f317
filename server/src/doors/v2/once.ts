import { Refusal } from '@naniwa/contract'
import { sql } from 'kysely'
import type { App } from '../../context.ts'
import type { Seal } from '../../db/transaction.ts'
import { sha256Hex } from '../../lib/hash.ts'
import { newMessageId } from '../../lib/ids.ts'
import type { Answered } from './answered.ts'
import { badRequest, Fault } from './fault.ts'
import type { Raw } from './kinds.ts'
import type { RawValues } from './operation.ts'

const DAY_MS = 24 * 60 * 60 * 1_000
/** Longer than a request takes: one that is still under way then died with its process. */
const PATIENCE_MS = 2 * 60 * 1_000

export interface Once {
  /** The answer it got when it came first. */
  readonly replay: Answered | null
  /** The id of the message that it sends: the same for each attempt. */
  readonly messageId: string
  /** What its verb answered, when an attempt that nobody heard of has done it; null: it is not done. */
  readonly outcome: unknown
  /** Writes down what the verb answers, in the transaction in which it is done: both are there or neither. */
  readonly seal: Seal
  /**
   * Keeps the answer for those who ask again. What may go better next time is free to be tried at once, with the same message id: it
   * may have been done although the answer says otherwise.
   */
  settle(answered: Answered): Promise<void>
}

/** A request without a key: each is done. */
export function everyTime(app: App): Once {
  return {
    replay: null,
    messageId: newMessageId(app.clock),
    outcome: null,
    seal: async () => {},
    settle: async () => {},
  }
}

/** A request with `Idempotency-Key`: done once a day, however often it comes. @throws {Fault} */
export async function onlyOnce(app: App, accountId: number, key: string, request: string): Promise<Once> {
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) throw badRequest('Idempotency-Key is 1 to 255 visible ASCII characters')
  const { status, body, isFresh, isSame, messageId, outcome } = await claim(app, accountId, key, request)
  if (!isSame) throw badRequest('This Idempotency-Key was used for another request')
  if (!isFresh && status === null)
    throw new Fault(409, 'The first request with this Idempotency-Key is under way', { 'Retry-After': '1' })
  const mine = sql`account_id = ${accountId} and key = ${key}`
  return {
    replay: isFresh ? null : { status: status as number, body },
    messageId,
    outcome: outcome === null ? null : JSON.parse(outcome),
    async seal(tx, answer) {
      const written = await sql`
        update api_once set outcome = ${JSON.stringify(answer)} where ${mine} and outcome is null
      `.execute(tx)
      if (written.numAffectedRows !== 1n) throw new Refusal('unavailable', 'another attempt did it', { retryAfter: 1 })
    },
    async settle(answered) {
      const mayGoBetter = answered.status === 429 || answered.status >= 500
      if (mayGoBetter) await sql`update api_once set created_at = ${longAgo(app)} where ${mine}`.execute(app.db)
      else
        await sql`update api_once set status = ${answered.status}, body = ${answered.body} where ${mine}`.execute(
          app.db,
        )
    },
  }
}

/** As if the attempt had died: the next one takes its place. */
function longAgo({ clock }: App): Date {
  return new Date(clock.now().getTime() - PATIENCE_MS - 1)
}

interface Row {
  readonly outcome: string | null
  readonly status: number | null
  readonly body: string | null
  readonly messageId: string
  /** This request is the one to be done. */
  readonly isFresh: boolean
  readonly isSame: boolean
}

async function claim(app: App, accountId: number, key: string, request: string): Promise<Row> {
  const now = app.clock.now()
  const before = (milliseconds: number) => new Date(now.getTime() - milliseconds)
  // What is a day old is as if it had not been. Of one that died, the next attempt goes on.
  const { rows } = await sql<Row>`
    insert into api_once as o (account_id, key, request, message_id, created_at)
    values (${accountId}, ${key}, ${request}, ${newMessageId(app.clock)}, ${now})
    on conflict (account_id, key) do update set
      request = excluded.request, status = null, body = null, created_at = excluded.created_at,
      message_id = case when o.created_at < ${before(DAY_MS)} then excluded.message_id else o.message_id end,
      outcome = case when o.created_at < ${before(DAY_MS)} then null else o.outcome end
    where o.created_at < ${before(DAY_MS)}
      or (o.status is null and o.created_at < ${before(PATIENCE_MS)} and o.request = excluded.request)
    returning null as status, null as body, message_id::text, outcome, true as is_fresh, true as is_same
  `.execute(app.db)
  if (rows[0]) return rows[0]
  const { rows: known } = await sql<Row>`
    select status, body, message_id::text, outcome, false as is_fresh, request = ${request} as is_same
    from api_once where account_id = ${accountId} and key = ${key}
  `.execute(app.db)
  // It may just have been swept away: then this one comes too soon.
  return known[0] ?? { status: null, body: null, messageId: '0', outcome: null, isFresh: false, isSame: true }
}

/** What was asked, to tell one request from another. */
export function fingerprint(what: string, form: RawValues): string {
  const plain = (raw: Raw) => (typeof raw === 'string' ? raw : [raw.name, raw.sha256])
  return sha256Hex(JSON.stringify([what, [...form].map(([name, raw]) => [name, plain(raw)]).sort()]))
}

/** Removes what is a day old. */
export async function sweepOnce(app: App): Promise<void> {
  const old = new Date(app.clock.now().getTime() - DAY_MS)
  await app.db.deleteFrom('apiOnce').where('createdAt', '<', old).execute()
}
