import { type RawBuilder, sql } from 'kysely'
import type { Database } from '../db/pool.ts'
import { idArray } from '../db/sql.ts'
import type { Transaction } from '../db/transaction.ts'

/** A consequence to come, as reactors are given it: of a room's change or of an account's. */
export interface OutboxRow {
  readonly roomId?: number
  readonly accountId?: number
  /** The message's, for rows about one. */
  readonly id: string
  /** Room clock of the change. */
  readonly tick?: number
  readonly payload: unknown
}

/** One of the two outboxes. `owner` is the key of its group. */
export interface Source {
  readonly table: RawBuilder<unknown>
  readonly owner: RawBuilder<unknown>
  /** The columns of an {@link OutboxRow}. */
  readonly columns: RawBuilder<OutboxRow & { topic: string }>
  /** Whose work a row is: the organization of the account, or of the first of the room's members; null when nobody is left. */
  readonly organization: RawBuilder<number | null>
}

/** A row with what only the relay needs to know of it. */
export interface Claimed extends OutboxRow {
  readonly topic: string
  readonly organizationId: number | null
}

export const sources: readonly Source[] = [
  {
    table: sql.table('outbox'),
    owner: sql.ref('o.room_id'),
    columns: sql`o.room_id, o.id::text as id, o.tick, o.topic, o.payload`,
    organization: sql`(select m.organization_id from member m where m.room_id = o.room_id order by m.account_id limit 1)`,
  },
  {
    table: sql.table('account_outbox'),
    owner: sql.ref('o.account_id'),
    columns: sql`o.account_id, o.id::text as id, o.topic, o.payload`,
    organization: sql`(select a.organization_id from account a where a.id = o.account_id)`,
  },
]

export interface Candidate {
  readonly owner: number
  readonly id: string
}

/** Rooms, or accounts, in one batch. */
export const OWNERS = 50
/** Rows of one room, or account, in one batch: what a busy one may take before the others have their turn. */
export const ROWS = 50

/**
 * The first rows of the next owners behind `after`, going round by key: each owner's index entry is sought by itself, so that
 * a long backlog of one is stepped over and not read.
 */
export async function readCandidates(
  db: Database,
  { table, owner }: Source,
  topics: readonly string[],
  after: number,
): Promise<Candidate[]> {
  const known = sql`o.topic = any(${topics})`
  const { rows } = await sql<Candidate>`
    with recursive owners as (
      (select ${owner} as owner from ${table} o where ${owner} > ${after} and ${known} order by 1 limit 1)
      union all
      select (select ${owner} from ${table} o where ${owner} > w.owner and ${known} order by 1 limit 1)
      from owners w where w.owner is not null
    )
    select w.owner, c.id::text as id
    from (select owner from owners where owner is not null limit ${OWNERS}) w
    cross join lateral (
      select o.id from ${table} o where ${owner} = w.owner and ${known} order by o.id limit ${ROWS}
    ) c
  `.execute(db)
  return rows
}

/** Whether either outbox holds a row of these topics: much less work than to read who has which. */
export async function anyLeft(db: Database, topics: readonly string[]): Promise<boolean> {
  const held = sources.map(({ table }) => sql`exists (select from ${table} o where o.topic = any(${topics}))`)
  const { rows } = await sql<{ left: boolean }>`select ${sql.join(held, sql` or `)} as left`.execute(db)
  return rows[0]?.left ?? false
}

/** Takes those of the candidates that are still there out of the outbox. Two who want the same rows wait for each other. */
export async function claim(
  tx: Transaction,
  { table, owner, columns, organization }: Source,
  candidates: readonly Candidate[],
): Promise<Claimed[]> {
  const { rows } = await sql<Claimed>`
    with wanted as materialized (
      select ${owner} as owner, o.id from ${table} o
      where (${owner}, o.id) in (
        select * from unnest(${idArray(candidates.map((one) => one.owner))}, ${idArray(candidates.map((one) => one.id))})
      )
      order by 1, 2 for update
    )
    delete from ${table} o using wanted w where ${owner} = w.owner and o.id = w.id
    returning ${columns}, ${organization} as organization_id
  `.execute(tx)
  return rows
}

/** When the oldest row of an outbox was written. */
export async function oldest(db: Database, { table }: Source): Promise<Date | undefined> {
  const { rows } = await sql<{ at: Date | null }>`select min(created_at) as at from ${table}`.execute(db)
  return rows[0]?.at ?? undefined
}
