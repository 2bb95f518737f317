import { sql } from 'kysely'
import { idArray } from '../db/sql.ts'
import type { Queries } from '../db/transaction.ts'
import type { People } from './questions.ts'

/** Whose these accounts are: the log does not know it, so that writing it asks the database nothing. */
export async function peopleOf(db: Queries, accounts: readonly number[]): Promise<People> {
  if (accounts.length === 0) return []
  const { rows } = await sql<{ id: number; organizationId: number }>`
    select id, organization_id from account where id = any(${idArray(accounts)})
  `.execute(db)
  return rows.map(({ id, organizationId }) => [id, organizationId])
}
