import { Refusal } from '@naniwa/contract'
import { sql } from 'kysely'
import { idArray } from '../db/sql.ts'
import type { Queries } from '../db/transaction.ts'

/**
 * Checks that all of these may be written to and added to rooms by this account: people of the same organization, and contacts.
 * Blocking ends a contact, so who is blocked reaches nobody. Throws `not_found` without saying which.
 */
export async function requireReach(db: Queries, accountId: number, others: readonly number[]): Promise<void> {
  const ids = [...new Set(others)].filter((id) => id !== accountId)
  if (ids.length === 0) return
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from account a
    where a.id = any(${idArray(ids)}) and a.deactivated_at is null and (
      a.organization_id = (select organization_id from account where id = ${accountId})
      or exists (
        select from contact c where c.account_id = ${accountId} and c.person_id = a.id and c.standing = 'contact'
      )
    )
  `.execute(db)
  if (rows[0]?.count !== ids.length) throw new Refusal('not_found', 'not everyone is within reach')
}
