import { type api, type InputOf, Refusal } from '@naniwa/contract'
import { changeMe } from '../accounts/change.ts'
import type { Actor, App } from '../context.ts'
import { type Transaction, transact } from '../db/transaction.ts'
import { lockRoles, requireAdministrator, requireAnother } from './administrator.ts'
import { tellAdministrators } from './tell.ts'

export async function setRole(
  app: App,
  actor: Actor,
  input: InputOf<typeof api.organizations.setRole>,
): Promise<Record<string, never>> {
  const { accountId, role } = input
  await transact(app, async (tx) => {
    await lockRoles(tx, actor.accountId)
    const organizationId = await requireAdministrator(tx, actor)
    const current = await roleOf(tx, organizationId, accountId)
    if (current === role) return
    if (role === 'member') await requireAnother(tx, organizationId, accountId)
    await changeMe(tx, accountId, { organizationRole: role })
    await tellAdministrators(tx, accountId)
  })
  return {}
}

async function roleOf(tx: Transaction, organizationId: number, accountId: number): Promise<string> {
  const account = await tx
    .selectFrom('account')
    .where('id', '=', accountId)
    .where('organizationId', '=', organizationId)
    .where('deactivatedAt', 'is', null)
    .select('organizationRole')
    .executeTakeFirst()
  if (!account) throw new Refusal('not_found')
  return account.organizationRole
}
