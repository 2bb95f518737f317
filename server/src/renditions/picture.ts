import type { Sharp } from 'sharp'
import sharp from 'sharp'
import { sizesOf } from '../files/sizes.ts'
import type { Drawn, Piece } from './drawn.ts'

/** Pixels, as the header says, beyond which nothing is decoded: enough for the cameras of phones, 256 MB in memory. */
const MAX_PIXELS = 64_000_000
/** Pixels of all frames together up to which a moving picture moves. */
const MAX_MOVING_PIXELS = 20_000_000
const MAX_FRAMES = 300
const QUALITY = { quality: 80, effort: 3 }
const INPUT = { limitInputPixels: MAX_PIXELS, failOn: 'error', sequentialRead: true } as const

/** Drawn anew in the sizes that it needs, upright, without what cameras write into it. Throws for what is no picture, or too large. */
export async function drawPicture(bytes: Uint8Array, sizes: readonly number[]): Promise<Drawn> {
  const { width: across = 0, height: down = 0, pages = 1, autoOrient } = await sharp(bytes, INPUT).metadata()
  const frames = pages <= MAX_FRAMES && across * down * pages <= MAX_MOVING_PIXELS ? pages : 1
  const { width, height } = frames > 1 ? { width: across, height: down } : autoOrient
  const pieces: Piece[] = []
  for (const size of sizesOf(sizes, width, height)) {
    const source = sharp(bytes, { ...INPUT, pages: frames > 1 ? -1 : 1 })
    pieces.push({ name: `${size}.webp`, bytes: await shrink(frames > 1 ? source : source.autoOrient(), size) })
  }
  return { preview: { kind: 'image', width, height, count: frames }, pieces }
}

/** WebP within a square of this side. */
export function shrink(source: Sharp, side: number): Promise<Buffer> {
  return source.resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true }).webp(QUALITY).toBuffer()
}
