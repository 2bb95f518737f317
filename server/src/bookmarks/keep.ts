import { type api, type Bookmark, type InputOf, type Message, type OutputOf, Refusal } from '@naniwa/contract'
import { sql } from 'kysely'
import type { Actor, App } from '../context.ts'
import { type Transaction, transact } from '../db/transaction.ts'
import { announce } from '../events/announce.ts'
import { accountTopic } from '../events/topics.ts'
import { readMessage } from '../messages/read.ts'
import { bookmarkColumns, messageColumns } from '../messages/view.ts'
import { nextAccountTick } from '../rooms/own.ts'
import { findRoom } from '../rooms/read.ts'

/** Most kept messages of one person. Source: the product this one is compatible with. */
const BOOKMARK_LIMIT = 1_000

export async function add(app: App, actor: Actor, input: InputOf<typeof api.bookmarks.add>): Promise<Bookmark> {
  const now = app.clock.now()
  return transact(app, async (tx) => {
    await findRoom(tx, actor.accountId, input.roomId)
    await readMessage(tx, input.roomId, input.messageId)
    const tick = await nextAccountTick(tx, actor.accountId)
    const { rows } = await sql<{ count: number }>`
      select count(*) as count from bookmark where account_id = ${actor.accountId} and not deleted
        and (room_id, message_id) <> (${input.roomId}, ${input.messageId})
    `.execute(tx)
    if ((rows[0]?.count ?? 0) >= BOOKMARK_LIMIT)
      throw new Refusal('limit_reached', `at most ${BOOKMARK_LIMIT} kept messages`)
    await sql`
      insert into bookmark (account_id, room_id, message_id, tick, created_at)
      values (${actor.accountId}, ${input.roomId}, ${input.messageId}, ${tick}, ${now})
      on conflict (account_id, room_id, message_id) do update set
        tick = excluded.tick, deleted = false,
        created_at = case when bookmark.deleted then excluded.created_at else bookmark.created_at end
    `.execute(tx)
    return announceBookmark(tx, actor.accountId, input)
  })
}

export async function remove(app: App, actor: Actor, input: InputOf<typeof api.bookmarks.remove>): Promise<Bookmark> {
  return transact(app, async (tx) => {
    const tick = await nextAccountTick(tx, actor.accountId)
    const { numAffectedRows } = await sql`
      update bookmark set deleted = true, tick = ${tick}
      where account_id = ${actor.accountId} and room_id = ${input.roomId} and message_id = ${input.messageId} and not deleted
    `.execute(tx)
    if (numAffectedRows !== 1n) throw new Refusal('not_found', 'not kept')
    return announceBookmark(tx, actor.accountId, input)
  })
}

async function announceBookmark(
  tx: Transaction,
  accountId: number,
  { roomId, messageId }: { roomId: number; messageId: string },
): Promise<Bookmark> {
  const { rows } = await sql<Bookmark>`
    select ${bookmarkColumns} from bookmark b
    where b.account_id = ${accountId} and b.room_id = ${roomId} and b.message_id = ${messageId}
  `.execute(tx)
  const bookmark = rows[0] as Bookmark
  announce(tx, accountTopic(accountId), { event: 'bookmark', data: bookmark })
  return bookmark
}

type List = typeof api.bookmarks.list

export async function list(app: App, actor: Actor): Promise<OutputOf<List>> {
  const { rows } = await sql<Message & { bookmarkTick: number; bookmarkedAt: number }>`
    with b as materialized (select * from bookmark where account_id = ${actor.accountId} and not deleted)
    select ${messageColumns}, b.tick as bookmark_tick, (extract(epoch from b.created_at) * 1000)::bigint as bookmarked_at
    from b join message m on m.room_id = b.room_id and m.id = b.message_id
    join member me on me.room_id = b.room_id and me.account_id = ${actor.accountId} and me.role is not null
    join room r on r.id = b.room_id and r.deleted_at is null
    order by b.created_at desc, b.message_id desc
  `.execute(app.db)
  return {
    bookmarks: rows.map(({ bookmarkTick, bookmarkedAt, ...message }) => ({
      bookmark: {
        roomId: message.roomId,
        messageId: message.id,
        tick: bookmarkTick,
        createdAt: bookmarkedAt,
        deleted: false,
      },
      message,
    })),
  }
}
