import type { api, OutputOf } from '@naniwa/contract'
import { sql } from 'kysely'
import { personColumns } from '../accounts/view.ts'
import type { Actor, App } from '../context.ts'
import { requireAdministrator } from '../organizations/administrator.ts'
import { readStanding } from './policy.ts'
import { tokenColumns } from './view.ts'

export async function listAll(app: App, actor: Actor): Promise<OutputOf<typeof api.tokens.listAll>> {
  const organizationId = await requireAdministrator(app.db, actor)
  const { policy } = await readStanding(app.db, actor.accountId)
  const owners = app.db
    .selectFrom('account')
    .innerJoin('organization', 'organization.id', 'account.organizationId')
    .where('account.organizationId', '=', organizationId)
  const rows = await owners
    .innerJoin('apiToken', 'apiToken.accountId', 'account.id')
    .orderBy(sql`api_token.status = 'waiting'`, 'desc')
    .orderBy('apiToken.createdAt', 'desc')
    .orderBy('apiToken.id', 'desc')
    .select(tokenColumns)
    .select('apiToken.accountId')
    .execute()
  const people = new Map((await owners.select(personColumns).execute()).map((owner) => [owner.accountId, owner]))
  const tokens = rows.flatMap(({ accountId, ...token }) => {
    const owner = people.get(accountId)
    return owner ? [{ token, owner }] : []
  })
  return { policy, tokens }
}
