import type { api, InputOf, Webhook } from '@naniwa/contract'
import { sql } from 'kysely'
import type { Actor, App } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { newSigningToken } from './delivery/sign.ts'
import { lockWebhook, readWebhook } from './read.ts'
import { keysAt, webhookView } from './view.ts'

const HOUR_MS = 60 * 60 * 1_000

/**
 * Until the new token takes over, the documented signature is still the old one's and `X-Naniwa-Signature` carries both: a receiver
 * that knows either verifies.
 */
export async function rotate(app: App, actor: Actor, input: InputOf<typeof api.webhooks.rotate>): Promise<Webhook> {
  return await transact(app, async (tx) => {
    const before = await lockWebhook(tx, actor.accountId, input.id)
    const now = app.clock.now()
    const { token, next } = keysAt(before, now.getTime())
    const nextToken = next?.token ?? newSigningToken()
    await sql`
      update webhook set token = ${token}, next_token = ${nextToken},
        next_token_at = ${new Date(now.getTime() + input.hours * HOUR_MS)}
      where account_id = ${actor.accountId} and id = ${input.id}
    `.execute(tx)
    return webhookView(await readWebhook(tx, actor.accountId, input.id), now)
  })
}
