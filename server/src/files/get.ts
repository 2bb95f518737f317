import { type api, type InputOf, type OutputOf, Refusal } from '@naniwa/contract'
import type { Actor, App } from '../context.ts'
import { findRoom } from '../rooms/read.ts'
import { downloadUrl, inlineUrl, isArchived } from './address.ts'
import { readFile, readStored, type StoredFile } from './read.ts'

type Get = typeof api.files.get

export async function get(app: App, actor: Actor, { roomId, id }: InputOf<Get>): Promise<OutputOf<Get>> {
  const stored = await findFile(app, actor, roomId, id)
  const file = await readFile(app.db, roomId, id)
  if (await isArchived(app, stored)) return { file, downloadUrl: null, inlineUrl: null }
  return { file, downloadUrl: await downloadUrl(app, actor, stored), inlineUrl: await inlineUrl(app, actor, stored) }
}

/** A file through its room; one that is not there, deleted or not one's own is the same `not_found`. */
export async function findFile(app: App, actor: Actor, roomId: number, id: number): Promise<StoredFile> {
  await findRoom(app.db, actor.accountId, roomId)
  const stored = await readStored(app.db, roomId, id)
  if (stored.deleted) throw new Refusal('not_found', 'no such file')
  return stored
}
