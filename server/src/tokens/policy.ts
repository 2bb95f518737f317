import { type api, type InputOf, Refusal, type TokenPolicy } from '@naniwa/contract'
import { sql } from 'kysely'
import type { Actor, App } from '../context.ts'
import { type Queries, transact } from '../db/transaction.ts'
import { requireAdministrator } from '../organizations/administrator.ts'

export interface Standing {
  readonly organizationRole: 'administrator' | 'member'
  readonly policy: TokenPolicy
}

/** What holds for the tokens that somebody makes. */
export async function readStanding(db: Queries, accountId: number): Promise<Standing> {
  const standing = await db
    .selectFrom('account')
    .innerJoin('organization', 'organization.id', 'account.organizationId')
    .where('account.id', '=', accountId)
    .select([
      sql.ref<Standing['organizationRole']>('account.organizationRole').as('organizationRole'),
      sql.ref<TokenPolicy>('organization.tokenPolicy').as('policy'),
    ])
    .executeTakeFirst()
  if (!standing) throw new Refusal('unauthenticated', 'the account is gone')
  return standing
}

export async function setPolicy(
  app: App,
  actor: Actor,
  input: InputOf<typeof api.tokens.setPolicy>,
): Promise<Record<string, never>> {
  await transact(app, async (tx) => {
    const organizationId = await requireAdministrator(tx, actor)
    await tx.updateTable('organization').set({ tokenPolicy: input.policy }).where('id', '=', organizationId).execute()
  })
  return {}
}
