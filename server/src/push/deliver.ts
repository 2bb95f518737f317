import { sql } from 'kysely'
import { queue } from '../accounts/queue.ts'
import type { App } from '../context.ts'
import { type Transaction, transact } from '../db/transaction.ts'
import type { OutboxRow } from '../events/outbox.ts'
import { Later } from '../events/react.ts'
import { composeSeveral, type Notice } from './compose.ts'
import { type Device, waitsUntil } from './device.ts'
import { hold } from './hold.ts'
import { type News, type Reminded, type Requested, readTellings, type Said, type Telling } from './news.ts'
import { type Outcome, type Reach, sendPush } from './send.ts'

/** Topics of the outbox: a device is to be told. A slow one waits with its like, so that the others do not. */
export const QUICK = 'push'
export const SLOW = 'push_slow'
/** Its owner is taken to be at work, and may have closed the lid a moment ago: looked at again once that is known. */
export const AT_WORK = 'push_at_work'

/** A device that nothing reached for so long is dropped; its page subscribes again when it is opened. In milliseconds. */
const GIVEN_UP_MS = 3 * 24 * 60 * 60 * 1_000

interface Order {
  readonly sessionId: number
  /** Several only of what came in quiet hours. */
  readonly news: readonly News[]
}

/** Makes an order of its own for each device that is to be told. Done again, the device shows the same in the same place. */
export async function spreadSaid(app: App, { roomId = 0, id, payload }: OutboxRow): Promise<void> {
  const { accountIds = [] } = payload as { accountIds?: number[] }
  for (const telling of await readTellings(app, { roomId, id, assignees: accountIds })) {
    const assignees = accountIds.filter((accountId) => accountId === telling.device.accountId)
    await orderOrHold(app, telling, { roomId, id, assignees })
  }
}

/** The same of what only one person is told: a reminder, a request. */
export async function spreadOwn(app: App, { accountId = 0, payload }: OutboxRow): Promise<void> {
  const news = payload as Reminded | Requested
  for (const telling of await readTellings(app, news, { accountId })) await orderOrHold(app, telling, news)
}

async function orderOrHold(app: App, telling: Telling, news: News): Promise<void> {
  const until = waitsUntil(telling.device, telling.urgent, app.clock.now())
  if (until) await hold(app, telling, news, until)
  else await order(app, telling.device, [news])
}

type Addressee = Pick<Device, 'accountId' | 'sessionId' | 'pace' | 'atWork'>

async function order(app: App, device: Addressee, news: readonly News[]): Promise<void> {
  await transact(app, (tx) => queueOrder(app, tx, device, news))
}

export async function queueOrder(
  app: App,
  tx: Transaction,
  { accountId, sessionId, pace, atWork }: Addressee,
  news: readonly News[],
): Promise<void> {
  const topic = atWork ? AT_WORK : pace === 'slow' ? SLOW : QUICK
  await queue(app, tx, accountId, topic, { sessionId, news } satisfies Order)
}

/** Tells one device what is still to be told: its owner may have read it, come to work, left the room or want quiet meanwhile. */
export async function deliver(app: App, { accountId = 0, payload }: OutboxRow, reach: Reach): Promise<void> {
  if (app.config.push === 'off') return
  const { sessionId, news } = orderOf(payload)
  const notices: Notice[] = []
  let to: Device | undefined
  for (const each of news) {
    const [telling] = await readTellings(app, each, { accountId, sessionId })
    if (!telling || telling.device.atWork) continue
    const until = waitsUntil(telling.device, telling.urgent, app.clock.now())
    if (until) await hold(app, telling, each, until)
    else notices.push(await telling.notice())
    to = telling.device
  }
  const [first, ...more] = notices
  if (!to || !first) return
  const outcome = await sendPush(app, to, more.length > 0 ? composeSeveral(to, notices) : first, reach)
  await record(app, to, outcome)
  if (outcome === 'late' && to.pace === 'quick') return await order(app, { ...to, pace: 'slow' }, news)
  if (outcome === 'late' || outcome === 'failed') throw new Later('the push service did not take it')
}

/** The version before wrote one message, without a list. */
function orderOf(payload: unknown): Order {
  const { sessionId, news, ...said } = payload as Partial<Order> & Said
  return { sessionId: sessionId ?? 0, news: news ?? [said] }
}

/** Of the address that was used alone: the browser may have another by now. */
async function record(app: App, { accountId, sessionId, endpoint }: Device, outcome: Outcome): Promise<void> {
  const now = app.clock.now()
  const device = sql`account_id = ${accountId} and session_id = ${sessionId} and endpoint = ${endpoint}`
  if (outcome === 'arrived') {
    await sql`
      update push_device set pace = 'quick', failing_since = null
      where ${device} and (pace = 'slow' or failing_since is not null)
    `.execute(app.db)
    return
  }
  if (outcome === 'gone') {
    await sql`delete from push_device where ${device}`.execute(app.db)
    return
  }
  const givenUp = new Date(now.getTime() - GIVEN_UP_MS)
  await sql`delete from push_device where ${device} and failing_since < ${givenUp}`.execute(app.db)
  await sql`
    update push_device set failing_since = coalesce(failing_since, ${now}),
      pace = case when ${outcome === 'late'} then 'slow' else pace end
    where ${device}
  `.execute(app.db)
}
