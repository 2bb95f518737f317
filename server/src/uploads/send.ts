import { type File, Refusal } from '@naniwa/contract'
import { StoreFull } from '../blobs/blobs.ts'
import type { Actor, App } from '../context.ts'
import type { Whole } from '../lib/spool.ts'
import { giveUp } from './abort.ts'
import { begin } from './begin.ts'
import { complete } from './complete.ts'
import { findUpload, type StoredUpload, sendingOf } from './read.ts'

/** For few bytes that are on this machine already: what a browser does in parts, at once. */
export async function sendBytes(
  app: App,
  actor: Actor,
  { body, messageId, ...file }: { roomId: number; name: string; body: string; messageId: string },
  whole: Whole,
): Promise<File> {
  const upload = await putBytes(app, actor, file, whole)
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
  whole: Whole,
): Promise<{ id: number; sha256: string }> {
  const { id } = await begin(app, actor, { ...file, size: whole.size })
  await store(app, await findUpload(app, actor.accountId, id), whole)
  return { id, sha256: whole.sha256 }
}

async function store(app: App, upload: StoredUpload, { size, bytes }: Whole): Promise<void> {
  if (size === 0) return
  try {
    await app.blobs.receive(sendingOf(upload), { number: 1, size }, bytes())
  } catch (error) {
    await giveUp(app, upload)
    if (error instanceof StoreFull) throw new Refusal('unavailable', error.message, { retryAfter: 300 })
    throw error
  }
}
