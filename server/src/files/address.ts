import { PREVIEW_SIZES } from '@naniwa/contract'
import { sql } from 'kysely'
import type { Serving } from '../blobs/blobs.ts'
import type { Actor, App } from '../context.ts'
import { extensionOf } from '../lib/media-type.ts'
import { previewKindOf } from './previewable.ts'
import { bytesKey, type StoredFile } from './read.ts'
import { madeSize } from './sizes.ts'

/** Good for five minutes: enough to begin. */
const DOWNLOAD_MS = 5 * 60 * 1_000
/** A film is read as it plays, so what is shown in place is good for six hours where each reading is asked about … */
const INLINE_MS = 6 * 60 * 60 * 1_000
/** … and for one where a store answers by itself, whoever has left the room; a player then asks anew. */
const INLINE_ELSEWHERE_MS = 60 * 60 * 1_000

/** Types that a browser shows or plays without running anything of ours, or of theirs, in our name. */
const SHOWN = /^(application\/pdf|text\/plain|audio\/(mpeg|mp4|aac|ogg|wav|flac)|video\/(mp4|webm|ogg|quicktime|3gpp))$/
/** Types that are told to the browser of a download; any other is bytes. */
const TOLD = /^(image\/(?!svg)|audio\/|video\/|text\/plain$|application\/(pdf|zip|msword|vnd\.))/
/** What a browser, or the system behind it, might run because of its name. */
const ACTIVE =
  /^(x?html?|xht|shtml?|mht|mhtml|svgz?|xml|xslt?|xsd|rdf|m?js|cjs|jsx|tsx?|wasm|css|swf|hta|htc|pht|phtml|php)$/

/** Whether its bytes can be had only after somebody has them brought back. Bytes that are lost are not that. */
export async function isArchived(app: App, file: StoredFile): Promise<boolean> {
  const found = await app.blobs.head(bytesKey(file))
  return found !== null && found.state !== 'ready'
}

export async function downloadUrl(
  app: App,
  actor: Actor,
  file: StoredFile,
  milliseconds = DOWNLOAD_MS,
): Promise<string> {
  const type = TOLD.test(file.type) ? typeWithCharset(file) : 'application/octet-stream'
  return app.blobs.url(bytesKey(file), serving(app, actor, file, { type, disposition: 'attachment' }, milliseconds))
}

/** Null for what must not be shown in place. Pictures are shown as we drew them, not as they came. */
export async function inlineUrl(app: App, actor: Actor, file: StoredFile): Promise<string | null> {
  if (ACTIVE.test(extensionOf(file.name))) return null
  if (previewKindOf(file.type) === 'image') return drawnUrl(app, actor, file)
  if (!SHOWN.test(file.type)) return null
  const as = { type: typeWithCharset(file), disposition: 'inline' } as const
  return app.blobs.url(bytesKey(file), serving(app, actor, file, as, inlineMs(app)))
}

async function drawnUrl(app: App, actor: Actor, file: StoredFile): Promise<string | null> {
  if (file.preview.state !== 'ready') return null
  const { width, height } = file.preview.preview
  const key = `${file.blob}/${madeSize(PREVIEW_SIZES, Math.max(...PREVIEW_SIZES), width, height)}.webp`
  const as = { name: `${file.name}.webp`, type: 'image/webp', disposition: 'inline' } as const
  return app.blobs.url(key, serving(app, actor, file, as, inlineMs(app)))
}

function inlineMs({ blobs }: App): number {
  return blobs.local ? INLINE_MS : INLINE_ELSEWHERE_MS
}

function typeWithCharset({ type, charset }: Pick<StoredFile, 'type' | 'charset'>): string {
  return charset && type === 'text/plain' ? `${type}; charset=${charset}` : type
}

function serving(
  app: App,
  actor: Actor,
  file: StoredFile,
  as: Pick<Serving, 'type' | 'disposition'> & { readonly name?: string },
  milliseconds: number,
): Serving {
  const until = new Date(app.clock.now().getTime() + milliseconds)
  return { name: file.name, ...as, until, grant: `${actor.accountId}.${file.roomId}.${file.id}` }
}

/** Whether who was given an address is still in the room, and the file still there. */
export async function isGranted(app: App, grant: string): Promise<boolean> {
  const [accountId, roomId, id] = grant.split('.').map(Number)
  const { rows } = await sql`
    select from file f
    join member m on m.room_id = f.room_id and m.account_id = ${accountId} and m.role is not null
    join room r on r.id = f.room_id and r.deleted_at is null
    where f.room_id = ${roomId} and f.id = ${id} and f.deleted_at is null
  `.execute(app.db)
  return rows.length > 0
}
