import type { api, OutputOf } from '@naniwa/contract'
import type { Actor, App } from '../context.ts'
import { readWebhooks } from './read.ts'
import { webhookView } from './view.ts'

export async function list(app: App, actor: Actor): Promise<OutputOf<typeof api.webhooks.list>> {
  const stored = await readWebhooks(app.db, actor.accountId)
  return { webhooks: stored.map((one) => webhookView(one, app.clock.now())) }
}
