import { type api, type InputOf, Refusal, type TokenStatus } from '@naniwa/contract'
import type { Actor, App } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { requireAdministrator } from '../organizations/administrator.ts'

type OfSomebody = InputOf<typeof api.tokens.approve>

export async function approve(app: App, actor: Actor, input: OfSomebody): Promise<Record<string, never>> {
  return await setStatus(app, actor, input, 'active')
}

export async function reject(app: App, actor: Actor, input: OfSomebody): Promise<Record<string, never>> {
  return await setStatus(app, actor, input, 'rejected')
}

async function setStatus(
  app: App,
  actor: Actor,
  { accountId, id }: OfSomebody,
  status: TokenStatus,
): Promise<Record<string, never>> {
  await transact(app, async (tx) => {
    const organizationId = await requireAdministrator(tx, actor)
    const { numUpdatedRows } = await tx
      .updateTable('apiToken')
      .set({ status })
      .where('accountId', '=', accountId)
      .where('id', '=', id)
      .where('accountId', 'in', (inner) =>
        inner
          .selectFrom('account')
          .where('organizationId', '=', organizationId)
          .where('id', '=', accountId)
          .select('id'),
      )
      .executeTakeFirst()
    if (numUpdatedRows === 0n) throw new Refusal('not_found', 'no such token')
  })
  return {}
}
