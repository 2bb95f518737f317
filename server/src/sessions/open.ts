import { Refusal } from '@naniwa/contract'
import type { App, Visitor } from '../context.ts'
import type { Transaction } from '../db/transaction.ts'
import { sha256Hex } from '../lib/hash.ts'
import { newId, newToken } from '../lib/ids.ts'

const USER_AGENT_LENGTH = 200

/** Signs the visitor in: the door gets the token once the session is committed. Throws `malformed` on a socket. */
export async function openSession(app: App, tx: Transaction, visitor: Visitor, accountId: number): Promise<void> {
  if (visitor.cookieless) throw new Refusal('malformed', 'sessions are opened over HTTP')
  // The account's id leads to the row's place; the rest is the secret.
  const token = `${accountId.toString(36)}.${newToken()}`
  const now = app.clock.now()
  await tx
    .insertInto('session')
    .values({
      accountId,
      id: newId(app.clock),
      tokenHash: sha256Hex(token),
      userAgent: visitor.userAgent.slice(0, USER_AGENT_LENGTH).toWellFormed(),
      address: visitor.address,
      createdAt: now,
      lastSeenAt: now,
    })
    .execute()
  tx.afterCommit(() => visitor.keep(token))
}
