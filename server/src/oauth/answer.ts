import type { api, InputOf, OutputOf } from '@naniwa/contract'
import { sql } from 'kysely'
import type { Actor, App } from '../context.ts'
import { endGrant } from './end.ts'
import { readRequest, type Waiting } from './request.ts'

type Answer = typeof api.oauth.answer

/**
 * The answer of whoever is signed in. It takes effect in the browser that began the request, and only there: the provider looks for
 * its own cookie when it goes on.
 */
export async function answer(app: App, actor: Actor, { uid, allow }: InputOf<Answer>): Promise<OutputOf<Answer>> {
  const waiting = await readRequest(app, uid)
  const { interaction } = waiting
  interaction.result = allow
    ? {
        login: { accountId: String(actor.accountId), remember: false },
        consent: { grantId: await connect(app, actor, waiting) },
      }
    : { error: 'access_denied', error_description: 'the request was declined' }
  await interaction.persist()
  return { url: interaction.returnTo }
}

/** One connection for each application: a new one takes the former's place. */
async function connect(app: App, { accountId }: Actor, { client, scopes }: Waiting): Promise<string> {
  const provider = await app.oauth()
  const grant = new provider.Grant({ accountId: String(accountId), clientId: client.clientId })
  grant.addOIDCScope(scopes.filter((one) => one === 'offline_access').join(' '))
  grant.addResourceScope(app.config.url, scopes.filter((one) => one !== 'offline_access').join(' '))
  const grantId = await grant.save()
  await endGrant(app, accountId, client.clientId)
  await sql`
    insert into oauth_connection (account_id, client_id, grant_id, scopes, created_at)
    values (${accountId}, ${client.clientId}, ${grantId}, ${scopes}, now())
    on conflict (account_id, client_id) do update set grant_id = excluded.grant_id, scopes = excluded.scopes,
      created_at = excluded.created_at, last_used_at = null
  `.execute(app.db)
  return grantId
}
