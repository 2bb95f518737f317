import type { api, InputOf, Me } from '@naniwa/contract'
import { sql } from 'kysely'
import type { Actor, App } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { changeMe } from './change.ts'
import { queue } from './queue.ts'

export async function updateSettings(
  app: App,
  actor: Actor,
  input: InputOf<typeof api.accounts.updateSettings>,
): Promise<Me> {
  const patch = sql<string>`settings || ${JSON.stringify(input)}::jsonb`
  return await transact(app, async (tx) => {
    const me = await changeMe(tx, actor.accountId, { settings: patch })
    // What is to happen at somebody's local time may have to be moved.
    if (input.timeZone !== undefined) await queue(app, tx, actor.accountId, 'time_zone', {})
    return me
  })
}
