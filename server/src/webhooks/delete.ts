import type { api, InputOf } from '@naniwa/contract'
import { sql } from 'kysely'
import type { Actor, App } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { lockWebhook } from './read.ts'
import { saveWatch } from './watch.ts'

export async function deleteWebhook(
  app: App,
  actor: Actor,
  { id }: InputOf<typeof api.webhooks.delete>,
): Promise<Record<string, never>> {
  const { accountId } = actor
  await transact(app, async (tx) => {
    const webhook = await lockWebhook(tx, accountId, id)
    await saveWatch(tx, { ...webhook, state: 'off' })
    await sql`delete from webhook_delivery where account_id = ${accountId} and webhook_id = ${id}`.execute(tx)
    await sql`delete from webhook where account_id = ${accountId} and id = ${id}`.execute(tx)
  })
  return {}
}
