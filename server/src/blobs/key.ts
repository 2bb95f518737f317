/** What a key of {@link Blobs} names. @throws {RangeError} for one that could lead anywhere else. */
export function partsOfKey(key: string): { readonly blob: string; readonly name: string } {
  const [, blob, name] = /^([0-9a-f]{32})\/([a-z0-9][a-z0-9.-]{0,63})$/.exec(key) ?? []
  if (!blob || !name) throw new RangeError(`${key} is not the key of a blob`)
  return { blob, name }
}

/** @throws {RangeError} */
export function requireBlob(blob: string): string {
  if (!/^[0-9a-f]{32}$/.test(blob)) throw new RangeError(`${blob} is not a blob`)
  return blob
}
