import { type api, can, type File, type InputOf, Refusal } from '@naniwa/contract'
import { NoSuchUpload } from '../blobs/blobs.ts'
import type { Actor, App } from '../context.ts'
import { readFile } from '../files/read.ts'
import { findRoom } from '../rooms/read.ts'
import { giveUp } from './abort.ts'
import { examine } from './examine.ts'
import { finish } from './finish.ts'
import { findUpload, partsOf, type StoredUpload, sendingOf } from './read.ts'

type Input = InputOf<typeof api.files.complete>

/**
 * Puts the parts together, looks at every byte, and only then makes a file of it. Nothing before the last step is seen by anybody, and
 * each can be done again, so whoever lost the answer asks again.
 */
export async function complete(app: App, actor: Actor, input: Input): Promise<File> {
  const upload = await findUpload(app, actor.accountId, input.uploadId)
  const standing = await findRoom(app.db, actor.accountId, upload.roomId)
  if (upload.fileId !== null) return await readFile(app.db, upload.roomId, upload.fileId)
  if (!can.upload(standing)) throw new Refusal('forbidden', 'may not post here')
  await gather(app, upload)
  const examined = await examine(app, upload)
  const refusal = judge(upload, input, examined)
  if (!refusal) return await finish(app, actor, upload, input, examined)
  await giveUp(app, upload)
  throw refusal
}

async function gather(app: App, upload: StoredUpload): Promise<void> {
  const sending = sendingOf(upload)
  if (await app.blobs.head(sending.key)) return
  try {
    await app.blobs.complete(sending, partsOf(upload))
  } catch (error) {
    if (error instanceof NoSuchUpload) throw new Refusal('upload_incomplete', 'parts are missing')
    throw error
  }
}

function judge(
  upload: StoredUpload,
  input: Input,
  { sha256, malware }: { readonly sha256: string; readonly malware: string | null },
): Refusal | null {
  if (malware !== null) return new Refusal('infected', malware)
  const same = sha256 === input.sha256 && (upload.sha256 === null || upload.sha256 === sha256)
  return same ? null : new Refusal('hash_mismatch', `what arrived has the hash ${sha256}`)
}
