import { sql } from 'kysely'
import type { Database } from '../db/pool.ts'
import { newToken } from '../lib/ids.ts'

/** What addresses of blobs are signed with: made once, kept in the database, the same for every process and after a restore. */
export function blobSecret(db: Database): () => Promise<Buffer> {
  let known: Promise<Buffer> | undefined
  return () => {
    known ??= readSecret(db).catch((error: unknown) => {
      known = undefined
      throw error
    })
    return known
  }
}

async function readSecret(db: Database): Promise<Buffer> {
  await sql`
    insert into server_state (name, value) values ('blob_secret', ${newToken()}) on conflict (name) do nothing
  `.execute(db)
  const { rows } = await sql<{ value: string }>`
    select value from server_state where name = 'blob_secret'
  `.execute(db)
  return Buffer.from(rows[0]?.value ?? '', 'base64url')
}
