import {
  type api,
  type InputOf,
  mayRedirectTo,
  OAUTH_APP_LIMIT,
  type OauthApp,
  type OutputOf,
  Refusal,
} from '@naniwa/contract'
import { sql } from 'kysely'
import { holdActive } from '../accounts/hold.ts'
import type { Actor, App } from '../context.ts'
import { type Transaction, transact } from '../db/transaction.ts'
import { requireImage } from '../images/require.ts'
import { sha256Hex } from '../lib/hash.ts'
import { newToken } from '../lib/ids.ts'
import { appView, readApp, readApps, type StoredApp } from './client.ts'
import { endGrants } from './end.ts'
import { REFRESH_SECONDS } from './terms.ts'

export async function apps(app: App, actor: Actor): Promise<OutputOf<typeof api.oauth.apps>> {
  return { apps: (await readApps(app.db, actor.accountId)).map(appView) }
}

type Create = typeof api.oauth.createApp

export async function createApp(app: App, actor: Actor, input: InputOf<Create>): Promise<OutputOf<Create>> {
  const clientId = newToken().slice(0, 22)
  const secret = input.kind === 'confidential' ? newToken() : null
  return await transact(app, async (tx) => {
    await requirePlace(tx, actor.accountId)
    await requireImage(tx, input.logo, app.clock.now())
    await sql`
      insert into oauth_app (client_id, account_id, name, kind, secret_hash, redirect_uris, scopes, logo, created_at)
      values (${clientId}, ${actor.accountId}, ${input.name}, ${input.kind}, ${secret && sha256Hex(secret)},
        ${input.redirectUris}, ${input.scopes}, ${input.logo}, ${app.clock.now()})
    `.execute(tx)
    return { app: appView((await readApp(tx, clientId)) as StoredApp), secret }
  })
}

/** Under the account's lock, so that two made at once do not both take the last place. */
async function requirePlace(tx: Transaction, accountId: number): Promise<void> {
  await holdActive(tx, accountId)
  if ((await readApps(tx, accountId)).length >= OAUTH_APP_LIMIT)
    throw new Refusal('limit_reached', `at most ${OAUTH_APP_LIMIT} applications`)
}

export async function editApp(app: App, actor: Actor, input: InputOf<typeof api.oauth.editApp>): Promise<OauthApp> {
  const before = await findOwn(app, actor, input.clientId)
  const { name = before.name, redirectUris = before.redirectUris, scopes = before.scopes, logo = before.logo } = input
  if (!redirectUris.every((one) => mayRedirectTo(before.kind, one))) {
    const message = 'an address that this kind of application is not sent back to'
    throw new Refusal('invalid_input', message, { issues: [{ path: 'redirectUris', message }] })
  }
  await transact(app, async (tx) => {
    await requireImage(tx, logo, app.clock.now())
    await sql`
      update oauth_app set name = ${name}, redirect_uris = ${redirectUris}, scopes = ${scopes}, logo = ${logo}
      where client_id = ${input.clientId}
    `.execute(tx)
  })
  if (!scopes.includes('offline_access')) await shortenStay(app, input.clientId)
  return appView(await findOwn(app, actor, input.clientId))
}

/** Refresh tokens that were good for as long as one liked are good for as long as any other. */
async function shortenStay(app: App, clientId: string): Promise<void> {
  await sql`
    update oauth_item set expires_at = now() + make_interval(secs => ${REFRESH_SECONDS})
    where kind = 'RefreshToken' and expires_at > now() + make_interval(secs => ${REFRESH_SECONDS})
      and grant_id in (select grant_id from oauth_connection where client_id = ${clientId})
  `.execute(app.db)
}

type Renew = typeof api.oauth.renewSecret

export async function renewSecret(app: App, actor: Actor, { clientId }: InputOf<Renew>): Promise<OutputOf<Renew>> {
  const { kind } = await findOwn(app, actor, clientId)
  if (kind === 'public') throw new Refusal('not_found', 'a public application has no secret')
  const secret = newToken()
  await sql`update oauth_app set secret_hash = ${sha256Hex(secret)} where client_id = ${clientId}`.execute(app.db)
  return { secret }
}

export async function deleteApp(
  app: App,
  actor: Actor,
  { clientId }: InputOf<typeof api.oauth.deleteApp>,
): Promise<Record<string, never>> {
  await findOwn(app, actor, clientId)
  await transact(app, async (tx) => {
    await sql`select from oauth_app where client_id = ${clientId} for update`.execute(tx)
    await endGrants(tx, clientId)
    await sql`delete from oauth_app where client_id = ${clientId}`.execute(tx)
  })
  return {}
}

/** Throws `not_found` also for somebody else's. */
async function findOwn(app: App, { accountId }: Actor, clientId: string): Promise<StoredApp> {
  const found = await readApp(app.db, clientId)
  if (found?.accountId !== accountId) throw new Refusal('not_found', 'no such application')
  return found
}
