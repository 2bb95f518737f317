import type { api, InputOf, OutputOf } from '@naniwa/contract'
import { sql } from 'kysely'
import type { Actor, App } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { releaseReserved } from '../files/storage.ts'
import { findUpload, noSuchUpload, readSilent, readStale, type StoredUpload, sendingOf, viewUpload } from './read.ts'

type Abort = typeof api.files.abort

export async function abort(app: App, actor: Actor, { uploadId }: InputOf<Abort>): Promise<OutputOf<Abort>> {
  const upload = await findUpload(app, actor.accountId, uploadId)
  if (upload.fileId !== null) noSuchUpload()
  await giveUp(app, upload)
  return {}
}

/**
 * Drops what has arrived. First nobody can finish it any more, then the bytes go, then the row: a crash between leaves the row to the
 * next sweep. What has become a file meanwhile stays.
 */
export async function giveUp(app: App, upload: StoredUpload): Promise<void> {
  const { accountId, id, organizationId, size } = upload
  const unfinished = await transact(app, async (tx) => {
    const { rows } = await sql<{ fileId: number | null; givenUp: boolean }>`
      select file_id, given_up from upload where account_id = ${accountId} and id = ${id} for update
    `.execute(tx)
    const row = rows[0]
    if (!row || row.fileId !== null) return false
    if (row.givenUp) return true
    await sql`update upload set given_up = true where account_id = ${accountId} and id = ${id}`.execute(tx)
    await releaseReserved(tx, organizationId, size)
    return true
  })
  if (!unfinished) return
  await app.blobs.abort(sendingOf(upload))
  await app.blobs.drop(upload.blob)
  await remove(app, upload)
}

async function remove(app: App, { accountId, id }: StoredUpload): Promise<void> {
  await sql`delete from upload where account_id = ${accountId} and id = ${id}`.execute(app.db)
}

/** It is not looked at again. */
async function heard(app: App, { accountId, id }: StoredUpload): Promise<void> {
  await sql`update upload set silent_until = null where account_id = ${accountId} and id = ${id}`.execute(app.db)
}

const BATCH = 1_000

/**
 * Uploads of which nothing arrived within an hour, and those that nobody finished within their time; of those that became files, what was
 * remembered.
 */
export async function sweepUploads(app: App): Promise<void> {
  for (const upload of await readSilent(app.db, app.clock.now(), BATCH)) {
    const seen = await viewUpload(app, upload)
    if (seen && seen.parts.length > 0) await heard(app, upload)
    else await giveUp(app, upload)
  }
  for (const upload of await readStale(app.db, app.clock.now(), BATCH)) {
    await giveUp(app, upload)
    if (upload.fileId !== null) await remove(app, upload)
  }
}
