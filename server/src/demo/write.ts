import { Refusal } from '@naniwa/contract'
import { sql } from 'kysely'
import type { App } from '../context.ts'
import { idArray } from '../db/sql.ts'
import { type Queries, transact } from '../db/transaction.ts'
import { deleteMessage } from '../messages/delete.ts'
import { edit } from '../messages/edit.ts'
import { writeMessages } from '../messages/write.ts'
import { lockAnyRoom, nextTick, saveClock } from '../rooms/lock.ts'
import { actorOf, type Company } from './cast.ts'
import type { Planned } from './perform.ts'

/** Something that happens in a room between its messages, such as somebody being added. */
export interface Happening {
  readonly at: number
  readonly happen: (app: App) => Promise<unknown>
}

/** Messages in one statement, as in the lane of ordinary sends. */
const BATCH = 128

/** Writes a room's whole past in its order, through the product's own statements. */
export async function writeTalk(
  app: App,
  { appAt }: Pick<Company, 'appAt'>,
  roomId: number,
  planned: readonly Planned[],
  happenings: readonly Happening[] = [],
): Promise<void> {
  let left = planned
  for (const { at, happen } of [...happenings, { at: Number.POSITIVE_INFINITY, happen: async () => {} }]) {
    const before = left.filter((message) => message.at <= at)
    left = left.slice(before.length)
    for (let from = 0; from < before.length; from += BATCH)
      await writeBatch(app, roomId, before.slice(from, from + BATCH))
    if (Number.isFinite(at)) await happen(appAt(at))
  }
  await writeReactions(app, roomId, planned)
  for (const message of planned) await writeAftermath(appAt, roomId, message)
  await withoutConsequences(app.db, roomId)
  await leaveToIndex(app.db, roomId)
}

/** One row makes the search index catch up with all of a room. */
async function leaveToIndex(db: Queries, roomId: number): Promise<void> {
  await sql`
    insert into outbox (room_id, id, tick, topic, payload, created_at)
    select room_id, id, tick, 'message', jsonb_build_object('id', id::text, 'links', false), created_at
    from message where room_id = ${roomId} order by number desc limit 1
  `.execute(db)
}

/** Nobody is to be mailed, pushed to or fetched from for what was said weeks ago. Previews of files are made all the same. */
async function withoutConsequences(db: Queries, roomId: number): Promise<void> {
  await db.deleteFrom('outbox').where('roomId', '=', roomId).where('topic', '<>', 'file').execute()
}

async function writeBatch(app: App, roomId: number, batch: readonly Planned[]): Promise<void> {
  const last = batch.at(-1) as Planned
  await transact(app, async (tx) => {
    const sendings = batch.map(({ id, by, body }) => ({ roomId, id, accountId: by.accountId, body, selfUnread: false }))
    for (const sent of await writeMessages(tx, sendings, new Date(last.at))) {
      if (sent instanceof Refusal) throw sent
    }
    // One statement has one time; these were said one after the other.
    await sql`
      update message m set created_at = i.at, previews = i.previews::jsonb
      from unnest(${idArray(batch.map(({ id }) => id))}, ${batch.map(({ at }) => new Date(at).toISOString())}::timestamptz[],
        ${batch.map(({ previews }) => JSON.stringify(previews))}::text[]) as i (id, at, previews)
      where m.room_id = ${roomId} and m.id = i.id
    `.execute(tx)
    await withoutConsequences(tx, roomId)
  })
}

/** All of a room at once; each takes its place in the room's order. One after the other they would take half of the demo's time. */
async function writeReactions(app: App, roomId: number, planned: readonly Planned[]): Promise<void> {
  const reactions = planned.flatMap(({ id, reactions }) => reactions.map((reaction) => ({ id, ...reaction })))
  await transact(app, async (tx) => {
    const room = await lockAnyRoom(tx, roomId, app.clock.now())
    if (!room) throw new RangeError('the room is gone')
    const { numAffectedRows } = await sql`
      insert into reaction (room_id, message_id, emoji, account_id, tick, created_at)
      select a.room_id, i.message_id, i.emoji, a.account_id, i.tick, i.at
      from unnest(${idArray(reactions.map(({ id }) => id))}, ${reactions.map(({ emoji }) => emoji)}::text[],
        ${idArray(reactions.map(({ by }) => by.accountId))}, ${idArray(reactions.map(() => nextTick(room)))},
        ${reactions.map(({ at }) => new Date(at).toISOString())}::timestamptz[]) as i (message_id, emoji, account_id, tick, at)
      join member a on a.room_id = ${roomId} and a.account_id = i.account_id and a.role in ('admin', 'member')
    `.execute(tx)
    if (Number(numAffectedRows) !== reactions.length) throw new RangeError('somebody reacts who may not')
    await sql`
      update message m set tick = r.tick
      from (select message_id, max(tick) as tick from reaction where room_id = ${roomId} group by message_id) r
      where m.room_id = ${roomId} and m.id = r.message_id
    `.execute(tx)
    await saveClock(tx, room)
  })
}

async function writeAftermath(appAt: Company['appAt'], roomId: number, message: Planned): Promise<void> {
  const place = { roomId, id: message.id }
  if (message.correction) {
    await edit(appAt(message.correction.at), actorOf(message.by), { ...place, body: message.correction.body })
  }
  if (message.deletedAt !== null) await deleteMessage(appAt(message.deletedAt), actorOf(message.by), place)
}
