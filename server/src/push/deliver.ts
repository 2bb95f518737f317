import { sql } from 'kysely'
import { queue } from '../accounts/queue.ts'
import type { App } from '../context.ts'
import { transact } from '../db/transaction.ts'
import type { OutboxRow } from '../events/outbox.ts'
import { Later } from '../events/react.ts'
import { compose } from './compose.ts'
import { type Due, type News, readDue } from './due.ts'
import { type Outcome, type Reach, sendPush } from './send.ts'

/** Topics of the outbox: a device is to be told. A slow one waits with its like, so that the others do not. */
export const QUICK = 'push'
export const SLOW = 'push_slow'
/** Its owner is taken to be at work, and may have closed the lid a moment ago: looked at again once that is known. */
export const AT_WORK = 'push_at_work'

/** A device that nothing reached for so long is dropped; its page subscribes again when it is opened. In milliseconds. */
const GIVEN_UP_MS = 3 * 24 * 60 * 60 * 1_000

interface Order extends News {
  readonly sessionId: number
}

/** Makes an order of its own for each device that is to be told. Done again, the device shows the same in the same place. */
export async function spread(app: App, { roomId = 0, id, payload }: OutboxRow): Promise<void> {
  const { accountIds = [] } = payload as { accountIds?: number[] }
  const due = await readDue(app, { roomId, id, assignees: accountIds })
  for (const device of due) {
    const assignees = accountIds.filter((accountId) => accountId === device.accountId)
    await order(app, device, { roomId, id, assignees })
  }
}

async function order(app: App, { accountId, sessionId, pace, atWork }: Due, news: News): Promise<void> {
  const made: Order = { ...news, sessionId }
  const topic = atWork ? AT_WORK : pace === 'slow' ? SLOW : QUICK
  await transact(app, (tx) => queue(app, tx, accountId, topic, made))
}

/** Tells one device, if it is still to be told: its owner may have read the message, come to work or left the room meanwhile. */
export async function deliver(app: App, { accountId = 0, payload }: OutboxRow, reach: Reach): Promise<void> {
  const { sessionId, ...news } = payload as Order
  const only = sql<boolean>`d.account_id = ${accountId} and d.session_id = ${sessionId}`
  const [device] = await readDue(app, news, only)
  if (!device || device.atWork || app.config.push === 'off') return
  const outcome = await sendPush(app, device, await compose(app, news, device), reach)
  await record(app, device, outcome)
  if (outcome === 'late' && device.pace === 'quick') return await order(app, { ...device, pace: 'slow' }, news)
  if (outcome === 'late' || outcome === 'failed') throw new Later('the push service did not take it')
}

/** Of the address that was used alone: the browser may have another by now. */
async function record(app: App, { accountId, sessionId, endpoint }: Due, outcome: Outcome): Promise<void> {
  const now = app.clock.now()
  const device = sql`account_id = ${accountId} and session_id = ${sessionId} and endpoint = ${endpoint}`
  if (outcome === 'arrived') {
    await sql`
      update push_device set pace = 'quick', failing_since = null
      where ${device} and (pace = 'slow' or failing_since is not null)
    `.execute(app.db)
    return
  }
  const over = outcome === 'gone' ? sql`true` : sql`failing_since < ${new Date(now.getTime() - GIVEN_UP_MS)}`
  await sql`delete from push_device where ${device} and ${over}`.execute(app.db)
  await sql`
    update push_device set failing_since = coalesce(failing_since, ${now}),
      pace = case when ${outcome === 'late'} then 'slow' else pace end
    where ${device}
  `.execute(app.db)
}
