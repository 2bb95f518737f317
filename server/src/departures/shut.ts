import { sql } from 'kysely'
import { queue } from '../accounts/queue.ts'
import type { App } from '../context.ts'
import type { Transaction } from '../db/transaction.ts'
import { dropApps, endConnections } from '../oauth/endAll.ts'
import { hasOthers, requireAnother } from '../organizations/administrator.ts'
import { tellAdministrators } from '../organizations/tell.ts'
import { endSessions } from '../sessions/end.ts'
import { dropTokens } from '../tokens/drop.ts'
import { dropWebhooks } from '../webhooks/drop.ts'

/** What an account took along: of the last person the organization, which nobody is in any more. */
export type Closed = 'account' | 'organization'

/**
 * Shuts an account: nobody signs in to it, and all that acts in its name ends. It administers nothing any more, but for the last
 * person's: whoever opens that again finds an organization with an administrator. Its rooms are left right after, one by one
 * (`members/standing.ts`). The organization's roles are locked.
 *
 * @throws {Refusal} `last_administrator`
 */
export async function shut(app: App, tx: Transaction, organizationId: number, accountId: number): Promise<Closed> {
  const administers = await holdAccount(tx, accountId)
  const closed = (await hasOthers(tx, organizationId, accountId)) ? 'account' : 'organization'
  if (administers && closed === 'account') await requireAnother(tx, organizationId, accountId)
  await tx
    .updateTable('account')
    .set({ deactivatedAt: app.clock.now(), ...(closed === 'account' && { organizationRole: 'member' }) })
    .where('id', '=', accountId)
    .execute()
  await endSessions(tx, accountId)
  await dropTokens(tx, accountId)
  await endConnections(tx, accountId)
  await dropApps(tx, accountId)
  await dropWebhooks(tx, accountId)
  await withdrawTickets(tx, accountId)
  await queue(app, tx, accountId, 'standing', {})
  await tellAdministrators(tx, accountId)
  return closed
}

/** From here on nothing is given to the account (`accounts/hold.ts`). Answers whether it administers its organization. */
async function holdAccount(tx: Transaction, accountId: number): Promise<boolean> {
  const { organizationRole } = await tx
    .selectFrom('account')
    .where('id', '=', accountId)
    .forUpdate()
    .select('organizationRole')
    .executeTakeFirstOrThrow()
  return organizationRole === 'administrator'
}

/** Links to a new password, and invitations they made, with the sign-ups that came by those: they may have kept the links. */
async function withdrawTickets(tx: Transaction, accountId: number): Promise<void> {
  const withdrawn = await tx.deleteFrom('ticket').where('accountId', '=', accountId).returning('id').execute()
  const ids = [...new Set(withdrawn.map(({ id }) => String(id)))]
  if (ids.length === 0) return
  await tx
    .deleteFrom('ticket')
    .where('purpose', '=', 'sign_up')
    .where(sql`details ->> 'invitationId'`, 'in', ids)
    .execute()
}
