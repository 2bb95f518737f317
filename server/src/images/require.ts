import { Refusal } from '@naniwa/contract'
import { sql } from 'kysely'
import type { Transaction } from '../db/transaction.ts'

/** Throws `not_found` for a picture that is not stored; none at all is fine. From here on it is kept for whoever chose it. */
export async function requireImage(tx: Transaction, hash: string | null | undefined, now: Date): Promise<void> {
  if (!hash) return
  const { numAffectedRows } = await sql`update image set wanted_at = ${now} where hash = ${hash}`.execute(tx)
  if (!numAffectedRows) throw new Refusal('not_found', 'no such picture')
}
