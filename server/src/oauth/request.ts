import { type api, type InputOf, type OauthScope, type OutputOf, oauthScopes, Refusal } from '@naniwa/contract'
import { sql } from 'kysely'
import type { Interaction } from 'oidc-provider'
import type { Actor, App, Visitor } from '../context.ts'
import { beganIn } from './browser.ts'
import { readApp, type StoredApp } from './client.ts'
import { requireAllowed } from './policy.ts'

type Request = typeof api.oauth.request

export async function request(app: App, actor: Actor, { uid }: InputOf<Request>): Promise<OutputOf<Request>> {
  const { client, scopes, redirectUri } = await readRequest(app, actor, uid)
  await requireAllowed(app, actor, client)
  const { rows } = await sql<{ name: string }>`
    select o.name from account a join organization o on o.id = a.organization_id where a.id = ${client.accountId}
  `.execute(app.db)
  return {
    ...{ name: client.name, logo: client.logo, host: placeOf(redirectUri) },
    ...{ provider: rows[0]?.name ?? null, scopes },
  }
}

/**
 * Where an application is, as far as one can see: the host of a page, or the scheme of a program. What a program's own scheme has in place
 * of a host says nothing: anybody may write any name there.
 */
export function placeOf(redirectUri: string): string {
  const { host, protocol } = new URL(redirectUri)
  return protocol === 'https:' || protocol === 'http:' ? host : protocol
}

export interface Waiting {
  readonly interaction: Interaction
  readonly client: StoredApp
  readonly scopes: OauthScope[]
  readonly redirectUri: string
}

/**
 * A request that waits for an answer of the browser that began it. Throws `not_found`: also for one that another browser began, whose
 * owner would get what the asked one allows.
 */
export async function readRequest(app: App, asked: Visitor, uid: string): Promise<Waiting> {
  if (!(await beganIn(app, asked, uid))) throw new Refusal('not_found', 'not begun in this browser')
  const provider = await app.oauth()
  const interaction = await provider.Interaction.find(uid)
  if (!interaction || interaction.result) throw new Refusal('not_found', 'no such request')
  const { client_id, scope, redirect_uri } = interaction.params as Record<string, string | undefined>
  const client = await readApp(app.db, client_id ?? '')
  if (!client) throw new Refusal('not_found', 'no such application')
  const wanted = (scope ?? '').split(' ')
  const scopes = oauthScopes.filter((one) => wanted.includes(one))
  return { interaction, client, scopes, redirectUri: redirect_uri ?? client.redirectUris[0] ?? '' }
}
