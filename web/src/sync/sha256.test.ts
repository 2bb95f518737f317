import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hashStream } from './sha256.ts'

test('is the digest that the server computes, whatever the pieces', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 12 }), async (pieces) => {
      const wanted = createHash('sha256').update(Buffer.concat(pieces)).digest('hex')
      expect(await hashStream(new Blob(pieces), new AbortController().signal)).toBe(wanted)
    }),
    { numRuns: 200 },
  )
})

test('stops when nobody wants it any more', async () => {
  await expect(hashStream(new Blob(['x']), AbortSignal.abort())).rejects.toThrow()
})
