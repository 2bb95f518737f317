import type { api, InputOf } from '@naniwa/contract'
import type { Actor, App } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { lockColleague } from './colleague.ts'
import { shut } from './shut.ts'

export async function deactivate(
  app: App,
  actor: Actor,
  { accountId }: InputOf<typeof api.organizations.deactivate>,
): Promise<Record<string, never>> {
  await transact(app, async (tx) => {
    const { organizationId, active } = await lockColleague(tx, actor, accountId)
    if (active) await shut(app, tx, organizationId, accountId)
  })
  if (accountId === actor.accountId) actor.keep(null)
  return {}
}
