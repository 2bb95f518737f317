import type { api, Delivery, InputOf } from '@naniwa/contract'
import { sql } from 'kysely'
import type { Actor, App } from '../../context.ts'
import { transact } from '../../db/transaction.ts'
import { newId } from '../../lib/ids.ts'
import { lockWebhook, readDelivery } from '../read.ts'
import { envelope } from './envelope.ts'
import { queueReceiver } from './queue.ts'
import { sample } from './sample.ts'

export async function trial(app: App, actor: Actor, input: InputOf<typeof api.webhooks.test>): Promise<Delivery> {
  await app.limits.take(`webhooks.test:${actor.accountId}`, { count: 30, seconds: 60 })
  const { accountId } = actor
  return await transact(app, async (tx) => {
    const webhook = await lockWebhook(tx, accountId, input.id)
    const event = webhook.events[0] ?? 'mention_to_me'
    const now = app.clock.now()
    const id = newId(app.clock)
    const body = envelope(webhook.id, event, sample(event, webhook, now), accountId)
    await sql`
      insert into webhook_delivery (account_id, id, webhook_id, key, event, body, state, due_at, created_at)
      values (${accountId}, ${id}, ${webhook.id}, ${`trial:${id}`}, ${event}, ${body}, 'waiting', ${now}, ${now})
    `.execute(tx)
    await queueReceiver(app, tx, webhook)
    return await readDelivery(tx, webhook, id)
  })
}
