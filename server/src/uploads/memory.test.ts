import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { Readable } from 'node:stream'
import { api, PART_BYTES } from '@naniwa/contract'
import { expect, test, vi } from 'vitest'
import type { Blobs, LocalStore } from '../blobs/blobs.ts'
import { complete } from '../testing/files.ts'
import { messageId, overHttp, scene } from '../testing/scene.ts'

const stage = scene()

const MEGABYTE = 2 ** 20
const SIZE = 64 * MEGABYTE
const BLOCK = Buffer.alloc(MEGABYTE, 'みなもの月 ')

/** Sends a part as a fast network does: as much as is taken. */
async function put(url: URL, size: number): Promise<number> {
  const sending = request(url, { method: 'PUT', headers: { 'content-length': size } })
  const answered = once(sending, 'response') as Promise<[IncomingMessage]>
  for (let sent = 0; sent < size; sent += BLOCK.length) if (!sending.write(BLOCK)) await once(sending, 'drain')
  sending.end()
  const [response] = await answered
  response.resume()
  return response.statusCode ?? 0
}

/** Counts what each arriving part has waiting in memory. */
function watchArriving(local: LocalStore): { most: number; bytes: number } {
  const seen = { most: 0, bytes: 0 }
  const { receive } = local
  vi.spyOn(local, 'receive').mockImplementation((claim, bytes) => {
    const arriving = bytes as IncomingMessage
    return receive(
      claim,
      (async function* () {
        for await (const chunk of arriving as AsyncIterable<Buffer>) {
          seen.most = Math.max(seen.most, chunk.length + arriving.readableLength)
          seen.bytes += chunk.length
          yield chunk
        }
      })(),
    )
  })
  return seen
}

/** Counts what is read of blobs. */
function watchReading(blobs: Blobs): { bytes: number; largest: number } {
  const seen = { bytes: 0, largest: 0 }
  const get = blobs.get.bind(blobs)
  vi.spyOn(blobs, 'get').mockImplementation(async (key, range) => {
    const stream = await get(key, range)
    const counted = async function* () {
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        seen.bytes += chunk.length
        seen.largest = Math.max(seen.largest, chunk.length)
        yield chunk
      }
    }
    return Readable.from(counted(), { objectMode: false })
  })
  return seen
}

test('64 MiB go up, through the hash and down again, and no more than a few chunks of them are ever held', async () => {
  const { app, url } = stage.server
  const aiko = overHttp(stage.server, stage.people.aiko)
  const { roomId } = stage.people.aiko
  const arriving = watchArriving(app.blobs.local as LocalStore)
  const { id: uploadId } = await aiko.call(api.files.begin, { roomId, name: '工場見学_11月.mov', size: SIZE })
  const numbers = Array.from({ length: SIZE / PART_BYTES }, (_, at) => at + 1)
  const { urls } = await aiko.call(api.files.parts, { uploadId, numbers })
  for (const part of urls) expect(await put(new URL(part.url, url), PART_BYTES)).toBe(204)
  expect(arriving.bytes).toBe(SIZE)
  expect(arriving.most).toBeLessThan(MEGABYTE)

  const reading = watchReading(app.blobs)
  const hash = createHash('sha256')
  for (let at = 0; at < SIZE; at += BLOCK.length) hash.update(BLOCK)
  const { id } = await complete(aiko, { uploadId, messageId: messageId(), sha256: hash.digest('hex') })
  expect(reading).toMatchObject({ bytes: SIZE })
  expect(reading.largest).toBeLessThanOrEqual(MEGABYTE)

  const { downloadUrl } = await aiko.call(api.files.get, { roomId, id })
  reading.bytes = 0
  const asking = request(new URL(downloadUrl ?? 'none', url)).end()
  const [response] = (await once(asking, 'response')) as [IncomingMessage]
  let received = 0
  let ahead = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    received += chunk.length
    ahead = Math.max(ahead, reading.bytes - received)
  }
  expect(received).toBe(SIZE)
  // What lies between is in the socket's buffers at both ends.
  expect(ahead).toBeLessThan(32 * MEGABYTE)
})
