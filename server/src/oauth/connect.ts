import { Refusal } from '@naniwa/contract'
import { sql } from 'kysely'
import { holdActive } from '../accounts/hold.ts'
import type { App } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { endGrant } from './end.ts'
import type { Waiting } from './request.ts'
import { resourcesOf } from './terms.ts'

/**
 * Lets an application act in somebody's name. One connection for each: a new one takes the former's place. Under the application's lock,
 * so that it is not removed in between.
 *
 * @throws {Refusal} `not_found`: it was removed.
 */
export async function connect(
  app: App,
  accountId: number,
  { client, scopes }: Pick<Waiting, 'client' | 'scopes'>,
): Promise<string> {
  const provider = await app.oauth()
  const grant = new provider.Grant({ accountId: String(accountId), clientId: client.clientId })
  grant.addOIDCScope(scopes.filter((one) => one === 'offline_access').join(' '))
  const granted = scopes.filter((one) => one !== 'offline_access').join(' ')
  for (const resource of resourcesOf(app.config)) grant.addResourceScope(resource, granted)
  const grantId = await grant.save()
  const { clientId } = client
  const isThere = await transact(app, async (tx) => {
    const { rows } = await sql`select from oauth_app where client_id = ${clientId} for key share`.execute(tx)
    if (rows.length === 0) return false
    await holdActive(tx, accountId)
    await endGrant(tx, accountId, clientId)
    await sql`
      insert into oauth_connection (account_id, client_id, grant_id, scopes, created_at)
      values (${accountId}, ${clientId}, ${grantId}, ${scopes}, ${app.clock.now()})
      on conflict (account_id, client_id) do update set grant_id = excluded.grant_id, scopes = excluded.scopes,
        created_at = excluded.created_at, last_used_at = null
    `.execute(tx)
    return true
  })
  if (isThere) return grantId
  await grant.destroy()
  throw new Refusal('not_found', 'no such application')
}
