import { type api, type OutputOf, Refusal, type RoomState } from '@naniwa/contract'
import { sql } from 'kysely'
import type { Actor, App } from '../context.ts'
import type { Lane } from '../db/lane.ts'
import { type Listed, listOf, rowsOf } from '../db/list.ts'
import type { Database } from '../db/pool.ts'
import { idArray } from '../db/sql.ts'
import { openTasks, unreadMentions } from '../rooms/view.ts'

/** Accounts in one statement at most. */
const BATCH = 64

type Standing = Pick<OutputOf<typeof api.sync.hello>, 'accountId' | 'accountTick' | 'epoch' | 'rooms'>

/** Where everything stands, as of one moment. A socket hears its topics before this is read (S1). */
export async function hello(app: App, actor: Actor): Promise<OutputOf<typeof api.sync.hello>> {
  return { ...(await laneOf(app)(actor.accountId)), version: app.version }
}

function laneOf(app: App): Lane<number, Standing> {
  return app.lanes.open<number, Standing>({
    name: 'sync.hello',
    max: BATCH,
    depth: Number.POSITIVE_INFINITY,
    work: (accountIds) => readStandings(app.db, accountIds),
  })
}

async function readStandings(db: Database, accountIds: readonly number[]): Promise<(Standing | Refusal)[]> {
  const { rows } = await sql<Omit<Standing, 'rooms'> & { rooms: Listed<RoomState>[] }>`/* prepared sync.hello */
    select a.id as account_id, a.tick as account_tick, s.value as epoch, ${listOf(roomStates)} as rooms
    from account a, server_state s where a.id = any(${idArray(accountIds)}) and s.name = 'epoch'
  `.execute(db)
  const standings = new Map(rows.map((row) => [row.accountId, { ...row, rooms: rowsOf(row.rooms) }]))
  return accountIds.map((accountId) => standings.get(accountId) ?? gone())
}

function gone(): Refusal {
  return new Refusal('unauthenticated', 'the account is gone')
}

/** Of the account `a.id`. */
const roomStates = sql<RoomState>`
  with x as materialized (select room_id from account_room where account_id = a.id and not gone)
  select r.id as room_id, r.tick, r.last_number, m.read_number, ${unreadMentions} as mentions, ${openTasks} as tasks
  from x join room r on r.id = x.room_id
  join member m on m.room_id = x.room_id and m.account_id = a.id and m.role is not null
  where r.deleted_at is null`
