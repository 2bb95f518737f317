import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createSha256 } from './sha256.ts'

function hashed(pieces: readonly Uint8Array[]): string {
  const hash = createSha256()
  for (const piece of pieces) hash.update(piece)
  return hash.digest()
}

test('the hash is that of the standard, however the bytes are cut', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 12 }), (pieces) => {
      const wanted = createHash('sha256').update(Buffer.concat(pieces)).digest('hex')
      expect(hashed(pieces)).toBe(wanted)
    }),
    { numRuns: 300 },
  )
})

test('nothing has a hash too, and so do all lengths around a block', () => {
  for (let length = 0; length < 200; length++) {
    const bytes = new Uint8Array(length).fill(length)
    expect(hashed([bytes])).toBe(createHash('sha256').update(bytes).digest('hex'))
  }
})

test('ten megabytes come out right', () => {
  const bytes = Uint8Array.from({ length: 10_000_000 }, (_, at) => (at * 2_654_435_761) >>> 24)
  expect(hashed([bytes.subarray(0, 1), bytes.subarray(1)])).toBe(createHash('sha256').update(bytes).digest('hex'))
})
