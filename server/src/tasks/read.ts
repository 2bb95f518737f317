import {
  defaultSettings,
  OPEN_TASK_BYTES,
  OPEN_TASK_LIMIT,
  Refusal,
  TASK_PAGE,
  type Task,
  type TaskStatus,
} from '@naniwa/contract'
import { type RawBuilder, sql } from 'kysely'
import { idArray } from '../db/sql.ts'
import type { Queries } from '../db/transaction.ts'
import { byLatest, bySoonest, taskColumns } from './view.ts'

/** Text in one answer, in bytes: where it may be longer, it is cut after the task that reaches this. */
const PAGE_BYTES = 1_000_000

const bytes = sql`octet_length(t.body) + octet_length(t.checklist::text)`

/** A task of a page, and whether the page is cut after it because it is full. */
export type Paged = Task & { readonly isLast: boolean }

/** The first rows of a query over `task t` in an order, as many as fit into one answer. */
function pageOf(rows: RawBuilder<unknown>, order: RawBuilder<unknown>, limit: number): RawBuilder<Paged> {
  return sql<Paged>`
    select ${taskColumns}, t.bytes_so_far >= ${PAGE_BYTES} as is_last from (
      select t.*, sum(${bytes}) over (order by ${order}) as bytes_so_far
      from (select t.* ${rows} order by ${order} limit ${limit}) t
    ) t where t.bytes_so_far - (${bytes}) < ${PAGE_BYTES} order by ${order}
  `
}

/** `isCut`: there may be more. */
export function tasksOf(paged: readonly Paged[], limit: number): { rows: Task[]; isCut: boolean } {
  const isCut = paged.length === limit || paged.at(-1)?.isLast === true
  return { rows: paged.map(({ isLast: _, ...task }) => task), isCut }
}

async function page(
  db: Queries,
  rows: RawBuilder<unknown>,
  order: RawBuilder<unknown>,
  limit: number,
): Promise<{ rows: Task[]; isCut: boolean }> {
  return tasksOf((await pageOf(rows, order, limit).execute(db)).rows, limit)
}

/** A task, deleted ones included. Throws `not_found`. */
export async function readTask(db: Queries, roomId: number, id: number): Promise<Task> {
  const { rows } = await sql<Task>`/* prepared tasks.read */
    select ${taskColumns} from task t where t.room_id = ${roomId} and t.id = ${id}
  `.execute(db)
  const [task] = rows
  if (!task) throw new Refusal('not_found', 'no such task')
  return task
}

/** The tasks of the room `asked.room_id` that changed after the clock `asked.since`, in its order. */
export function changedTasks(limit: number): RawBuilder<Paged> {
  return pageOf(sql`from task t where t.room_id = asked.room_id and t.tick > asked.since`, sql`t.tick`, limit)
}

export interface TaskFilter {
  readonly status: TaskStatus
  readonly accountId?: number | undefined
  readonly assignedBy?: number | undefined
  /** Of done ones: those after this place in the order of {@link byLatest}, as {@link cursorOf} writes it. */
  readonly cursor?: string | undefined
  readonly newest?: Newest | undefined
}

/** The last made first: so many of those before that one. */
interface Newest {
  readonly limit: number
  readonly before?: number | undefined
}

const byNewest = sql`t.id desc`

/** Where an answer of done ones ends; null when it holds the last. */
function cursorOf({ rows, isCut }: { rows: readonly Task[]; isCut: boolean }): string | null {
  const last = rows.at(-1)
  return isCut && last ? `${last.doneAt}-${last.id}` : null
}

function fits({ status, accountId, assignedBy, cursor, newest }: TaskFilter): RawBuilder<unknown> {
  const [doneAt, id] = (cursor ?? '').split('-').map(Number)
  return sql`t.deleted_at is null and t.status = ${status}
    ${status === 'open' || cursor === undefined ? sql`` : sql`and (t.done_at, t.id) < (${new Date(doneAt ?? 0)}, ${id})`}
    ${newest?.before === undefined ? sql`` : sql`and t.id < ${newest.before}`}
    ${accountId === undefined ? sql`` : sql`and t.account_id = ${accountId}`}
    ${assignedBy === undefined ? sql`` : sql`and t.assigned_by = ${assignedBy}`}`
}

/** All open ones of a room; what it may hold of them is bounded. */
export async function readOpen(db: Queries, roomId: number, filter: Omit<TaskFilter, 'status'>): Promise<Task[]> {
  const { rows } = await sql<Task>`
    select ${taskColumns} from task t where t.room_id = ${roomId} and ${fits({ ...filter, status: 'open' })}
    order by ${bySoonest}
  `.execute(db)
  return rows
}

export interface TaskPage {
  readonly tasks: Task[]
  readonly more: string | null
}

/** Those of a room that were done last. */
export async function readDone(db: Queries, roomId: number, filter: Omit<TaskFilter, 'status'>): Promise<TaskPage> {
  const done = sql`from task t where t.room_id = ${roomId} and ${fits({ ...filter, status: 'done' })}`
  const found = await page(db, done, byLatest, TASK_PAGE)
  return { tasks: found.rows, more: cursorOf(found) }
}

