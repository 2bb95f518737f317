import type { File } from '@naniwa/contract'
import type { Actor, App } from '../context.ts'
import { sha256Hex } from '../lib/hash.ts'
import { begin } from './begin.ts'
import { complete } from './complete.ts'
import { findUpload, sendingOf } from './read.ts'

/** For bytes that are here already, and few: what a browser does in parts, at once. */
export async function sendBytes(
  app: App,
  actor: Actor,
  { body, messageId, ...file }: { roomId: number; name: string; body: string; messageId: string },
  bytes: Uint8Array,
): Promise<File> {
  const { id: uploadId } = await begin(app, actor, { ...file, size: bytes.length })
  const sending = sendingOf(await findUpload(app, actor.accountId, uploadId))
  await app.blobs.put(sending.key, bytes)
  await app.blobs.abort(sending)
  const upload = { id: uploadId, sha256: sha256Hex(bytes) }
  for (;;) {
    const { files } = await complete(app, actor, { uploads: [upload], messageId, body })
    if (files?.[0]) return files[0]
  }
}
