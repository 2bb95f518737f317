import { type api, type InputOf, Refusal, WEBHOOK_LIMIT, type Webhook } from '@naniwa/contract'
import { sql } from 'kysely'
import { holdActive } from '../accounts/hold.ts'
import type { Actor, App } from '../context.ts'
import { type Transaction, transact } from '../db/transaction.ts'
import { newId } from '../lib/ids.ts'
import { findRoom } from '../rooms/read.ts'
import { newSigningToken } from './delivery/sign.ts'
import { readWebhook } from './read.ts'
import { requireUrl, subjectColumns } from './settings.ts'
import { webhookView } from './view.ts'
import { saveWatch } from './watch.ts'

export async function create(app: App, actor: Actor, input: InputOf<typeof api.webhooks.create>): Promise<Webhook> {
  const { accountId } = actor
  requireUrl(app, input.url)
  return await transact(app, async (tx) => {
    if (input.subject.kind === 'room') await findRoom(tx, accountId, input.subject.roomId)
    await requirePlace(tx, accountId)
    const id = newId(app.clock)
    const { watchedRoom, events } = subjectColumns(input.subject)
    await sql`
      insert into webhook (account_id, id, name, url, watched_room, events, retries, state, token, created_at)
      values (${accountId}, ${id}, ${input.name}, ${input.url}, ${watchedRoom}, ${events}, ${input.retries}, 'on',
        ${newSigningToken()}, ${app.clock.now()})
    `.execute(tx)
    const stored = await readWebhook(tx, accountId, id)
    await saveWatch(tx, stored)
    return webhookView(stored, app.clock.now())
  })
}

/** Under the account's lock, so that two made at once do not both take the last place. */
async function requirePlace(tx: Transaction, accountId: number): Promise<void> {
  await holdActive(tx, accountId)
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from webhook where account_id = ${accountId}
  `.execute(tx)
  if ((rows[0]?.count ?? 0) >= WEBHOOK_LIMIT) throw new Refusal('limit_reached', `at most ${WEBHOOK_LIMIT} webhooks`)
}
