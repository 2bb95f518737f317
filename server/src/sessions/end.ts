import type { Transaction } from '../db/transaction.ts'
import { tell } from '../events/announce.ts'

/** Ends one session and cuts its sockets; answers whether there was such a session of the account. */
export async function endSession(tx: Transaction, accountId: number, sessionId: number): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('session')
    .where('accountId', '=', accountId)
    .where('id', '=', sessionId)
    .executeTakeFirst()
  if (numDeletedRows === 0n) return false
  tell(tx, { kind: 'signedOut', accountId, sessionId })
  return true
}

/** Ends all of the account's sessions, but `except` if one is named, and cuts their sockets. */
export async function endSessions(tx: Transaction, accountId: number, except?: number): Promise<void> {
  await tx
    .deleteFrom('session')
    .where('accountId', '=', accountId)
    .$if(except !== undefined, (query) => query.where('id', '!=', except as number))
    .execute()
  tell(tx, { kind: 'signedOut', accountId, sessionId: null, ...(except === undefined ? {} : { except }) })
}
