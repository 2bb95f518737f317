import type { api, InputOf } from '@naniwa/contract'
import { queueMail } from '../accounts/queueMail.ts'
import type { Actor, App } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { lockOrganization } from '../organizations/administrator.ts'
import { requirePassword } from '../passwords/require.ts'
import { shut } from './shut.ts'

/** Shuts one's own account, as an administrator would. */
export async function close(
  app: App,
  actor: Actor,
  { password }: InputOf<typeof api.accounts.close>,
): Promise<Record<string, never>> {
  const { accountId } = actor
  await requirePassword(app, actor, password)
  await transact(app, async (tx) => {
    const organizationId = await lockOrganization(tx, accountId)
    const closed = await shut(app, tx, organizationId, accountId)
    await queueMail(app, tx, accountId, { kind: 'accountClosed', accountId, closed })
  })
  actor.keep(null)
  return {}
}
