import { type api, type InputOf, type OutputOf, Refusal } from '@naniwa/contract'
import { type RawBuilder, sql } from 'kysely'
import type { Actor, App } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { requireAdministrator } from '../organizations/administrator.ts'
import type { StoredApp } from './client.ts'

export async function policy(app: App, actor: Actor): Promise<OutputOf<typeof api.oauth.policy>> {
  const id = await requireAdministrator(app.db, actor)
  const { selfRegisteredApps } = await app.db
    .selectFrom('organization')
    .where('id', '=', id)
    .select('selfRegisteredApps')
    .executeTakeFirstOrThrow()
  return { selfRegistered: selfRegisteredApps ? 'allowed' : 'refused' }
}

type SetPolicy = typeof api.oauth.setPolicy

export async function setPolicy(app: App, actor: Actor, input: InputOf<SetPolicy>): Promise<OutputOf<SetPolicy>> {
  await transact(app, async (tx) => {
    const id = await requireAdministrator(tx, actor)
    const selfRegisteredApps = input.selfRegistered === 'allowed'
    await tx.updateTable('organization').set({ selfRegisteredApps }).where('id', '=', id).execute()
  })
  return {}
}

/** A condition: whether the server, and the organization of an account, let people use applications that registered themselves. */
export function mayUseSelfRegistered({ config }: App, accountId: number): RawBuilder<boolean> {
  if (config.appRegistration === 'off') return sql<boolean>`false`
  return sql<boolean>`exists (
    select from account m join organization o on o.id = m.organization_id where m.id = ${accountId} and o.self_registered_apps
  )`
}

/** @throws {Refusal} `forbidden` when the application registered itself and the actor's administrators, or the server's, do not want that. */
export async function requireAllowed(app: App, actor: Actor, client: StoredApp): Promise<void> {
  if (client.accountId !== null) return
  const { rows } = await sql<{ may: boolean }>`select ${mayUseSelfRegistered(app, actor.accountId)} as may`.execute(
    app.db,
  )
  if (!rows[0]?.may)
    throw new Refusal('forbidden', 'administrators do not allow applications that registered themselves')
}
