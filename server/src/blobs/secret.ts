import { keepOnce } from '../db/keep-once.ts'
import type { Database } from '../db/pool.ts'
import { newToken } from '../lib/ids.ts'

/** What addresses of blobs are signed with. */
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
  return Buffer.from(await keepOnce(db, 'blob_secret', newToken), 'base64url')
}
