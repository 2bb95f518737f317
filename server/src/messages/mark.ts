import { type api, type InputOf, type MyRoom, Refusal } from '@naniwa/contract'
import { sql } from 'kysely'
import type { Actor, App } from '../context.ts'
import { untilKept } from '../db/kept.ts'
import type { Lane } from '../db/lane.ts'
import { idArray } from '../db/sql.ts'
import { type Transaction, transact } from '../db/transaction.ts'
import { type Own, touchOwnOf } from '../rooms/own.ts'
import { readOwners } from '../rooms/read.ts'

/** Marks in one transaction at most. */
const BATCH = 128

/** How far somebody wants to have read a room: a mark that is further in that direction already stays. */
interface Marking extends Own {
  readonly way: 'on' | 'back'
  readonly number: number
}

/** Everything up to the number is read; a mark that is further already stays. */
export function read(
  app: App,
  { accountId }: Actor,
  { roomId, number }: InputOf<typeof api.messages.read>,
): Promise<MyRoom> {
  return laneOf(app)({ accountId, roomId, number, way: 'on' })
}

/** The number and everything after it is unread; a mark that is further back already stays. */
export function unread(
  app: App,
  { accountId }: Actor,
  { roomId, number }: InputOf<typeof api.messages.unread>,
): Promise<MyRoom> {
  return laneOf(app)({ accountId, roomId, number: number - 1, way: 'back' })
}

/** What thousands have read in the same moment, because one wrote to them all, is marked by a few transactions. */
function laneOf({ lanes, db, bus }: App): Lane<Marking, MyRoom> {
  return lanes.open<Marking, MyRoom>({
    name: 'messages.mark',
    max: BATCH,
    async work(markings) {
      const marked: (MyRoom | Refusal)[] = []
      for (const turn of turnsOf(markings)) marked.push(...(await transact({ db, bus }, (tx) => mark(tx, turn))))
      return marked
    },
  })
}

/** In each turn everybody has one mark at most, so that each takes one place in their account's order. */
function turnsOf(markings: readonly Marking[]): Marking[][] {
  const turns: Marking[][] = []
  let present = new Set<number>()
  for (const marking of markings) {
    if (turns.length === 0 || present.has(marking.accountId)) {
      turns.push([])
      present = new Set()
    }
    turns.at(-1)?.push(marking)
    present.add(marking.accountId)
  }
  return turns
}

async function mark(tx: Transaction, markings: readonly Marking[]): Promise<(MyRoom | Refusal)[]> {
  const moved = await move(tx, markings)
  const inside = markings.filter(({ accountId }) => moved.has(accountId))
  const changing = inside.filter(({ accountId }) => moved.get(accountId))
  const staying = inside.filter(({ accountId }) => !moved.get(accountId))
  if (changing.length === 0 && staying.length > 0) await untilKept(tx)
  const own = [
    ...(changing.length > 0 ? await touchOwnOf(tx, changing, 'changed') : []),
    ...(staying.length > 0 ? await readOwners(tx, staying) : []),
  ]
  const byAccount = new Map(own.map(({ accountId, ...mine }) => [accountId, mine]))
  return markings.map(({ accountId }) => byAccount.get(accountId) ?? new Refusal('not_found', 'no such room'))
}

/** Whether each one's mark moved; nothing of who is not in the room. Rows are locked in one order, so that two batches do not wait for each other. */
async function move(tx: Transaction, markings: readonly Marking[]): Promise<Map<number, boolean>> {
  const { rows } = await sql<{ accountId: number; moved: boolean }>`
    with place as materialized (
      select m.room_id, m.account_id, m.read_number, case i.way
        when 'on' then greatest(m.read_number, least(i.number, r.last_number))
        else least(m.read_number, i.number) end as reached
      from unnest(
        ${idArray(markings.map(({ accountId }) => accountId))}, ${idArray(markings.map(({ roomId }) => roomId))},
        ${idArray(markings.map(({ number }) => number))}, ${markings.map(({ way }) => way)}::text[]
      ) as i (account_id, room_id, number, way)
      join room r on r.id = i.room_id and r.deleted_at is null
      join member m on m.room_id = i.room_id and m.account_id = i.account_id and m.role is not null
      order by m.room_id, m.account_id for no key update of m
    ), moved as (
      update member m set read_number = p.reached from place p
      where m.room_id = p.room_id and m.account_id = p.account_id and p.reached <> p.read_number
    )
    select account_id, reached <> read_number as moved from place
  `.execute(tx)
  return new Map(rows.map(({ accountId, moved }) => [accountId, moved]))
}
