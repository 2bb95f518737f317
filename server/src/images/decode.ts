import { Refusal } from '@naniwa/contract'
import { takeTurns } from '../lib/turns.ts'
import { sniffImage } from './sniff.ts'

/** Avatars and room icons are squares of at most 512 pixels; previews keep their shape within 640. */
export type Purpose = 'avatar' | 'icon' | 'preview'

export interface Picture {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly type: 'image/webp'
  readonly width: number
  readonly height: number
}

/** Largest upload, in bytes. */
export const IMAGE_BYTES = 5 * 1_024 * 1_024
/** Pixels, as the header says, beyond which nothing is decoded: 40 million are 160 MB in memory. */
const MAX_PIXELS = 40_000_000
const SQUARE = 512
const PREVIEW = 640
const SECONDS = 10

// The native threads that decode belong to the whole process, so this queue does too.
const turns = takeTurns('pictures', { atOnce: 2, waiting: 50 })

/**
 * Decodes a stranger's picture and draws it anew: what comes out is WebP made here, without metadata, of the first frame, upright.
 *
 * @throws {Refusal} `too_large`, `invalid_image`, `overloaded`.
 */
export async function redraw(bytes: Uint8Array, purpose: Purpose): Promise<Picture> {
  if (bytes.length > IMAGE_BYTES) throw new Refusal('too_large', `a picture is at most ${IMAGE_BYTES} bytes`)
  if (sniffImage(bytes) === null) throw new Refusal('invalid_image', 'not a PNG, JPEG, GIF, WebP or AVIF picture')
  return await turns(async () => {
    const { data, info } = await draw(bytes, purpose).catch((error: unknown) => {
      throw new Refusal('invalid_image', error instanceof Error ? error.message : String(error))
    })
    return { bytes: new Uint8Array(data), type: 'image/webp', width: info.width, height: info.height }
  })
}

async function draw(bytes: Uint8Array, purpose: Purpose) {
  const { default: sharp } = await import('sharp')
  const source = sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error', sequentialRead: true, pages: 1 })
  const { width, height } = await source.metadata()
  return await source
    .autoOrient()
    .resize(
      purpose === 'preview'
        ? { ...within(PREVIEW), fit: 'inside' }
        : { ...within(squareOf(width, height)), fit: 'cover' },
    )
    .webp({ quality: 82 })
    .timeout({ seconds: SECONDS })
    .toBuffer({ resolveWithObject: true })
}

/** A small picture stays small. */
function squareOf(width: number, height: number): number {
  return Math.max(1, Math.min(SQUARE, width, height))
}

function within(side: number) {
  return { width: side, height: side, withoutEnlargement: true }
}
