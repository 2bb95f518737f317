import type { OauthScope } from '@naniwa/contract'
import { type RawBuilder, sql } from 'kysely'
import type { App } from '../context.ts'
import { transact } from '../db/transaction.ts'

/** How long one that registered itself waits to be let in, in milliseconds. Somebody who has just been sent here is still thinking. */
export const WAITING_MS = 24 * 60 * 60 * 1_000
/** Most that nobody has let in yet. When there are as many, the oldest that nobody is being asked about go. */
const WAITING_LIMIT = 1_000
/** So many of them at once, so that not each that comes then has to look for one. */
const GO_AT_ONCE = 20

export interface Newcomer {
  readonly clientId: string
  readonly name: string
  readonly redirectUris: readonly string[]
  readonly scopes: readonly OauthScope[]
  readonly createdAt: Date
}

const isNotIn = sql`not exists (select from oauth_connection c where c.client_id = a.client_id)`

/** Keeps one that registered itself. False: people are being asked about too many others. */
export async function keepWaiting(app: App, newcomer: Newcomer): Promise<boolean> {
  if (await insert(app, newcomer)) return true
  await dropWaiting(
    app,
    sql`not exists (
      select from oauth_item i
      where i.kind = 'Interaction' and i.expires_at > now() and i.payload -> 'params' ->> 'client_id' = a.client_id
    ) order by a.created_at limit ${GO_AT_ONCE}`,
  )
  return await insert(app, newcomer)
}

async function insert(app: App, { clientId, name, redirectUris, scopes, createdAt }: Newcomer): Promise<boolean> {
  const since = new Date(createdAt.getTime() - WAITING_MS)
  const { numAffectedRows } = await sql`
    insert into oauth_app (client_id, account_id, name, kind, secret_hash, redirect_uris, scopes, created_at)
    select ${clientId}, null, ${name}, 'public', null, ${redirectUris}::text[], ${scopes}::text[], ${createdAt}::timestamptz
    where (
      select count(*) from (
        select from oauth_app a where a.account_id is null and a.created_at > ${since} and ${isNotIn} limit ${WAITING_LIMIT}
      ) as waiting
    ) < ${WAITING_LIMIT}
  `.execute(app.db)
  return numAffectedRows === 1n
}

/**
 * Drops applications that registered themselves and that nobody let in: those for which `which` holds of the row `a` (which may go on with
 * an order and a limit). Under the lock that
 * letting one in takes (`connect.ts`): what somebody lets in at this moment stays.
 */
export async function dropWaiting(app: App, which: RawBuilder<unknown>): Promise<void> {
  await transact(app, async (tx) => {
    const { rows } = await sql<{ clientId: string }>`
      select a.client_id from oauth_app a where a.account_id is null and ${isNotIn} and ${which} for update of a skip locked
    `.execute(tx)
    // Another statement, so that it sees what was committed before the lock was had.
    await sql`
      delete from oauth_app a where a.client_id = any(${rows.map(({ clientId }) => clientId)}) and ${isNotIn}
    `.execute(tx)
  })
}
