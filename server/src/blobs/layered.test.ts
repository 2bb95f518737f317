import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemClock } from '../lib/clock.ts'
import { type Blobs, NoSuchBlob } from './blobs.ts'
import { diskBlobs } from './disk.ts'
import { layeredBlobs } from './layered.ts'

const PART = 2 ** 20

let directory: string
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), `naniwa-test-${process.pid}-layers-`))
})
afterAll(() => rm(directory, { recursive: true }))

let made = 0
function open(): { first: Blobs; other: Blobs; both: Blobs } {
  made += 1
  const disk = (name: string) =>
    diskBlobs({
      directory: join(directory, `${made}-${name}`),
      secret: async () => Buffer.alloc(32),
      clock: systemClock,
    })
  const [first, other] = [disk('first'), disk('other')]
  return { first, other, both: layeredBlobs(first, other) }
}

const newKey = () => `${randomBytes(16).toString('hex')}/file`

async function keep(store: Blobs, key: string, bytes: Buffer): Promise<void> {
  const upload = { key, handle: await store.begin(key, bytes.length) }
  const parts = Array.from({ length: Math.ceil(bytes.length / PART) }, (_, at) => ({
    number: at + 1,
    size: Math.min(PART, bytes.length - at * PART),
  }))
  for (const part of parts) {
    const from = (part.number - 1) * PART
    await store.receive(upload, part, Readable.from([bytes.subarray(from, from + part.size)]))
  }
  await store.complete(upload, parts)
}

async function read(store: Blobs, key: string): Promise<string> {
  return Buffer.concat(await (await store.get(key)).toArray()).toString()
}

test('new blobs go to the first, and each is read from where it is', async () => {
  const { first, other, both } = open()
  const [old, fresh] = [newKey(), newKey()]
  await other.put(old, Buffer.from('old'))
  await both.put(fresh, Buffer.from('fresh'))
  expect(await other.head(fresh)).toBeNull()
  expect(await read(first, fresh)).toBe('fresh')
  expect([await read(both, old), await read(both, fresh)]).toEqual(['old', 'fresh'])
  expect(await both.head(old)).toEqual({ size: 3, state: 'ready' })
  await expect(both.get(newKey())).rejects.toBeInstanceOf(NoSuchBlob)
  expect(await both.head(newKey())).toBeNull()
})

test('what is in both for a moment is one, and dropping drops it twice', async () => {
  const { first, other, both } = open()
  const key = newKey()
  for (const store of [first, other]) await store.put(key, Buffer.from('same'))
  const listed: string[] = []
  for await (const one of both.list()) listed.push(one.key)
  expect(listed).toEqual([key])
  await both.drop(key.slice(0, 32))
  expect([await first.head(key), await other.head(key)]).toEqual([null, null])
})

test('who reads while it is moved away reads on to the end', async () => {
  const { first, other, both } = open()
  const key = newKey()
  const bytes = randomBytes(PART * 3 + 5)
  await keep(other, key, bytes)
  const received: Buffer[] = []
  for await (const chunk of (await both.get(key, { start: 7, end: bytes.length - 3 })) as AsyncIterable<Buffer>) {
    if (received.length === 0) {
      await keep(first, key, bytes)
      await other.remove(key)
    }
    received.push(chunk)
  }
  expect(await other.head(key)).toBeNull()
  expect(Buffer.concat(received).equals(bytes.subarray(7, -2))).toBe(true)
})
