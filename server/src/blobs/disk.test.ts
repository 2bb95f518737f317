import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import { Refusal } from '@naniwa/contract'
import { expect, test } from 'vitest'
import { blobDoor } from '../doors/blobs.ts'
import { settableClock } from '../lib/clock.ts'
import { type Store, testBlobs } from './blobs.contract.ts'
import { diskBlobs } from './disk.ts'
import { keptPath } from './kept.ts'

const clock = settableClock(new Date('2026-11-24T01:00:00Z'))
const granted = new Set(['all'])
let directory: string
let base: string
let store: Store

async function openStore(): Promise<Store> {
  directory = await mkdtemp(join(tmpdir(), `naniwa-test-${process.pid}-blobs-`))
  const blobs = diskBlobs({ directory, secret: async () => Buffer.alloc(32, 7), clock })
  const door = blobDoor(blobs, async (grant) => granted.has(grant))
  door.onError((error, c) => c.text(error.message, (error instanceof Refusal ? error.status : 500) as 500))
  const server = createServer(getRequestListener(door.fetch))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  store = {
    ...{ blobs, base, clock, partBytes: 1_000, runs: 20 },
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await rm(directory, { recursive: true })
    },
  }
  return store
}

testBlobs(openStore)

test.each([
  '../../etc/passwd',
  `${'a'.repeat(32)}/../file`,
  `${'a'.repeat(32)}/.hidden`,
  'file',
  `${'a'.repeat(32)}/a/b`,
])('%s is no key', (key) => {
  expect(() => keptPath('/data', key)).toThrow(RangeError)
})

test('a part cut off in the middle leaves nothing behind', async () => {
  const key = `${'b'.repeat(32)}/file`
  const handle = await store.blobs.begin(key, 1_000_000)
  const until = new Date(clock.now().getTime() + 60_000)
  const url = await store.blobs.partUrl({ key, handle }, { number: 1, size: 1_000_000 }, until)
  const sending = request(new URL(url, base), { method: 'PUT', headers: { 'content-length': 1_000_000 } })
  const ended = new Promise((resolve) => sending.once('error', resolve))
  sending.write(Buffer.alloc(300_000))
  const folder = join(directory, 'parts', handle)
  while ((await readdir(folder)).length === 0);
  sending.destroy()
  await ended
  while ((await readdir(folder)).length > 0);
  expect(await store.blobs.parts({ key, handle })).toEqual([])
})

test('what was given out is of no use once its grant no longer holds', async () => {
  const key = `${'c'.repeat(32)}/file`
  await store.blobs.put(key, Buffer.from('ours'))
  const until = new Date(clock.now().getTime() + 60_000)
  const url = await store.blobs.url(key, { name: 'a', type: 'text/plain', disposition: 'inline', until, grant: 'aiko' })
  granted.add('aiko')
  const good = await fetch(new URL(url, base))
  expect([good.status, await good.text()]).toEqual([200, 'ours'])
  granted.delete('aiko')
  const etag = good.headers.get('etag') as string
  expect((await fetch(new URL(url, base), { headers: { 'if-none-match': etag } })).status).toBe(404)
})

test('conditions are kept to: the same again is not sent, and a part only of what it was a part of', async () => {
  const key = `${'d'.repeat(32)}/file`
  await store.blobs.put(key, Buffer.from('0123456789'))
  const until = new Date(clock.now().getTime() + 60_000)
  const url = new URL(
    await store.blobs.url(key, { name: 'a', type: 'text/plain', disposition: 'inline', until, grant: 'all' }),
    base,
  )
  const head = await fetch(url, { method: 'HEAD' })
  expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '10', ''])
  expect(Object.fromEntries(head.headers)).toMatchObject({
    'accept-ranges': 'bytes',
    'content-security-policy': "sandbox; default-src 'none'",
    'cross-origin-resource-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
  })
  const etag = head.headers.get('etag') as string
  expect((await fetch(url, { headers: { 'if-none-match': `"x", W/${etag}` } })).status).toBe(304)
  const part = await fetch(url, { headers: { range: 'bytes=2-3', 'if-range': etag } })
  expect([part.status, await part.text()]).toEqual([206, '23'])
  const whole = await fetch(url, { headers: { range: 'bytes=2-3', 'if-range': '"other"' } })
  expect([whole.status, await whole.text()]).toEqual([200, '0123456789'])
})
