import type { api, Delivery, InputOf } from '@naniwa/contract'
import { sql } from 'kysely'
import type { Actor, App } from '../../context.ts'
import { transact } from '../../db/transaction.ts'
import { lockWebhook, readDelivery } from '../read.ts'
import { queueReceiver } from './queue.ts'

export async function redeliver(
  app: App,
  actor: Actor,
  input: InputOf<typeof api.webhooks.redeliver>,
): Promise<Delivery> {
  await app.limits.take(`webhooks.test:${actor.accountId}`, { count: 30, seconds: 60 })
  return await transact(app, async (tx) => {
    const webhook = await lockWebhook(tx, actor.accountId, input.id)
    const { id } = await readDelivery(tx, webhook, input.deliveryId)
    await sql`
      update webhook_delivery set state = 'waiting', due_at = ${app.clock.now()}
      where account_id = ${actor.accountId} and id = ${id}
    `.execute(tx)
    await queueReceiver(app, tx, webhook)
    return await readDelivery(tx, webhook, id)
  })
}
