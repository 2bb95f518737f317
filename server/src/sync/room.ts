import {
  type api,
  CATCH_UP_LIMIT,
  type File,
  type InputOf,
  type Member,
  type Message,
  type OutputOf,
  Refusal,
  type Room as RoomView,
} from '@naniwa/contract'
import { sql } from 'kysely'
import type { Actor, App } from '../context.ts'
import type { Lane } from '../db/lane.ts'
import { type Listed, listOf, rowsOf } from '../db/list.ts'
import type { Database } from '../db/pool.ts'
import { idArray } from '../db/sql.ts'
import { changedFiles } from '../files/read.ts'
import { changedMessages, isCut } from '../messages/read.ts'
import { changedMembers } from '../rooms/read.ts'
import { roomColumns } from '../rooms/view.ts'
import { changedTasks, type Paged, tasksOf } from '../tasks/read.ts'

type Room = typeof api.sync.room
type Answer = OutputOf<Room>

/** Rooms in one statement at most: each of them may bring some megabytes. */
const BATCH = 32

interface Question {
  readonly accountId: number
  readonly roomId: number
  readonly since: number
}

/** Rows that changed after a clock, up to a clock before which nothing is missing. */
export function room(app: App, actor: Actor, { roomId, since }: InputOf<Room>): Promise<Answer> {
  return laneOf(app)({ accountId: actor.accountId, roomId, since })
}

/** Everybody comes back at ten o'clock: questions that arrive while one statement is in flight share the next. */
function laneOf(app: App): Lane<Question, Answer> {
  return app.lanes.open<Question, Answer>({
    name: 'sync.room',
    max: BATCH,
    depth: Number.POSITIVE_INFINITY,
    work: (questions) => readRooms(app.db, questions),
  })
}

interface Row extends RoomView {
  /** Places of those who asked for this. */
  readonly ords: readonly number[]
  readonly members: readonly Listed<Member>[]
  readonly messages: readonly Listed<Message>[]
  readonly tasks: readonly Listed<Paged>[]
  readonly files: readonly Listed<File>[]
}

/** What several people ask alike is read once. One statement sees the database as it was at one moment. */
async function readRooms(db: Database, questions: readonly Question[]): Promise<(Answer | Refusal)[]> {
  const { rows } = await sql<Row>`/* prepared sync.room */
    with asked as materialized (
      select i.room_id, i.since, array_agg(i.ord) as ords from unnest(
        ${questions.map((_, ord) => ord)}::int[], ${idArray(questions.map((one) => one.accountId))},
        ${idArray(questions.map((one) => one.roomId))}, ${idArray(questions.map((one) => one.since))}
      ) as i (ord, account_id, room_id, since)
      join member me on me.room_id = i.room_id and me.account_id = i.account_id and me.role is not null
      group by i.room_id, i.since
    )
    select asked.ords, ${roomColumns},
      ${listOf(changedMembers(CATCH_UP_LIMIT))} as members, ${listOf(changedMessages(CATCH_UP_LIMIT))} as messages,
      ${listOf(changedTasks(CATCH_UP_LIMIT))} as tasks, ${listOf(changedFiles(CATCH_UP_LIMIT))} as files
    from asked join room r on r.id = asked.room_id where r.deleted_at is null
  `.execute(db)
  const answers = new Map<number, Answer>()
  for (const row of rows) {
    const answer = answerOf(row)
    for (const ord of row.ords) answers.set(ord, answer)
  }
  return questions.map((_, ord) => answers.get(ord) ?? new Refusal('not_found', 'no such room'))
}

function answerOf({ ords: _, members, messages, tasks, files, ...view }: Row): Answer {
  const { tick } = view
  const found = { members: rowsOf(members), messages: rowsOf(messages), files: rowsOf(files) }
  const paged = tasksOf(rowsOf(tasks), CATCH_UP_LIMIT)
  const reached = Math.min(
    isCut(found.messages, CATCH_UP_LIMIT) ? lastOf(found.messages, tick) : tick,
    paged.isCut ? lastOf(paged.rows, tick) : tick,
    ...[found.members, found.files].map((list) => (list.length === CATCH_UP_LIMIT ? lastOf(list, tick) : tick)),
  )
  return {
    tick: reached,
    room: view,
    members: found.members.filter((row) => row.tick <= reached),
    messages: found.messages.filter((row) => row.tick <= reached),
    tasks: paged.rows.filter((row) => row.tick <= reached),
    files: found.files.filter((row) => row.tick <= reached),
    more: reached < tick,
  }
}

/** Everything up to its last row is in a list that was cut. */
function lastOf(rows: readonly { tick: number }[], tick: number): number {
  return rows.at(-1)?.tick ?? tick
}
