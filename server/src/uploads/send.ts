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
  const upload = await putBytes(app, actor, file, bytes)
  for (;;) {
    const { files } = await complete(app, actor, { uploads: [upload], messageId, body })
    if (files?.[0]) return files[0]
  }
}

/** An upload that has arrived, to be finished. */
export async function putBytes(
  app: App,
  actor: Actor,
  file: { roomId: number; name: string },
  bytes: Uint8Array,
): Promise<{ id: number; sha256: string }> {
  const { id } = await begin(app, actor, { ...file, size: bytes.length })
  const sending = sendingOf(await findUpload(app, actor.accountId, id))
  await app.blobs.put(sending.key, bytes)
  await app.blobs.abort(sending)
  return { id, sha256: sha256Hex(bytes) }
}
