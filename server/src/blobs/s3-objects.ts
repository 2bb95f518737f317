import { partsOfKey, requireBlob } from './key.ts'

/*
 * How blobs are named in a bucket. What people sent lies under one prefix and what was drawn of it under another, so that a rule of the
 * store's can put the first into an archive and leave the second, which is looked at, where it is.
 */

/** Of what people sent. */
export const FILES = 'files/'
const PIECES = 'pieces/'

/** @throws {RangeError} */
export function objectOf(key: string): string {
  const { blob, name } = partsOfKey(key)
  return name === 'file' ? `${FILES}${blob}` : `${PIECES}${blob}/${name}`
}

/** Null for what is not ours. */
export function blobOf(object: string): string | null {
  const [, file, blob, name] = /^(?:files\/([0-9a-f]{32})|pieces\/([0-9a-f]{32})\/([a-z0-9.-]+))$/.exec(object) ?? []
  if (file) return `${file}/file`
  return blob && name ? `${blob}/${name}` : null
}

/** Under which everything of a blob lies. @throws {RangeError} */
export function prefixesOf(blob: string): readonly string[] {
  return [`${FILES}${requireBlob(blob)}`, `${PIECES}${blob}/`]
}
