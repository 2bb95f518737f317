import { sql } from 'kysely'
import { add as bookmark } from '../bookmarks/keep.ts'
import { save as saveCategory } from '../categories/save.ts'
import type { Actor, App } from '../context.ts'
import { save as saveDraft } from '../drafts/save.ts'
import { read, unread } from '../messages/mark.ts'
import { arrange } from '../rooms/arrange.ts'
import { type BuiltRoom, playerOf } from './build-rooms.ts'
import { actorOf, type Company } from './cast.ts'
import { MAIN_CHARACTER } from './people.ts'
import type { Random } from './random.ts'

type Rooms = ReadonlyMap<string, BuiltRoom>

/** What the main character has not read yet, in messages from the end. Everything else she has. */
const UNREAD: Record<string, number> = {
  news: 2,
  gift: 4,
  carton: 5,
  logi: 12,
  planning: 3,
  line2: 48,
  hanoi: 1,
  autumn: 2,
  suzune: 1,
  'aoi-yuki': 1,
}

const CATEGORIES: readonly (readonly [name: string, rooms: string])[] = [
  ['取引先', 'carton logi dojima'],
  ['社内', 'planning quality line2 helpdesk umeda hanoi break recipe purchase ec lunch hr'],
  ['終わった案件', 'autumn suzune wrapping'],
]

/** How far everybody has read: most to the end, some a little less, as it is in the middle of a day. */
export async function settleReading(app: App, rooms: Rooms, random: Random): Promise<void> {
  for (const { roomId, everybody } of rooms.values()) {
    const lags = everybody.map(({ work }) =>
      random.chance(work.includes('exec') ? 0.2 : 0.72) ? 0 : random.int(1, 14),
    )
    await sql`
      update member m set read_number = greatest(m.read_number, r.last_number - i.lag)
      from room r, unnest(${everybody.map(({ accountId }) => String(accountId))}::bigint[], ${lags}::int[]) as i (id, lag)
      where r.id = ${roomId} and m.room_id = ${roomId} and m.account_id = i.id
    `.execute(app.db)
  }
}

/** The main character's own: categories, pins, mutes, marks, a draft, what she keeps. */
export async function settleMainCharacter(company: Company, app: App, rooms: Rooms): Promise<void> {
  const player = playerOf(company, MAIN_CHARACTER)
  const actor = actorOf(player)
  for (const [key, { roomId, everybody }] of rooms) {
    if (everybody.includes(player)) await markRead(app, actor, roomId, UNREAD[key] ?? 0)
  }
  const room = (key: string) => (rooms.get(key) as BuiltRoom).roomId
  for (const [place, [name, keys]] of CATEGORIES.entries()) {
    const { id } = await saveCategory(app, actor, { name, position: place, collapsed: place === 2 })
    for (const key of keys.split(' ')) await arrange(app, actor, { roomId: room(key), categoryId: id })
  }
  for (const key of ['gift', 'news']) await arrange(app, actor, { roomId: room(key), pinned: true })
  await arrange(app, actor, { roomId: room('line2'), muted: true })
  await saveDraft(app, actor, { roomId: room('aoi-ryo'), body: '版下の差し替えですが、くるみの表記を' })
  await keepSome(app, actor, room('gift'))
}

async function markRead(app: App, actor: Actor, roomId: number, left: number): Promise<void> {
  const { lastNumber } = await app.db
    .selectFrom('room')
    .where('id', '=', roomId)
    .select('lastNumber')
    .executeTakeFirstOrThrow()
  await read(app, actor, { roomId, number: lastNumber - left })
  // A message of her own among them had moved the mark further.
  if (left > 0) await unread(app, actor, { roomId, number: lastNumber - left + 1 })
}

/** A few boxes with decisions, as people keep them. */
async function keepSome(app: App, actor: Actor, roomId: number): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select id::text as id from message where room_id = ${roomId} and kind = 'message' and body like '%[info]%' and deleted_at is null
    order by number desc limit 4
  `.execute(app.db)
  for (const { id } of rows) await bookmark(app, actor, { roomId, messageId: id })
}

/** Two others have an order of their own too. */
export async function settleOthers(company: Company, app: App, rooms: Rooms): Promise<void> {
  for (const [key, pinned, muted] of [
    ['aya', 'gift', 'line2'],
    ['ryo', 'carton', 'suzune'],
    ['sho', 'helpdesk', 'break'],
  ] as const) {
    const actor = actorOf(playerOf(company, key))
    await arrange(app, actor, { roomId: (rooms.get(pinned) as BuiltRoom).roomId, pinned: true })
    await arrange(app, actor, { roomId: (rooms.get(muted) as BuiltRoom).roomId, muted: true })
  }
}
