import { type DeliveryProblem, WEBHOOK_ATTEMPTS } from '@naniwa/contract'
import { sql } from 'kysely'
import { queueMail } from '../../accounts/queueMail.ts'
import type { App } from '../../context.ts'
import { type Transaction, transact } from '../../db/transaction.ts'
import { lockWebhook } from '../read.ts'
import type { StoredWebhook } from '../view.ts'
import { saveWatch } from '../watch.ts'
import { giveUp } from './give-up.ts'
import type { Attempt } from './send.ts'

/** Attempts that are looked at, and how many of them may fail before the webhook is stopped. */
const RECENT = 20
const FAILURES = 16
/** An answer that takes longer is slow. */
const SLOW_MS = 2_000
const FIRST_PAUSE_MS = 30_000
const LONGEST_PAUSE_MS = 60 * 60 * 1_000

/** What is to be sent, and how often that was tried. */
export interface Waiting {
  readonly id: number
  readonly body: string
  readonly aboutRoom: number | null
  readonly attempts: number
}

/** Keeps what became of an attempt, says when the next is due, and stops a webhook of which too much fails. */
export async function record(
  app: App,
  { accountId, id }: StoredWebhook,
  waiting: Waiting,
  attempt: Attempt,
): Promise<void> {
  await transact(app, async (tx) => {
    const webhook = await lockWebhook(tx, accountId, id)
    const attempts = waiting.attempts + 1
    const due = attempt.problem === null ? null : nextAttempt(webhook, attempts, attempt)
    const state = attempt.problem === null ? 'delivered' : due ? 'waiting' : 'failed'
    await sql`
      update webhook_delivery set state = ${state}, attempts = ${attempts}, due_at = ${due}, tried_at = ${attempt.at},
        milliseconds = ${attempt.milliseconds}, status = ${attempt.status}, problem = ${attempt.problem},
        answer = ${attempt.answer}
      where account_id = ${accountId} and id = ${waiting.id}
    `.execute(tx)
    await count(app, tx, webhook, attempt)
  })
}

/** Null where it is not tried again. */
function nextAttempt(webhook: StoredWebhook, attempts: number, { at, problem, retryAfter }: Attempt): Date | null {
  const hopeless: readonly (DeliveryProblem | null)[] = ['address']
  if (!webhook.retries || webhook.state !== 'on' || attempts >= WEBHOOK_ATTEMPTS || hopeless.includes(problem))
    return null
  const pause = Math.max(FIRST_PAUSE_MS * 2 ** (attempts - 1), retryAfter * 1_000)
  return new Date(at.getTime() + Math.min(pause, LONGEST_PAUSE_MS))
}

async function count(app: App, tx: Transaction, webhook: StoredWebhook, attempt: Attempt): Promise<void> {
  const recent = (webhook.recent + (attempt.problem === null ? 'o' : 'x')).slice(-RECENT)
  const pace = attempt.problem === 'time' || attempt.milliseconds > SLOW_MS ? 'slow' : 'quick'
  await sql`
    update webhook set recent = ${recent}, pace = ${pace} where account_id = ${webhook.accountId} and id = ${webhook.id}
  `.execute(tx)
  const failed = recent.split('x').length - 1
  if (webhook.state === 'on' && recent.length === RECENT && failed >= FAILURES) await stop(app, tx, webhook)
}

/** Its owner has to switch it on again. */
async function stop(app: App, tx: Transaction, webhook: StoredWebhook): Promise<void> {
  const { accountId, id } = webhook
  await sql`update webhook set state = 'stopped' where account_id = ${accountId} and id = ${id}`.execute(tx)
  await saveWatch(tx, { ...webhook, state: 'stopped' })
  await giveUp(tx, webhook)
  await queueMail(app, tx, accountId, { kind: 'webhookStopped', accountId, webhookId: id })
}
