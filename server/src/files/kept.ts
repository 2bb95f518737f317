import { sql } from 'kysely'
import type { App } from '../context.ts'

/** What is kept of files, and where. */
export interface Kept {
  /** Of files that are there, and of deleted ones whose bytes still are. */
  readonly files: Count
  readonly deleted: number
  readonly uploads: number
  readonly restoring: number
  /** Blobs, previews among them, that are not yet where new ones go; null where there is no other store. */
  readonly left: Count | null
}

interface Count {
  readonly count: number
  readonly bytes: number
}

/** Looks through the other store, if there is one, name by name. */
export async function readKept(app: App): Promise<Kept> {
  const { rows } = await sql<{ count: number; bytes: number; deleted: number; uploads: number; restoring: number }>`
    select count(*)::int as count, coalesce(sum(size), 0)::bigint as bytes,
      (select count(*)::int from blob_garbage) as deleted,
      (select count(*)::int from upload where file_id is null and not given_up) as uploads,
      (select count(distinct (room_id, file_id))::int from file_restore) as restoring
    from file where deleted_at is null
  `.execute(app.db)
  const { count = 0, bytes = 0, deleted = 0, uploads = 0, restoring = 0 } = rows[0] ?? {}
  return { files: { count, bytes }, deleted, uploads, restoring, left: await countOther(app) }
}

async function countOther({ stores }: App): Promise<Count | null> {
  if (!stores.other) return null
  let [count, bytes] = [0, 0]
  for await (const { size } of stores.other.list()) {
    count += 1
    bytes += size
  }
  return { count, bytes }
}
