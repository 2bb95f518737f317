import { sql } from 'kysely'
import type { App } from '../../context.ts'

/** Up to which message of a room an account's programs have fetched; null before the first time. Apart from what is read. */
export async function readMark(app: App, accountId: number, roomId: number): Promise<number | null> {
  const { rows } = await sql<{ number: number }>`
    select number from api_mark where account_id = ${accountId} and room_id = ${roomId}
  `.execute(app.db)
  return rows[0]?.number ?? null
}

/** Moves the mark from where it was; false when another call moved it meanwhile. */
export async function moveMark(
  app: App,
  accountId: number,
  roomId: number,
  { from, to }: { readonly from: number | null; readonly to: number },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into api_mark as k (account_id, room_id, number) values (${accountId}, ${roomId}, ${to})
    on conflict (account_id, room_id) do update set number = excluded.number where k.number = ${from}
  `.execute(app.db)
  return numAffectedRows === 1n
}

/** What is fetched by other ways counts as fetched too; the mark never moves back. */
export async function raiseMark(app: App, accountId: number, roomId: number, to: number): Promise<void> {
  await sql`
    insert into api_mark as k (account_id, room_id, number) values (${accountId}, ${roomId}, ${to})
    on conflict (account_id, room_id) do update set number = excluded.number where k.number < excluded.number
  `.execute(app.db)
}
