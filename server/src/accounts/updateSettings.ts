import type { api, InputOf, Me } from '@naniwa/contract'
import { sql } from 'kysely'
import type { Actor, App } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { changeMe } from './change.ts'

export async function updateSettings(
  app: App,
  actor: Actor,
  input: InputOf<typeof api.accounts.updateSettings>,
): Promise<Me> {
  const patch = sql<string>`settings || ${JSON.stringify(input)}::jsonb`
  return await transact(app, (tx) => changeMe(tx, actor.accountId, { settings: patch }))
}
