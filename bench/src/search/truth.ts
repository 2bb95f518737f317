import { type Condition, fold, instantOf, localTime, type Message, parseQuery, searched } from '@naniwa/contract'
import type pg from 'pg'

/** A message as a reader who reads everything sees it. */
export interface Line {
  readonly id: string
  readonly roomId: number
  readonly number: number
  readonly sentAt: number
  readonly accountId: number
  readonly mentions: readonly number[]
  readonly toAll: boolean
  readonly text: string
  readonly marks: readonly string[]
}

/** Everything that one person may read, newest first, in memory. */
export interface Library {
  readonly accountId: number
  readonly lines: readonly Line[]
  readonly roomNames: ReadonlyMap<number, string>
}

export const ZONE = 'Asia/Tokyo'

/** @param since only what was sent at or after this, in milliseconds. */
export async function readLibrary(pool: pg.Pool, accountId: number, since = 0): Promise<Library> {
  const { rows: rooms } = await pool.query<{ id: number; name: string }>(
    'select r.id, r.name from room r join member m on m.room_id = r.id where m.account_id = $1 and m.role is not null',
    [accountId],
  )
  const lines: Line[] = []
  for (const { id } of rooms) {
    for (const line of await readRoom(pool, id, since)) lines.push(line)
  }
  lines.sort((a, b) => b.sentAt - a.sentAt || b.roomId - a.roomId || b.number - a.number)
  return { accountId, lines, roomNames: new Map(rooms.map(({ id, name }) => [id, fold(name)])) }
}

async function readRoom(pool: pg.Pool, roomId: number, since: number): Promise<Line[]> {
  type Row = Omit<Line, 'text' | 'marks' | 'roomId'> & Pick<Message, 'body'>
  const { rows } = await pool.query<Row>(
    `select id::text as id, number, (extract(epoch from created_at) * 1000)::bigint as "sentAt", account_id as "accountId",
       mentions, to_all as "toAll", body from message where room_id = $1 and deleted_at is null and created_at >= to_timestamp($2 / 1000.0)`,
    [roomId, since],
  )
  return rows.map(({ body, ...row }) => ({ ...row, roomId, ...searched(body) }))
}

/** The newest messages that fulfil a query, found by looking at every one. */
export function bruteForce({ accountId, lines, roomNames }: Library, query: string, limit: number, now: Date): Line[] {
  const asked = parseQuery(query, localTime(now.getTime(), ZONE).day)
  const judges = asked.map((condition) => judgeOf(condition, accountId, roomNames))
  const found: Line[] = []
  for (const line of lines) {
    if (found.length === limit) break
    if (judges.every((judge) => judge(line))) found.push(line)
  }
  return found
}

/** Queries of the benchmark name people by their ids, and at most one room or author. */
function judgeOf(condition: Condition, me: number, names: ReadonlyMap<number, string>): (line: Line) => boolean {
  const holds = holdsOf(condition, me, names)
  return condition.without ? (line) => !holds(line) : holds
}

function holdsOf(condition: Condition, me: number, names: ReadonlyMap<number, string>): (line: Line) => boolean {
  switch (condition.kind) {
    case 'word':
      return ({ text }) => text.includes(condition.text)
    case 'from':
    case 'to': {
      const id = condition.who === 'me' ? me : Number(condition.who)
      if (condition.kind === 'from') return ({ accountId }) => accountId === id
      return ({ mentions, toAll }) => toAll || mentions.includes(id)
    }
    case 'in':
      return ({ roomId }) => (names.get(roomId) ?? '').includes(condition.room)
    case 'has':
      return ({ marks }) => marks.includes(condition.mark)
    case 'before':
    case 'after': {
      const time = instantOf({ day: condition.day, clock: 0 }, ZONE)
      return condition.kind === 'before' ? ({ sentAt }) => sentAt < time : ({ sentAt }) => sentAt >= time
    }
  }
}
