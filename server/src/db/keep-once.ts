import { sql } from 'kysely'
import type { Database } from './pool.ts'

/** A secret of the server: made once, kept in the database, the same for every process and after a restore. */
export async function keepOnce(db: Database, name: string, make: () => string | Promise<string>): Promise<string> {
  const known = await read(db, name)
  if (known !== undefined) return known
  await sql`
    insert into server_state (name, value) values (${name}, ${await make()}) on conflict (name) do nothing
  `.execute(db)
  const kept = await read(db, name)
  if (kept === undefined) throw new Error(`${name} was not kept`)
  return kept
}

async function read(db: Database, name: string): Promise<string | undefined> {
  const { rows } = await sql<{ value: string }>`select value from server_state where name = ${name}`.execute(db)
  return rows[0]?.value
}
