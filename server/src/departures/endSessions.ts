import type { api, InputOf } from '@naniwa/contract'
import type { Actor, App } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { endSessions as end } from '../sessions/end.ts'
import { lockColleague } from './colleague.ts'

export async function endSessions(
  app: App,
  actor: Actor,
  { accountId }: InputOf<typeof api.organizations.endSessions>,
): Promise<Record<string, never>> {
  await transact(app, async (tx) => {
    await lockColleague(tx, actor, accountId)
    await end(tx, accountId)
  })
  if (accountId === actor.accountId) actor.keep(null)
  return {}
}
