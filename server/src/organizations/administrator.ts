import { Refusal } from '@naniwa/contract'
import type { Actor } from '../context.ts'
import type { Queries } from '../db/transaction.ts'

/** The organization the actor administers. @throws {Refusal} `forbidden` when there is none. */
export async function requireAdministrator(db: Queries, actor: Actor): Promise<number> {
  const account = await db
    .selectFrom('account')
    .where('id', '=', actor.accountId)
    .where('organizationRole', '=', 'administrator')
    .select('organizationId')
    .executeTakeFirst()
  if (!account) throw new Refusal('forbidden', 'only for administrators')
  return account.organizationId
}
