import { Refusal } from '@naniwa/contract'
import { readOwner } from '../accounts/read.ts'
import type { App } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { replaceAddress } from './replace.ts'

export interface Moved {
  readonly accountId: number
  readonly email: string
  readonly name: string
}

/**
 * Gives an account another address without a link, for whoever administers the machine: its owner may have lost the old one. Also one
 * that is deactivated, so that its address is free.
 *
 * @throws {Refusal} `not_found`, `email_taken`
 */
export async function moveAddress(app: App, from: string, to: string): Promise<Moved> {
  return await transact(app, async (tx) => {
    const owner = await readOwner(tx, from)
    const account = await tx
      .selectFrom('account')
      .where('id', '=', owner?.accountId ?? 0)
      .where('loginMail', '=', from)
      .forNoKeyUpdate()
      .select(['id', 'name'])
      .executeTakeFirst()
    if (!account) throw new Refusal('not_found', `There is no account with the address ${from}.`)
    if (from !== to) await replaceAddress(app, tx, account.id, to)
    return { accountId: account.id, email: to, name: account.name }
  })
}
