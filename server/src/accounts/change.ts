import type { Me } from '@naniwa/contract'
import { sql, type UpdateObject } from 'kysely'
import type { Transaction } from '../db/transaction.ts'
import type { DB } from '../db/types.ts'
import { announce } from '../events/announce.ts'
import { accountTopic } from '../events/topics.ts'
import { readMe } from './read.ts'

/** Changes columns that `me` shows, moves the account's clock and tells the account's own clients. */
export async function changeMe(
  tx: Transaction,
  accountId: number,
  columns: Omit<UpdateObject<DB, 'account'>, 'tick' | 'meTick'>,
): Promise<Me> {
  await tx
    .updateTable('account')
    .set({ ...columns, tick: sql`tick + 1`, meTick: sql`tick + 1` })
    .where('id', '=', accountId)
    .execute()
  const me = await readMe(tx, accountId)
  announce(tx, accountTopic(accountId), { event: 'me', data: me })
  return me
}
