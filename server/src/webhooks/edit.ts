import type { api, InputOf, Webhook } from '@naniwa/contract'
import { sql } from 'kysely'
import type { Actor, App } from '../context.ts'
import { type Transaction, transact } from '../db/transaction.ts'
import { findRoom } from '../rooms/read.ts'
import { giveUp } from './delivery/give-up.ts'
import { lockWebhook, readWebhook } from './read.ts'
import { requireUrl, subjectColumns } from './settings.ts'
import { type StoredWebhook, webhookView } from './view.ts'
import { saveWatch } from './watch.ts'

type Input = InputOf<typeof api.webhooks.edit>

export async function edit(app: App, actor: Actor, input: Input): Promise<Webhook> {
  if (input.url !== undefined) requireUrl(app, input.url)
  return await transact(app, async (tx) => {
    const before = await lockWebhook(tx, actor.accountId, input.id)
    if (input.subject?.kind === 'room') await findRoom(tx, actor.accountId, input.subject.roomId)
    await write(tx, before, input)
    const after = await readWebhook(tx, actor.accountId, input.id)
    await saveWatch(tx, after)
    if (before.state === 'on' && after.state !== 'on') await giveUp(tx, after)
    return webhookView(after, app.clock.now())
  })
}

/** Another address, or being switched on, is a new beginning: what failed before does not count. */
async function write(tx: Transaction, before: StoredWebhook, input: Input): Promise<void> {
  const { name = before.name, url = before.url, retries = before.retries, state = before.state } = input
  const { watchedRoom, events } = input.subject ? subjectColumns(input.subject) : before
  const anew = url !== before.url || (state === 'on' && before.state !== 'on')
  await sql`
    update webhook set name = ${name}, url = ${url}, retries = ${retries}, state = ${state},
      watched_room = ${watchedRoom}, events = ${events}, recent = ${anew ? '' : before.recent},
      pace = ${anew ? 'quick' : before.pace}
    where account_id = ${before.accountId} and id = ${before.id}
  `.execute(tx)
}
