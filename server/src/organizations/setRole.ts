import { type api, type InputOf, Refusal } from '@naniwa/contract'
import { changeMe } from '../accounts/change.ts'
import type { Actor, App } from '../context.ts'
import { type Transaction, transact } from '../db/transaction.ts'
import { requireAdministrator } from './administrator.ts'

export async function setRole(
  app: App,
  actor: Actor,
  input: InputOf<typeof api.organizations.setRole>,
): Promise<Record<string, never>> {
  const { accountId, role } = input
  await transact(app, async (tx) => {
    await lockRoles(tx, actor)
    const organizationId = await requireAdministrator(tx, actor)
    const current = await roleOf(tx, organizationId, accountId)
    if (current === role) return
    if (role === 'member') await requireAnother(tx, organizationId, accountId)
    await changeMe(tx, accountId, { organizationRole: role })
  })
  return {}
}

/** One change of roles at a time in an organization: two administrators cannot demote each other. */
async function lockRoles(tx: Transaction, actor: Actor): Promise<void> {
  await tx
    .selectFrom('organization')
    .where('id', '=', (inner) => inner.selectFrom('account').where('id', '=', actor.accountId).select('organizationId'))
    .forNoKeyUpdate()
    .select('id')
    .execute()
}

async function roleOf(tx: Transaction, organizationId: number, accountId: number): Promise<string> {
  const account = await tx
    .selectFrom('account')
    .where('id', '=', accountId)
    .where('organizationId', '=', organizationId)
    .select('organizationRole')
    .executeTakeFirst()
  if (!account) throw new Refusal('not_found')
  return account.organizationRole
}

async function requireAnother(tx: Transaction, organizationId: number, accountId: number): Promise<void> {
  const another = await tx
    .selectFrom('account')
    .where('organizationId', '=', organizationId)
    .where('organizationRole', '=', 'administrator')
    .where('id', '!=', accountId)
    .select('id')
    .executeTakeFirst()
  if (!another) throw new Refusal('last_administrator')
}
