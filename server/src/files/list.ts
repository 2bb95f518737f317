import { type api, type File, fold, type InputOf, type OutputOf } from '@naniwa/contract'
import { sql } from 'kysely'
import type { Actor, App } from '../context.ts'
import { findRoom } from '../rooms/read.ts'
import { fileColumns } from './view.ts'

type List = typeof api.files.list

const PAGE = 100

/** The newest of each room are sought by themselves and then merged, so that a page costs one index entry per room and file shown. */
export async function list(app: App, actor: Actor, input: InputOf<List>): Promise<OutputOf<List>> {
  if (input.roomId !== undefined) await findRoom(app.db, actor.accountId, input.roomId)
  const { roomId = null, accountId = null, kind = null, before = null } = input
  const name = fold(input.name ?? '').trim()
  const { rows } = await sql<File & { roomTick: number }>`
    with mine as materialized (
      select x.room_id, r.tick from account_room x
      join member m on m.room_id = x.room_id and m.account_id = x.account_id and m.role is not null
      join room r on r.id = x.room_id and r.deleted_at is null
      where x.account_id = ${actor.accountId} and not x.gone and (${roomId}::bigint is null or x.room_id = ${roomId}::bigint)
    )
    select ${fileColumns}, mine.tick as room_tick from mine cross join lateral (
      select * from file f
      where f.room_id = mine.room_id and f.deleted_at is null and f.id < coalesce(${before}::bigint, 9007199254740992)
        and (${accountId}::bigint is null or f.account_id = ${accountId}::bigint)
        and (${kind}::text is null or f.kind = ${kind}::text)
        and (${name} = '' or strpos(f.folded_name, ${name}) > 0)
      order by f.id desc limit ${PAGE + 1}
    ) f
    order by f.id desc limit ${PAGE + 1}
  `.execute(app.db)
  const shown = rows.slice(0, PAGE)
  const ticks = new Map(shown.map(({ roomId, roomTick }) => [roomId, roomTick]))
  return {
    files: shown.map(({ roomTick: _, ...file }) => file),
    more: rows.length > PAGE,
    ticks: [...ticks].map(([roomId, tick]) => ({ roomId, tick })),
  }
}
