import type { Actor, App } from '../context.ts'
import { sha256Hex } from '../lib/hash.ts'
import { type Purpose, redraw } from './decode.ts'

/** Uploads of one account. */
const PER_ACCOUNT = { count: 60, seconds: 10 * 60 }

export interface StoredImage {
  /** SHA-256 of the stored bytes; served at `/images/<hash>`. */
  readonly hash: string
  readonly width: number
  readonly height: number
}

/** An upload: raw bytes of a PNG, JPEG, GIF, WebP or AVIF of at most 5 MB; what they claim to be does not matter. */
export async function storeImage(
  app: App,
  actor: Actor,
  bytes: Uint8Array,
  purpose: Extract<Purpose, 'avatar' | 'icon'>,
): Promise<StoredImage> {
  await app.limits.take(`image:${actor.accountId}`, PER_ACCOUNT)
  return await saveImage(app, bytes, purpose)
}

/** For pictures the server fetched itself. The same picture twice is stored once. */
export async function saveImage(app: App, bytes: Uint8Array, purpose: Purpose): Promise<StoredImage> {
  const picture = await redraw(bytes, purpose)
  const hash = sha256Hex(picture.bytes)
  const { type, width, height } = picture
  const now = app.clock.now()
  await app.db
    .insertInto('image')
    .values({ hash, type, width, height, bytes: Buffer.from(picture.bytes), createdAt: now, wantedAt: now })
    .onConflict((conflict) => conflict.column('hash').doUpdateSet({ wantedAt: now }))
    .execute()
  return { hash, width, height }
}