/** Those of a room that were made last. */
export function readNewest(db: Queries, roomId: number, filter: TaskFilter, newest: Newest): Promise<TaskPage> {
  return newestOf(db, sql`from task t where t.room_id = ${roomId} and ${fits({ ...filter, newest })}`, newest)
}

/** So few that they fit into one answer whatever they say. */
async function newestOf(db: Queries, rows: RawBuilder<unknown>, { limit }: Newest): Promise<TaskPage> {
  const { rows: found } = await sql<Task>`
    select ${taskColumns} ${rows} order by ${byNewest} limit ${limit + 1}
  `.execute(db)
  const tasks = found.slice(0, limit)
  return { tasks, more: found.length > limit ? String(tasks.at(-1)?.id) : null }
}

/** Of all rooms of an account, or one of them; what it asked itself for is not among what it asked others for. */
export async function readAcross(
  db: Queries,
  ownerId: number,
  filter: TaskFilter & { readonly roomId?: number | undefined },
): Promise<TaskPage> {
  const { status, roomId, newest } = filter
  const order = newest ? byNewest : status === 'open' ? bySoonest : byLatest
  const own = sql`
    select x.room_id from account_room x where x.account_id = ${ownerId} and not x.gone
      ${roomId === undefined ? sql`` : sql`and x.room_id = ${roomId}`}`
  // One after the other, so that each room is asked alone whether one is in it.
  const rows = sql`
    from (${own} offset 0) own cross join lateral (
      select from room r join member m on m.room_id = r.id and m.account_id = ${ownerId}
      where r.id = own.room_id and r.deleted_at is null and m.role is not null
      offset 0
    ) present cross join lateral (
      select t.* from task t where t.room_id = own.room_id and ${fits(filter)}
        ${filter.assignedBy === ownerId ? sql`and t.account_id <> ${ownerId}` : sql``}
      order by ${order} limit ${newest ? newest.limit + 1 : TASK_PAGE}
    ) t where true`
  if (newest) return newestOf(db, rows, newest)
  const found = await page(db, rows, order, TASK_PAGE)
  return { tasks: found.rows, more: status === 'open' ? null : cursorOf(found) }
}

/** The clocks of rooms that hold any of these. */
export async function readClocks(db: Queries, tasks: readonly Task[]): Promise<{ roomId: number; tick: number }[]> {
  const { rows } = await sql<{ roomId: number; tick: number }>`
    select id as room_id, tick from room where id = any(${idArray([...new Set(tasks.map(({ roomId }) => roomId))])}) order by id
  `.execute(db)
  return rows
}

/** Throws `limit_reached` where a room would hold more open tasks, or more text in them, than one answer may. */
export async function requirePlace(db: Queries, roomId: number, more: { tasks: number; bytes: number }): Promise<void> {
  const { rows } = await sql<{ count: number; held: number }>`
    select count(*), coalesce(sum(${bytes}), 0)::bigint as held from task t
    where t.room_id = ${roomId} and ${fits({ status: 'open' })}
  `.execute(db)
  const { count, held } = rows[0] as { count: number; held: number }
  if (count + more.tasks <= OPEN_TASK_LIMIT && held + more.bytes <= OPEN_TASK_BYTES) return
  throw new Refusal('limit_reached', `at most ${OPEN_TASK_LIMIT} open tasks of ${OPEN_TASK_BYTES} bytes in a room`)
}

/** What counts as the text of a task. */
export function bytesOf({ body, checklist }: { body: string; checklist: readonly object[] }): number {
  return Buffer.byteLength(body) + Buffer.byteLength(JSON.stringify(checklist))
}

/** Throws `not_found` unless all of them are in the room. */
export async function requireMembers(db: Queries, roomId: number, accountIds: readonly number[]): Promise<void> {
  const { rows } = await sql<{ count: number }>`
    select count(*) from member where room_id = ${roomId} and account_id = any(${idArray(accountIds)}) and role is not null
  `.execute(db)
  if (rows[0]?.count !== accountIds.length) throw new Refusal('not_found', 'nobody like that in this room')
}

/** Where people are. */
export async function readZones(db: Queries, accountIds: readonly number[]): Promise<Map<number, string>> {
  const { rows } = await sql<{ id: number; zone: string }>`
    select id, coalesce(settings ->> 'timeZone', ${defaultSettings.timeZone}) as zone from account
    where id = any(${idArray(accountIds)})
  `.execute(db)
  return new Map(rows.map(({ id, zone }) => [id, zone]))
}

export async function readZone(db: Queries, accountId: number): Promise<string> {
  return (await readZones(db, [accountId])).get(accountId) ?? defaultSettings.timeZone
}

/** How many tasks rooms hold, open and done. */
export async function countTasks(db: Queries, roomIds: readonly number[]): Promise<Map<number, number>> {
  const { rows } = await sql<{ roomId: number; count: number }>`
    select t.room_id, count(*) from task t where t.room_id = any(${idArray(roomIds)}) and t.deleted_at is null group by t.room_id
  `.execute(db)
  return new Map(rows.map(({ roomId, count }) => [roomId, count]))
}
