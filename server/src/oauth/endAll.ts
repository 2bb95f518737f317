import { sql } from 'kysely'
import type { Transaction } from '../db/transaction.ts'
import { endGrant, endGrants } from './end.ts'

/** Ends what every application may do in somebody's name. */
export async function endConnections(tx: Transaction, accountId: number): Promise<void> {
  const { rows } = await sql<{ clientId: string }>`
    select client_id from oauth_connection where account_id = ${accountId}
  `.execute(tx)
  for (const { clientId } of rows) await endGrant(tx, accountId, clientId)
}

/** Drops the applications somebody registered, for everybody who uses them: their secrets are known to that person. */
export async function dropApps(tx: Transaction, accountId: number): Promise<void> {
  const { rows } = await sql<{ clientId: string }>`
    select client_id from oauth_app where account_id = ${accountId} order by client_id for update
  `.execute(tx)
  for (const { clientId } of rows) await endGrants(tx, clientId)
  await sql`delete from oauth_app where account_id = ${accountId}`.execute(tx)
}
