import type { api, InputOf } from '@naniwa/contract'
import { queue } from '../accounts/queue.ts'
import type { Actor, App } from '../context.ts'
import { type Transaction, transact } from '../db/transaction.ts'
import { tellAdministrators } from '../organizations/tell.ts'
import { lockColleague } from './colleague.ts'

export async function activate(
  app: App,
  actor: Actor,
  { accountId }: InputOf<typeof api.organizations.activate>,
): Promise<Record<string, never>> {
  await transact(app, async (tx) => {
    const { active } = await lockColleague(tx, actor, accountId)
    if (!active) await open(app, tx, accountId)
  })
  return {}
}

/** The account is as it was, but for what ended for good; its rooms are entered again one by one (`members/standing.ts`). */
export async function open(app: App, tx: Transaction, accountId: number): Promise<void> {
  await tx.updateTable('account').set({ deactivatedAt: null }).where('id', '=', accountId).execute()
  await queue(app, tx, accountId, 'standing', {})
  await tellAdministrators(tx, accountId)
}
