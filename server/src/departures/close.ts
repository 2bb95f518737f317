import type { api, InputOf } from '@naniwa/contract'
import { queueMail } from '../accounts/queueMail.ts'
import type { Actor, App } from '../context.ts'
import { type Transaction, transact } from '../db/transaction.ts'
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

/** Nobody joins it before the commit: whoever is the last one in it is so until then. */
async function lockOrganization(tx: Transaction, accountId: number): Promise<number> {
  const { id } = await tx
    .selectFrom('organization')
    .where('id', '=', (inner) => inner.selectFrom('account').where('id', '=', accountId).select('organizationId'))
    .forUpdate()
    .select('id')
    .executeTakeFirstOrThrow()
  return id
}
