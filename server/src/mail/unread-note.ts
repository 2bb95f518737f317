import { defaultSettings, instantOf, localTime, type Settings } from '@naniwa/contract'
import { sql } from 'kysely'
import type { App } from '../context.ts'
import { idArray } from '../db/sql.ts'
import type { OutboxRow } from '../events/outbox.ts'
import { addresses, NEWS_MS } from '../messages/addressed.ts'

const HOUR_MS = 60 * 60 * 1_000
/** On the clock where the reader is. */
const MORNING = 8 * HOUR_MS

interface Reader {
  readonly accountId: number
  readonly mailUnread: Settings['mailUnread']
  readonly timeZone: string
}

/** Notes for each of those whom a message addresses, and who have not read it, when it is to be mailed. Done again, nothing changes. */
export async function noteUnread(app: App, { roomId = 0, id, payload }: OutboxRow): Promise<void> {
  const { accountIds = [] } = payload as { accountIds?: number[] }
  const readers = await readReaders(app, { roomId, id, accountIds })
  if (readers.length === 0) return
  const now = app.clock.now().getTime()
  await sql`
    insert into unread_mail (account_id, room_id, message_id, due_at)
    select account_id, ${roomId}, ${id}, due_at
    from unnest(${idArray(readers.map(({ accountId }) => accountId))},
      ${readers.map((reader) => new Date(dueAt(now, reader)))}::timestamptz[]) as r (account_id, due_at)
    on conflict do nothing
  `.execute(app.db)
}

/** Since a mail takes along all that waits, what is noted after it comes an hour later at the earliest. */
function dueAt(now: number, { mailUnread, timeZone }: Reader): number {
  if (mailUnread === 'hour') return now + HOUR_MS
  const { day } = localTime(now, timeZone)
  const today = instantOf({ day, clock: MORNING }, timeZone)
  if (today > now) return today
  return instantOf({ day: localTime(today + 24 * HOUR_MS, timeZone).day, clock: MORNING }, timeZone)
}

type Addressing = { readonly roomId: number; readonly id: string; readonly accountIds: readonly number[] }

async function readReaders(app: App, { roomId, id, accountIds }: Addressing): Promise<Reader[]> {
  const { mailUnread, timeZone } = defaultSettings
  const { rows } = await sql<Reader>`
    select m.account_id, coalesce(a.settings ->> 'mailUnread', ${mailUnread}) as mail_unread,
      coalesce(a.settings ->> 'timeZone', ${timeZone}) as time_zone
    from message g
    join room r on r.id = g.room_id and r.deleted_at is null
    join member m on m.room_id = g.room_id and m.role is not null and m.account_id <> g.account_id
      and m.read_number < g.number
    join account a on a.id = m.account_id and a.deactivated_at is null
    left join account_room x on x.account_id = m.account_id and x.room_id = g.room_id
    where g.room_id = ${roomId} and g.id = ${id} and g.deleted_at is null and x.muted is not true
      and g.created_at > ${new Date(app.clock.now().getTime() - NEWS_MS)}
      and ${addresses(sql`m.account_id`, accountIds)}
      and coalesce(a.settings ->> 'mailUnread', ${mailUnread}) <> 'off'
  `.execute(app.db)
  return rows
}
