import { type api, type InputOf, type MyRoom, Refusal } from '@naniwa/contract'
import { sql } from 'kysely'
import type { Actor, App } from '../context.ts'
import { untilKept } from '../db/kept.ts'
import { HELD, type Lane, type Manner } from '../db/lane.ts'
import { idArray } from '../db/sql.ts'
import { type Transaction, transact } from '../db/transaction.ts'
import { type Own, touchOwnOf } from '../rooms/own.ts'
import { readOwners } from '../rooms/read.ts'

/** Marks in one transaction at most. */
const BATCH = 128
/** People whose account or place in a room somebody holds, for whom it is waited at once: each takes one of the ten connections. */
const HELD_PEOPLE = 2

/** How far somebody wants to have read a room: a mark that is further in that direction already stays. */
interface Marking extends Own {
  readonly way: 'on' | 'back'
  readonly number: number
}

type Marked = MyRoom | Refusal | typeof HELD

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

/**
 * What thousands have read in the same moment, because one wrote to them all, is marked by a few transactions. Of whom something is held,
 * their own marks alone wait.
 */
function laneOf({ lanes, db, bus }: App): Lane<Marking, MyRoom> {
  return lanes.open<Marking, MyRoom>({
    name: 'messages.mark',
    max: BATCH,
    aside: { key: ({ accountId }) => accountId, atOnce: HELD_PEOPLE },
    async work(markings, manner) {
      const marked: Marked[] = []
      // Whose first mark waits, their second waits behind it.
      const held = new Set<number>()
      for (const turn of turnsOf(markings)) {
        const free = turn.filter(({ accountId }) => !held.has(accountId))
        const answers = new Map(await transact({ db, bus }, (tx) => mark(tx, free, manner)))
        for (const { accountId } of turn) {
          const answer = answers.get(accountId) ?? HELD
          if (answer === HELD) held.add(accountId)
          marked.push(answer)
        }
      }
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

/** By account. */
async function mark(tx: Transaction, markings: readonly Marking[], manner: Manner): Promise<[number, Marked][]> {
  const free = manner === 'pass' ? await lockUnheld(tx, markings) : markings
  const fates = await move(tx, free, manner)
  const changing = free.filter(({ accountId }) => fates.get(accountId) === 'moved')
  const staying = free.filter(({ accountId }) => fates.get(accountId) === 'stayed')
  if (changing.length === 0 && staying.length > 0) await untilKept(tx)
  const own = [
    ...(changing.length > 0 ? await touchOwnOf(tx, changing, 'changed') : []),
    ...(staying.length > 0 ? await readOwners(tx, staying) : []),
  ]
  const byAccount = new Map(own.map(({ accountId, ...mine }) => [accountId, mine]))
  return free.map(({ accountId }) => {
    if (fates.get(accountId) === 'held') return [accountId, HELD]
    return [accountId, byAccount.get(accountId) ?? new Refusal('not_found', 'no such room')]
  })
}

/** Those whose accounts nobody else has locked; they are locked from now on. */
async function lockUnheld(tx: Transaction, markings: readonly Marking[]): Promise<Marking[]> {
  const { rows } = await sql<{ id: number }>`
    select id from account where id = any(${idArray(markings.map(({ accountId }) => accountId))}) order by id for update skip locked
  `.execute(tx)
  const locked = new Set(rows.map(({ id }) => id))
  return markings.filter(({ accountId }) => locked.has(accountId))
}

type Fate = 'moved' | 'stayed' | 'held'

/** What becomes of each one's mark; nothing of who is not in the room. Rows are locked in one order, so that two batches do not wait for each other. */
async function move(tx: Transaction, markings: readonly Marking[], manner: Manner): Promise<Map<number, Fate>> {
  const { rows } = await sql<{ accountId: number; fate: Fate }>`
    with asked as materialized (
      select m.room_id, m.account_id, i.number, i.way, r.last_number
      from unnest(
        ${idArray(markings.map(({ accountId }) => accountId))}, ${idArray(markings.map(({ roomId }) => roomId))},
        ${idArray(markings.map(({ number }) => number))}, ${markings.map(({ way }) => way)}::text[]
      ) as i (account_id, room_id, number, way)
      join room r on r.id = i.room_id and r.deleted_at is null
      join member m on m.room_id = i.room_id and m.account_id = i.account_id and m.role is not null
    ), place as materialized (
      select m.room_id, m.account_id, m.read_number, case q.way
        when 'on' then greatest(m.read_number, least(q.number, q.last_number))
        else least(m.read_number, q.number) end as reached
      from asked q join member m on m.room_id = q.room_id and m.account_id = q.account_id and m.role is not null
      order by m.room_id, m.account_id for no key update of m ${manner === 'pass' ? sql`skip locked` : sql``}
    ), moved as (
      update member m set read_number = p.reached from place p
      where m.room_id = p.room_id and m.account_id = p.account_id and p.reached <> p.read_number
    )
    select q.account_id, case when p.account_id is null then 'held' when p.reached <> p.read_number then 'moved' else 'stayed' end as fate
    from asked q left join place p on p.account_id = q.account_id and p.room_id = q.room_id
  `.execute(tx)
  // Who was waited for and is not there any more was taken out of the room meanwhile.
  const there = rows.filter(({ fate }) => manner === 'pass' || fate !== 'held')
  return new Map(there.map(({ accountId, fate }) => [accountId, fate]))
}
