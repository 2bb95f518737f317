import type { Invitation } from '@naniwa/contract'
import type { App } from '../context.ts'
import type { Queries } from '../db/transaction.ts'
import { invitationColumns } from './view.ts'

/** Those of the organization that can still be used, newest first. A ticket with several secrets is one invitation. */
export async function readInvitations(app: App, db: Queries, organizationId: number): Promise<Invitation[]> {
  return await db
    .selectFrom('ticket')
    .innerJoin('account', 'account.id', 'ticket.accountId')
    .where('ticket.organizationId', '=', organizationId)
    .where('ticket.purpose', '=', 'invitation')
    .where('ticket.expiresAt', '>', app.clock.now())
    .distinctOn('ticket.id')
    .orderBy('ticket.id', 'desc')
    .select(invitationColumns)
    .execute()
}

/** What an invitation is for. */
export async function readInvitation(db: Queries, ticketId: number) {
  return await db
    .selectFrom('ticket')
    .innerJoin('account', 'account.id', 'ticket.accountId')
    .innerJoin('organization', 'organization.id', 'ticket.organizationId')
    .where('ticket.id', '=', ticketId)
    .limit(1)
    .select(['organization.name as organizationName', 'account.name as invitedBy', 'ticket.email'])
    .executeTakeFirst()
}

/** Those of the addresses with which somebody of the organization signs in, in the order given. */
export async function readMemberMails(
  db: Queries,
  organizationId: number,
  emails: readonly string[],
): Promise<string[]> {
  if (emails.length === 0) return []
  const rows = await db
    .selectFrom('account')
    .where('organizationId', '=', organizationId)
    .where('loginMail', 'in', emails)
    .select('loginMail')
    .execute()
  const held = new Set(rows.map(({ loginMail }) => loginMail))
  return emails.filter((email) => held.has(email))
}
