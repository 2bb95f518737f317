import { Refusal } from '@naniwa/contract'
import type { Actor } from '../context.ts'
import type { Queries, Transaction } from '../db/transaction.ts'

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

/** One change of roles at a time in an organization: two administrators cannot demote, or put out, each other. */
export async function lockRoles(tx: Transaction, accountId: number): Promise<void> {
  await organizationOf(tx, accountId).forNoKeyUpdate().execute()
}

/** The same, and nobody joins it before the commit: whoever is the last one in it is so until then. Answers its id. */
export async function lockOrganization(tx: Transaction, accountId: number): Promise<number> {
  const { id } = await organizationOf(tx, accountId).forUpdate().executeTakeFirstOrThrow()
  return id
}

function organizationOf(tx: Transaction, accountId: number) {
  return tx
    .selectFrom('organization')
    .where('id', '=', (inner) => inner.selectFrom('account').where('id', '=', accountId).select('organizationId'))
    .select('id')
}

/** @throws {Refusal} `last_administrator` when nobody but this person administers the organization. */
export async function requireAnother(tx: Transaction, organizationId: number, accountId: number): Promise<void> {
  const another = await tx
    .selectFrom('account')
    .where('organizationId', '=', organizationId)
    .where('organizationRole', '=', 'administrator')
    .where('deactivatedAt', 'is', null)
    .where('id', '!=', accountId)
    .limit(1)
    .select('id')
    .executeTakeFirst()
  if (!another) throw new Refusal('last_administrator')
}

/** Whether anybody but this person is in the organization. */
export async function hasOthers(tx: Transaction, organizationId: number, accountId: number): Promise<boolean> {
  const other = await tx
    .selectFrom('account')
    .where('organizationId', '=', organizationId)
    .where('deactivatedAt', 'is', null)
    .where('id', '!=', accountId)
    .limit(1)
    .select('id')
    .executeTakeFirst()
  return other !== undefined
}
