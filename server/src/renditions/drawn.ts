import type { FilePreview } from '@naniwa/contract'

/** What is to be drawn of a file's bytes, in which sizes. */
export type Drawing = { readonly sizes: readonly number[] } & (
  | { readonly kind: 'image' }
  | { readonly kind: 'page'; readonly numbers: readonly number[] }
)

/** What was drawn: what is told of the file, and pictures by the name they are kept under. */
export interface Drawn {
  readonly preview: FilePreview
  readonly pieces: readonly Piece[]
}

export interface Piece {
  readonly name: string
  readonly bytes: Uint8Array
}

/** Exit code of the worker for bytes that cannot be shown; any other failure is ours. */
export const UNSHOWABLE = 3

/** A line that says what follows, then the pictures, one behind the other. */
export function encodeDrawn({ preview, pieces }: Drawn): Buffer {
  const sizes = pieces.map(({ name, bytes }) => [name, bytes.length])
  return Buffer.concat([Buffer.from(`${JSON.stringify({ preview, sizes })}\n`), ...pieces.map(({ bytes }) => bytes)])
}

export function decodeDrawn(encoded: Buffer): Drawn {
  const end = encoded.indexOf('\n')
  const { preview, sizes } = JSON.parse(encoded.subarray(0, end).toString()) as {
    preview: FilePreview
    sizes: [name: string, size: number][]
  }
  let at = end + 1
  const pieces = sizes.map(([name, size]) => {
    at += size
    return { name, bytes: encoded.subarray(at - size, at) }
  })
  return { preview, pieces }
}

/** A page is kept under its number; the first, which is the preview of the whole, under none. */
export function pageName(page: number, size: number): string {
  return page === 1 ? `${size}.webp` : `page-${page}-${size}.webp`
}
