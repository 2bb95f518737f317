import { ECDH } from 'node:crypto'
import { type api, type InputOf, PUSH_DEVICES, Refusal } from '@naniwa/contract'
import { sql } from 'kysely'
import type { Actor, App } from '../context.ts'
import { type Transaction, transact } from '../db/transaction.ts'
import { maySendTo } from '../lib/public-address.ts'

type Input = InputOf<typeof api.push.subscribe>

/** A device says it again whenever its choices change, or the browser gives it another address. */
const RATE = { count: 60, seconds: 60 * 60 }

export async function subscribe(app: App, actor: Actor, input: Input): Promise<Record<string, never>> {
  const { accountId, sessionId } = actor
  if (app.config.push === 'off') throw new Refusal('forbidden', 'this server does not push')
  await app.limits.take(`push.subscribe:${accountId}`, RATE)
  requireReachable(app, input)
  await transact(app, async (tx) => {
    // A session that ends at this moment ends first, or takes the device along.
    const { rows } = await sql`
      select from session where account_id = ${accountId} and id = ${sessionId} for key share
    `.execute(tx)
    if (rows.length === 0) throw new Refusal('forbidden', 'programs are not pushed to')
    await save(app, tx, actor, input)
    await dropOldest(tx, accountId)
  })
  return {}
}

/** Whither its name leads is looked at with every push. */
function requireReachable(app: App, { endpoint, p256dh }: Input): void {
  const refuse = (path: string, message: string) =>
    new Refusal('invalid_input', message, { issues: [{ path, message }] })
  if (!maySendTo(endpoint, app.config.webhookLoopback)) throw refuse('endpoint', 'not an https address')
  try {
    ECDH.convertKey(Buffer.from(p256dh, 'base64url'), 'prime256v1')
  } catch {
    throw refuse('p256dh', 'not a point of P-256')
  }
}

async function save(app: App, tx: Transaction, { accountId, sessionId }: Actor, input: Input): Promise<void> {
  const { endpoint, p256dh, auth, which = null, hidden = null } = input
  await sql`
    insert into push_device as d (account_id, session_id, endpoint, p256dh, auth, which, hidden, created_at)
    values (${accountId}, ${sessionId}, ${endpoint}, ${p256dh}, ${auth}, ${which ?? 'toMe'}, ${hidden ?? false},
      ${app.clock.now()})
    on conflict (account_id, session_id) do update set
      endpoint = excluded.endpoint, p256dh = excluded.p256dh, auth = excluded.auth,
      which = coalesce(${which}, d.which), hidden = coalesce(${hidden}, d.hidden), pace = 'quick', failing_since = null
  `.execute(tx)
}

async function dropOldest(tx: Transaction, accountId: number): Promise<void> {
  await sql`
    delete from push_device where account_id = ${accountId} and session_id in (
      select session_id from push_device where account_id = ${accountId}
      order by created_at desc, session_id desc offset ${PUSH_DEVICES}
    )
  `.execute(tx)
}
