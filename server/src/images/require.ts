import { Refusal } from '@naniwa/contract'
import { sql } from 'kysely'
import type { Queries } from '../db/transaction.ts'

/** Throws `not_found` for a picture that was never stored; none at all is fine. */
export async function requireImage(db: Queries, hash: string | null | undefined): Promise<void> {
  if (!hash) return
  const { rows } = await sql`select from image where hash = ${hash}`.execute(db)
  if (rows.length === 0) throw new Refusal('not_found', 'no such picture')
}
