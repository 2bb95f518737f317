import { sql } from 'kysely'
import type { App } from '../context.ts'
import { type Transaction, transact } from '../db/transaction.ts'
import { periodically } from '../lib/periodic.ts'
import { queueOrder } from './deliver.ts'
import { type Device, deviceColumns, waitsUntil } from './device.ts'
import type { News } from './news.ts'

const PERIOD_MS = 30_000
const BATCH = 500
/** Pieces of news of one order, the newest; of a hundred places nobody is told by name. */
const LOOKED_AT = 20

interface Waiting {
  readonly accountId: number
  readonly sessionId: number
}

/** Orders one push for each device whose owner's quiet hours are over, of all that was held. Each once, however many processes look. */
export async function releaseHeld(app: App): Promise<void> {
  const { rows } = await sql<Waiting>`
    select distinct account_id, session_id from (
      select account_id, session_id from push_held where due_at <= ${app.clock.now()} order by due_at limit ${BATCH}
    ) h
  `.execute(app.db)
  for (const waiting of rows) await transact(app, (tx) => release(app, tx, waiting))
}

/** Looks every 30 seconds. Answers with the way to stop, which resolves when nothing is under way. */
export function watchHeld(app: App): () => Promise<void> {
  return periodically(
    PERIOD_MS,
    () => releaseHeld(app),
    (err) => app.log.warn({ err }, 'what quiet hours held cannot be looked at'),
  )
}

/** Quiet hours may be longer by now than when it was held. */
async function release(app: App, tx: Transaction, { accountId, sessionId }: Waiting): Promise<void> {
  const now = app.clock.now()
  const { rows } = await sql<Device>`
    select ${deviceColumns(now)} from push_device d join account a on a.id = d.account_id
    where d.account_id = ${accountId} and d.session_id = ${sessionId}
  `.execute(tx)
  const [device] = rows
  const until = device && waitsUntil(device, false, now)
  if (until) await postpone(tx, device, until)
  else if (device) {
    const news = await take(tx, device)
    if (news.length > 0) await queueOrder(app, tx, device, news)
  }
}

async function postpone(tx: Transaction, { accountId, sessionId }: Waiting, until: Date): Promise<void> {
  await sql`
    update push_held set due_at = ${until} where account_id = ${accountId} and session_id = ${sessionId} and due_at < ${until}
  `.execute(tx)
}

/** What was held of messages comes in the order of their ids, and so of time; tasks and requests are last. */
async function take(tx: Transaction, { accountId, sessionId }: Waiting): Promise<News[]> {
  const { rows } = await sql<{ news: News }>`
    with taken as (delete from push_held where account_id = ${accountId} and session_id = ${sessionId} returning news)
    select news from taken order by (news ->> 'id')::bigint desc nulls last limit ${LOOKED_AT}
  `.execute(tx)
  return rows.map(({ news }) => news)
}
