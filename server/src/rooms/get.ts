import type { api, InputOf, MyRoom, OutputOf, Room } from '@naniwa/contract'
import { sql } from 'kysely'
import type { Actor, App } from '../context.ts'
import type { Lane } from '../db/lane.ts'
import { type Listed, listOf, rowsOf } from '../db/list.ts'
import type { Database } from '../db/pool.ts'
import { idArray } from '../db/sql.ts'
import { ownRooms } from './read.ts'
import { roomColumns } from './view.ts'

type Get = typeof api.rooms.get
type Answer = OutputOf<Get>

/** Questions in one statement at most. */
const BATCH = 64

interface Question {
  readonly accountId: number
  readonly roomIds: readonly number[]
}

export function get(app: App, actor: Actor, { roomIds }: InputOf<Get>): Promise<Answer> {
  return laneOf(app)({ accountId: actor.accountId, roomIds })
}

function laneOf(app: App): Lane<Question, Answer> {
  return app.lanes.open<Question, Answer>({
    name: 'rooms.get',
    max: BATCH,
    depth: Number.POSITIVE_INFINITY,
    work: (questions) => readAnswers(app.db, questions),
  })
}

interface Row {
  /** Places of those who are told this. */
  readonly ords: readonly number[]
  readonly rooms: readonly Listed<Room>[]
  readonly mine: readonly Listed<MyRoom>[]
}

/** A room is read once for all who ask for it. One statement sees the database as it was at one moment. */
async function readAnswers(db: Database, questions: readonly Question[]): Promise<Answer[]> {
  const { rows } = await sql<Row>`/* prepared rooms.get */
    with asked as materialized (
      select ord, account_id, room_ids::bigint[] as room_ids from unnest(
        ${questions.map((_, ord) => ord)}::int[], ${idArray(questions.map((one) => one.accountId))},
        ${questions.map((one) => `{${one.roomIds.join(',')}}`)}::text[]
      ) as i (ord, account_id, room_ids)
    ), shown as materialized (
      select me.room_id, array_agg(asked.ord) as ords from asked cross join unnest(asked.room_ids) as i (room_id)
      join member me on me.room_id = i.room_id and me.account_id = asked.account_id and me.role is not null
      group by me.room_id
    )
    select shown.ords, ${listOf(sql<Room>`select ${roomColumns} from room r where r.id = shown.room_id and r.deleted_at is null`)} as rooms,
      '[]'::json as mine from shown
    union all
    select array[asked.ord], '[]'::json, ${listOf(
      ownRooms(sql`account_id = asked.account_id and not gone and room_id = any(asked.room_ids)`),
    )} from asked
  `.execute(db)
  const answers = questions.map((): Answer => ({ rooms: [], mine: [] }))
  for (const { ords, ...row } of rows) {
    const [rooms, mine] = [rowsOf(row.rooms), rowsOf(row.mine)]
    for (const ord of ords) {
      answers[ord]?.rooms.push(...rooms)
      answers[ord]?.mine.push(...mine)
    }
  }
  return answers
}
