import type { api, InputOf } from '@naniwa/contract'
import { queue } from '../accounts/queue.ts'
import type { Actor, App } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { requireAdministrator } from './administrator.ts'

export async function rename(
  app: App,
  actor: Actor,
  input: InputOf<typeof api.organizations.rename>,
): Promise<Record<string, never>> {
  await transact(app, async (tx) => {
    const organizationId = await requireAdministrator(tx, actor)
    await tx.updateTable('organization').set({ name: input.name }).where('id', '=', organizationId).execute()
    // Thousands of accounts and their rooms show the name: `spread.ts` carries it there piece by piece.
    await queue(app, tx, actor.accountId, 'organization', { organizationId })
  })
  return {}
}
