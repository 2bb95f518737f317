import { type api, type InputOf, Refusal } from '@naniwa/contract'
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
    const closed = active && (await shut(app, tx, organizationId, accountId))
    // An organization is closed by who is asked for the password, and told what that means (`close.ts`).
    if (closed === 'organization') throw new Refusal('last_administrator')
  })
  if (accountId === actor.accountId) actor.keep(null)
  return {}
}
