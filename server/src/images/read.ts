import type { App } from '../context.ts'

export interface ImageFile {
  readonly type: string
  readonly bytes: Buffer
}

/**
 * For `GET /images/<hash>`. Whoever knows the hash may see the picture; as the hash is of its bytes, it never changes and may be
 * cached for ever.
 */
export async function readImage(app: App, hash: string): Promise<ImageFile | null> {
  const image = await app.db.selectFrom('image').where('hash', '=', hash).select(['type', 'bytes']).executeTakeFirst()
  return image ?? null
}
