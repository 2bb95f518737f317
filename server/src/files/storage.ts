import { Refusal } from '@naniwa/contract'
import { sql } from 'kysely'
import type { App } from '../context.ts'
import type { Queries, Transaction } from '../db/transaction.ts'

/*
 * What each organization's people keep here. An upload is counted when it begins, so that those at the same time cannot fill the storage
 * beyond its quota together, and nobody is refused after having sent five gigabytes.
 */

/** Answers the quota; null is none. @throws {Refusal} `quota_exceeded`. */
export async function reserve(app: App, tx: Transaction, organizationId: number, size: number): Promise<number | null> {
  const quota = await readQuota(app, tx, organizationId)
  const { rows } = await sql`
    insert into organization_storage as s (organization_id, reserved) select ${organizationId}, ${size}
    where ${quota}::bigint is null or ${size} <= ${quota}::bigint
    on conflict (organization_id) do update set reserved = s.reserved + excluded.reserved
    where ${quota}::bigint is null or s.used + s.reserved + excluded.reserved <= ${quota}::bigint
    returning 1
  `.execute(tx)
  if (rows.length === 0) throw new Refusal('quota_exceeded', 'the organization’s storage is full')
  return quota
}

/** An upload has become a file. */
export async function settleReserved(tx: Transaction, organizationId: number, size: number): Promise<void> {
  await change(tx, organizationId, { used: size, reserved: -size })
}

/** An upload is given up. */
export async function releaseReserved(tx: Transaction, organizationId: number, size: number): Promise<void> {
  await change(tx, organizationId, { used: 0, reserved: -size })
}

/** A file is deleted. */
export async function releaseUsed(tx: Transaction, organizationId: number, size: number): Promise<void> {
  await change(tx, organizationId, { used: -size, reserved: 0 })
}

async function change(
  tx: Transaction,
  organizationId: number,
  by: { readonly used: number; readonly reserved: number },
): Promise<void> {
  await sql`
    update organization_storage set used = used + ${by.used}, reserved = reserved + ${by.reserved}
    where organization_id = ${organizationId}
  `.execute(tx)
}

/** The organization's own quota goes before the server's; null is none. */
export async function readQuota(app: App, db: Queries, organizationId: number): Promise<number | null> {
  const { rows } = await sql<{ quotaBytes: number | null }>`
    select quota_bytes from organization where id = ${organizationId}
  `.execute(db)
  return rows[0]?.quotaBytes ?? app.config.quotaBytes
}

export async function readUsed(db: Queries, organizationId: number): Promise<number> {
  const { rows } = await sql<{ used: number }>`
    select used from organization_storage where organization_id = ${organizationId}
  `.execute(db)
  return rows[0]?.used ?? 0
}

export async function organizationOf(db: Queries, accountId: number): Promise<number> {
  const { rows } = await sql<{ organizationId: number }>`
    select organization_id from account where id = ${accountId}
  `.execute(db)
  const found = rows[0]
  if (!found) throw new Refusal('unauthenticated', 'the account is gone')
  return found.organizationId
}
