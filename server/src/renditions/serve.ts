import type { Readable } from 'node:stream'
import { PAGE_LIMIT, PREVIEW_SIZES, type PreviewSize, Refusal } from '@naniwa/contract'
import { BlobArchived, NoSuchBlob } from '../blobs/blobs.ts'
import type { Actor, App } from '../context.ts'
import { findFile } from '../files/get.ts'
import { bytesKey, type StoredFile } from '../files/read.ts'
import { madeSize } from '../files/sizes.ts'
import { takeTurns } from '../lib/turns.ts'
import { draw } from './draw.ts'
import { pageName } from './drawn.ts'

/** What of a file is asked for. */
export type Wanted = { readonly size: PreviewSize; readonly page?: number } | 'text'

/** Pages that are drawn together, so that a document is opened ten times for all that is shown of it. */
const TOGETHER = 5
const RATE = { count: 600, seconds: 60 }

/** Somebody's look at a preview: through the room, like everything of a file. */
export type Look = (
  actor: Actor,
  place: { readonly roomId: number; readonly id: number },
  wanted: Wanted,
) => Promise<Readable>

/** @throws {Refusal} `not_found` for what is not one's own, not there or not ready; `overloaded`. */
export function openRenditions(app: App): Look {
  // One document at a time, beside the two of the reactor.
  const turns = takeTurns('pages', { atOnce: 1, waiting: 20 })
  const underWay = new Map<string, Promise<void>>()

  function drawOnce(file: StoredFile, page: number): Promise<void> {
    const first = page - ((page - 1) % TOGETHER)
    const key = `${file.blob}-${first}`
    const begun = underWay.get(key) ?? turns(() => drawFrom(app, file, first)).finally(() => underWay.delete(key))
    underWay.set(key, begun)
    return begun
  }

  return async (actor, { roomId, id }, wanted) => {
    const file = await findFile(app, actor, roomId, id)
    const name = nameOf(file, wanted)
    const key = `${file.blob}/${name}`
    try {
      return await app.blobs.get(key)
    } catch (error) {
      if (!(error instanceof NoSuchBlob) || wanted === 'text' || (wanted.page ?? 1) === 1) throw missing()
      await app.limits.take(`files.page:${actor.accountId}`, RATE)
      await drawOnce(file, wanted.page ?? 1).catch(ifArchived)
      return await app.blobs.get(key).catch(() => Promise.reject(missing()))
    }
  }
}

/** The name it is kept under. @throws {Refusal} `not_found` for what such a file does not have. */
function nameOf({ preview }: StoredFile, wanted: Wanted): string {
  if (preview.state !== 'ready') throw missing()
  const { kind, width, height, count } = preview.preview
  if (wanted === 'text') return kind === 'text' ? 'text' : notThere()
  const { size, page = 1 } = wanted
  if (kind === 'text' || !PREVIEW_SIZES.includes(size)) throw missing()
  if (kind === 'image') return page === 1 ? `${madeSize(PREVIEW_SIZES, size, width, height)}.webp` : notThere()
  return page >= 1 && page <= Math.min(count, PAGE_LIMIT) ? pageName(page, size) : notThere()
}

async function drawFrom(app: App, file: StoredFile, first: number): Promise<void> {
  const numbers = Array.from({ length: TOGETHER }, (_, at) => first + at).filter(
    (page) => page > 1 && page <= PAGE_LIMIT,
  )
  const drawn = await draw(
    { kind: 'page', sizes: PREVIEW_SIZES, numbers },
    await app.blobs.get(bytesKey(file)),
    app.log,
  )
  for (const { name, bytes } of drawn?.pieces ?? []) await app.blobs.put(`${file.blob}/${name}`, bytes)
}

function ifArchived(error: unknown): never {
  if (error instanceof BlobArchived) throw new Refusal('archived', 'the document is in the archive')
  throw error
}

function missing(): Refusal {
  return new Refusal('not_found', 'no such preview')
}

function notThere(): never {
  throw missing()
}
