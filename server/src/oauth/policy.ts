import { type api, type InputOf, type OutputOf, Refusal } from '@naniwa/contract'
import { type RawBuilder, sql } from 'kysely'
import type { Actor, App } from '../context.ts'
import { type Queries, transact } from '../db/transaction.ts'
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

/** A condition: whether the organization of an account lets its people use applications that registered themselves. */
export function mayUseSelfRegistered(accountId: number): RawBuilder<boolean> {
  return sql<boolean>`exists (
    select from account m join organization o on o.id = m.organization_id where m.id = ${accountId} and o.self_registered_apps
  )`
}

/** @throws {Refusal} `forbidden` when the application registered itself and the actor's administrators do not want that. */
export async function requireAllowed(db: Queries, actor: Actor, client: StoredApp): Promise<void> {
  if (client.accountId !== null) return
  const { rows } = await sql<{ may: boolean }>`select ${mayUseSelfRegistered(actor.accountId)} as may`.execute(db)
  if (!rows[0]?.may)
    throw new Refusal('forbidden', 'administrators do not allow applications that registered themselves')
}
