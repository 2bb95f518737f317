import type { App } from '../context.ts'
import type { Transaction } from '../db/transaction.ts'
import { newId } from '../lib/ids.ts'

/** Leaves a consequence for the reactor of the topic, in the transaction of the change itself. */
export async function queue(
  app: App,
  tx: Transaction,
  accountId: number,
  topic: string,
  payload: object,
): Promise<void> {
  await tx
    .insertInto('accountOutbox')
    .values({ accountId, id: newId(app.clock), topic, payload: JSON.stringify(payload), createdAt: app.clock.now() })
    .execute()
}
