import { Refusal } from '@naniwa/contract'
import type { Actor } from '../context.ts'
import type { Transaction } from '../db/transaction.ts'
import { lockRoles, requireAdministrator } from '../organizations/administrator.ts'

export interface Colleague {
  readonly organizationId: number
  readonly active: boolean
}

/**
 * Somebody of the organization that the actor administers, whose roles are locked until the commit.
 *
 * @throws {Refusal} `forbidden`, or `not_found` also for people of another organization.
 */
export async function lockColleague(tx: Transaction, actor: Actor, accountId: number): Promise<Colleague> {
  await lockRoles(tx, actor.accountId)
  const organizationId = await requireAdministrator(tx, actor)
  const account = await tx
    .selectFrom('account')
    .where('id', '=', accountId)
    .where('organizationId', '=', organizationId)
    .select('deactivatedAt')
    .executeTakeFirst()
  if (!account) throw new Refusal('not_found', 'nobody like that')
  return { organizationId, active: account.deactivatedAt === null }
}
