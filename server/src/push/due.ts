import { type RawBuilder, sql } from 'kysely'
import type { App } from '../context.ts'
import { milliseconds } from '../db/milliseconds.ts'
import { idArray } from '../db/sql.ts'
import type { Queries } from '../db/transaction.ts'
import type { OutboxRow } from '../events/outbox.ts'
import { addresses, NEWS_MS } from '../messages/addressed.ts'
import { type Device, deviceColumns } from './device.ts'
import type { Said } from './news.ts'

/** A device that is to be told of a message, and what there is to tell. */
export interface Due extends Device {
  readonly kind: 'message' | 'system'
  readonly body: string
  readonly number: number
  readonly createdAt: number
  readonly mentions: readonly number[]
  readonly author: string
  readonly avatar: string | null
  readonly type: 'my' | 'direct' | 'group'
  readonly roomName: string
}

/**
 * Devices that are to be told of a message: by the rule of the pop-ups (`web/src/notifications/decide.ts`), of people who are in
 * the room and have not read it.
 */
export async function readDue(app: App, news: Said, one: RawBuilder<boolean> = sql`true`): Promise<Due[]> {
  const { roomId, id, assignees, kept } = news
  const now = app.clock.now()
  const { rows } = await sql<Due>`
    select ${deviceColumns(now)},
      g.kind, g.body, g.number, ${milliseconds('g.created_at')} as created_at, g.mentions,
      coalesce(w.name, '') as author, w.avatar, r.type, r.name as room_name
    from message g
    join room r on r.id = g.room_id and r.deleted_at is null
    join member m on m.room_id = g.room_id and m.role is not null and m.account_id <> g.account_id
      and m.read_number < g.number
    join push_device d on d.account_id = m.account_id
    join account a on a.id = d.account_id
    left join member w on w.room_id = g.room_id and w.account_id = g.account_id
    left join account_room x on x.account_id = m.account_id and x.room_id = g.room_id
    where g.room_id = ${roomId} and g.id = ${id} and g.deleted_at is null
      and (${kept === true} or g.created_at > ${new Date(now.getTime() - NEWS_MS)})
      and x.muted is not true and d.which <> 'off'
      and (${addresses(sql`d.account_id`, assignees)} or (d.which = 'all' and g.kind = 'message'))
      and ${one}
  `.execute(app.db)
  return rows
}

/**
 * Of rows about messages, those of rooms in which somebody has a device that is told of such: where nobody has one, which is nearly
 * everywhere, a message costs no job.
 */
export async function withDevices<Row extends OutboxRow>(db: Queries, rows: readonly Row[]): Promise<Row[]> {
  const rooms = idArray(rows.map(({ roomId = 0 }) => roomId))
  const { rows: found } = await sql<{ at: number }>`
    select n.at::int from unnest(${rooms}, ${rows.map(isAddressed)}::boolean[]) with ordinality as n (room_id, addressed, at)
    where exists (
      select from member m join push_device d on d.account_id = m.account_id
      where m.room_id = n.room_id and m.role is not null and (d.which = 'all' or (n.addressed and d.which = 'toMe'))
    )
  `.execute(db)
  const chosen = new Set(found.map(({ at }) => at - 1))
  return rows.filter((_, at) => chosen.has(at))
}

/** A message that a task made addresses those it is given to. */
function isAddressed({ payload }: OutboxRow): boolean {
  const { addressed, accountIds } = payload as { addressed?: boolean; accountIds?: number[] }
  return addressed === true || accountIds !== undefined
}
