import { sql } from 'kysely'
import { idArray } from '../db/sql.ts'
import type { Queries } from '../db/transaction.ts'
import { lineOf, type Source } from './line.ts'
import type { Place } from './place.ts'
import type { Clocks } from './rooms.ts'

/** Changes that a search reads from the messages themselves when the index is behind. */
const CHANGES = 500

/** A message as it is now, whatever the index says of it. */
export interface Fresh extends Place {
  readonly line: string
}

interface Row extends Source, Place {}

/**
 * Messages that changed since their room was indexed, so that an answer knows what was sent, edited or deleted a moment ago.
 * `complete` is false when there are too many.
 */
export async function readFresh(db: Queries, rooms: readonly Clocks[]): Promise<{ fresh: Fresh[]; complete: boolean }> {
  const behind = rooms.filter(({ tick, indexed }) => indexed < tick)
  if (behind.length === 0) return { fresh: [], complete: true }
  const { rows } = await sql<Row>`
    select m.room_id, m.number, (extract(epoch from m.created_at) * 1000)::bigint as sent_at, m.account_id, m.kind, m.body,
      m.mentions, m.to_all, m.deleted_at is not null as deleted
    from unnest(${idArray(behind.map(({ roomId }) => roomId))}, ${idArray(behind.map(({ indexed }) => indexed))}) as r (id, tick)
    cross join lateral (
      select * from message where room_id = r.id and tick > r.tick order by tick desc limit ${CHANGES + 1}
    ) m
    limit ${CHANGES + 1}
  `.execute(db)
  const fresh = rows.map(({ roomId, number, sentAt, ...message }) => ({
    roomId,
    number,
    sentAt,
    line: lineOf(message),
  }))
  return { fresh, complete: rows.length <= CHANGES }
}
