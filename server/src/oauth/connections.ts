import { type api, type InputOf, type OauthConnection, type OutputOf, Refusal } from '@naniwa/contract'
import { sql } from 'kysely'
import type { Actor, App } from '../context.ts'
import { milliseconds } from '../db/milliseconds.ts'
import { endGrant } from './end.ts'

export async function connections(app: App, actor: Actor): Promise<OutputOf<typeof api.oauth.connections>> {
  const { rows } = await sql<OauthConnection>`
    select n.client_id, c.name, c.logo, o.name as provider,
      array(select one from unnest(n.scopes) with ordinality as s (one, at) where one = any(c.scopes) order by at) as scopes,
      ${milliseconds('n.created_at')} as connected_at, ${milliseconds('n.last_used_at')} as last_used_at
    from oauth_connection n join oauth_app c on c.client_id = n.client_id
      left join account a on a.id = c.account_id left join organization o on o.id = a.organization_id
    where n.account_id = ${actor.accountId} order by n.created_at desc, n.client_id
  `.execute(app.db)
  return { connections: rows }
}

export async function disconnect(
  app: App,
  actor: Actor,
  { clientId }: InputOf<typeof api.oauth.disconnect>,
): Promise<Record<string, never>> {
  if (!(await endGrant(app.db, actor.accountId, clientId))) throw new Refusal('not_found', 'not connected')
  return {}
}
