import type { Transaction } from '../db/transaction.ts'
import { announce } from '../events/announce.ts'
import { accountTopic } from '../events/topics.ts'

/** Tells the other administrators of somebody's organization that they are to be looked at again: their pages follow. */
export async function tellAdministrators(tx: Transaction, accountId: number): Promise<void> {
  const administrators = await tx
    .selectFrom('account')
    .where('organizationId', '=', (inner) =>
      inner.selectFrom('account as changed').where('changed.id', '=', accountId).select('changed.organizationId'),
    )
    .where('organizationRole', '=', 'administrator')
    .where('deactivatedAt', 'is', null)
    .where('id', '!=', accountId)
    .select('id')
    .execute()
  for (const { id } of administrators) announce(tx, accountTopic(id), { event: 'colleague', data: { accountId } })
}
