import { sql } from 'kysely'
import type { App } from '../context.ts'
import { endGrant } from './end.ts'
import { resourcesOf } from './provider.ts'
import type { Waiting } from './request.ts'

/** Lets an application act in somebody's name. One connection for each: a new one takes the former's place. */
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
  await endGrant(app, accountId, client.clientId)
  await sql`
    insert into oauth_connection (account_id, client_id, grant_id, scopes, created_at)
    values (${accountId}, ${client.clientId}, ${grantId}, ${scopes}, ${app.clock.now()})
    on conflict (account_id, client_id) do update set grant_id = excluded.grant_id, scopes = excluded.scopes,
      created_at = excluded.created_at, last_used_at = null
  `.execute(app.db)
  return grantId
}
