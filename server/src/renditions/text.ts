import type { App } from '../context.ts'
import { bytesKey, type StoredFile } from '../files/read.ts'
import { decodeHead } from '../lib/charset.ts'
import type { Drawn } from './drawn.ts'

/** Of a text, so much is shown, in bytes of its own encoding. */
const SHOWN = 65_536

/** The beginning of a text, in UTF-8. */
export async function readText(app: App, file: StoredFile): Promise<Drawn | null> {
  if (file.charset === null) return null
  const range = { start: 0, end: Math.min(file.size, SHOWN) - 1 }
  const head = Buffer.concat(await (await app.blobs.get(bytesKey(file), range)).toArray())
  const bytes = Buffer.from(decodeHead(head, file.charset))
  return { preview: { kind: 'text', width: 0, height: 0, count: 1 }, pieces: [{ name: 'text', bytes }] }
}
