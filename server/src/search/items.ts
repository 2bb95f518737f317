import { type CheckItem, fold, searched } from '@naniwa/contract'
import { type RawBuilder, sql } from 'kysely'
import { idArray } from '../db/sql.ts'
import type { Queries } from '../db/transaction.ts'
import type { Write } from './databases.ts'
import { addressedMark, authorMark, hasMark, WORDS_END } from './line.ts'

/** What is found beside messages, each thing by itself. */
export type ItemKind = 'task' | 'file'

export interface TaskSource {
  readonly accountId: number
  readonly assignedBy: number
  readonly body: string
  readonly checklist: readonly Pick<CheckItem, 'text'>[]
  readonly deleted: boolean
}

export interface FileSource {
  readonly accountId: number
  readonly name: string
  readonly deleted: boolean
}

/** A task as {@link lineOf} has a message: `from:` is who asked for it, `to:` who is to do it. */
export function taskLine({ accountId, assignedBy, body, checklist, deleted }: TaskSource): string {
  if (deleted) return ''
  const { text, marks } = searched(body)
  const words = fold([text, ...checklist.map((item) => item.text)].join(' ')).trim()
  const has = new Set([...marks, 'task' as const])
  return lineWith(words, [authorMark(assignedBy), addressedMark(accountId), ...[...has].map(hasMark)])
}

/** A file by its name; `from:` is who sent it. */
export function fileLine({ accountId, name, deleted }: FileSource): string {
  return deleted ? '' : lineWith(fold(name).trim(), [authorMark(accountId), hasMark('file')])
}

function lineWith(words: string, marks: readonly string[]): string {
  return `${words}${WORDS_END}${marks.join(' ')}`
}

/** An item as the index holds it. */
export interface Item {
  readonly roomId: number
  readonly kind: ItemKind
  readonly id: number
  readonly tick: number
  /** Milliseconds since 1970. */
  readonly madeAt: number
  readonly line: string
}

type Row = Omit<Item, 'line'> & TaskSource & FileSource

/** A room and the clock behind which its changes are asked for. */
export interface Since {
  readonly roomId: number
  readonly tick: number
}

/** Most that is read: of each kind and room, and at all. */
export interface Most {
  readonly each: number
  readonly all: number
}

/** Tasks and files that changed after these clocks, deleted ones with an empty line; of each kind and room in the order of its clock. */
export async function readChangedItems(
  db: Queries,
  since: readonly Since[],
  kinds: readonly ItemKind[],
  { each, all }: Most,
): Promise<Item[]> {
  if (since.length === 0) return []
  const { rows } = await sql<Row>`
    select i.room_id, i.kind, i.id, i.tick, (extract(epoch from i.created_at) * 1000)::bigint as made_at, i.account_id,
      i.assigned_by, i.body, i.checklist, i.name, i.deleted_at is not null as deleted
    from ${asRows(since)} cross join lateral (
      (select room_id, 'task' as kind, id, tick, created_at, account_id, assigned_by, body, checklist, '' as name, deleted_at
        from task where room_id = s.room_id and tick > s.tick and 'task' = any(${kinds}::text[]) order by tick limit ${each})
      union all
      (select room_id, 'file', id, tick, created_at, account_id, 0, '', '[]', name, deleted_at
        from file where room_id = s.room_id and tick > s.tick and 'file' = any(${kinds}::text[]) order by tick limit ${each})
    ) i
    limit ${all}
  `.execute(db)
  return rows.map(({ roomId, kind, id, tick, madeAt, ...row }) => {
    const line = kind === 'task' ? taskLine(row) : fileLine(row)
    return { roomId, kind, id, tick, madeAt, line }
  })
}

function asRows(since: readonly Since[]): RawBuilder<unknown> {
  const rooms = idArray(since.map(({ roomId }) => roomId))
  return sql`unnest(${rooms}, ${idArray(since.map(({ tick }) => tick))}) as s (room_id, tick)`
}

const KINDS: readonly ItemKind[] = ['task', 'file']
/** Rooms, and items of each kind in one, that are folded and written at a time: a task may be as long as a message. */
const ROOMS = 10
const BATCH = 100

/** Writes the tasks and files of rooms that changed after these clocks. What somebody wrote later stays. */
export async function writeItems({ db, index }: Write, since: readonly Since[]): Promise<void> {
  const changed = await withChanges(db, since)
  while (changed.length > 0) {
    const rooms = changed.splice(0, ROOMS)
    const items = await readChangedItems(db, rooms, KINDS, { each: BATCH, all: ROOMS * KINDS.length * BATCH })
    await write(index, items)
    changed.push(...rooms.flatMap((room) => rest(room, items)))
  }
}

/** Most rooms have neither tasks nor files that changed. */
async function withChanges(db: Queries, since: readonly Since[]): Promise<Since[]> {
  const { rows } = await sql<Since>`
    select s.room_id, s.tick from ${asRows(since)}
    where exists (select from task where room_id = s.room_id and tick > s.tick)
      or exists (select from file where room_id = s.room_id and tick > s.tick)
  `.execute(db)
  return rows
}

/** Of a kind that filled its batch there may be more behind the last one; some of the other kind are then written again. */
function rest({ roomId }: Since, items: readonly Item[]): Since[] {
  const full = KINDS.map((kind) => items.filter((item) => item.roomId === roomId && item.kind === kind)).filter(
    ({ length }) => length === BATCH,
  )
  return full.length === 0
    ? []
    : [{ roomId, tick: Math.min(...full.map((own) => Math.max(...own.map(({ tick }) => tick)))) }]
}

async function write(index: Queries, items: readonly Item[]): Promise<void> {
  if (items.length === 0) return
  await sql`
    insert into search_item (room_id, kind, id, tick, made_at, line)
    select * from unnest(
      ${idArray(items.map(({ roomId }) => roomId))}, ${items.map(({ kind }) => kind)}::text[],
      ${idArray(items.map(({ id }) => id))}, ${idArray(items.map(({ tick }) => tick))},
      ${idArray(items.map(({ madeAt }) => madeAt))}, ${items.map(({ line }) => line)}::text[]
    )
    on conflict (room_id, kind, id) do update set tick = excluded.tick, line = excluded.line
    where search_item.tick <= excluded.tick
  `.execute(index)
}
