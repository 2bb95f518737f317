import { randomBytes } from 'node:crypto'
import { api } from '@naniwa/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bucketOf, environmentOf, makeBucket, withCeph } from '../testing/bucket.ts'
import { complete, hashOf, putParts } from '../testing/files.ts'
import { hasCeph } from '../testing/rgw.ts'
import { makeGroup, messageId, outcome, overHttp } from '../testing/scene.ts'
import { type TestServer, testServer } from '../testing/server.ts'

/** Ceph goes away and hangs while people send files; what else they do goes on. */
describe.skipIf(!hasCeph)('while the store is away', () => {
  const rgw = withCeph()
  let server: TestServer
  beforeAll(async () => {
    server = await testServer(environmentOf(await makeBucket(bucketOf(rgw(), 'away'))))
    server.app.clock.set(new Date())
  })
  afterAll(() => server?.close())

  test.each([
    ['killed', () => rgw().kill(), () => rgw().start()],
    ['hanging', async () => rgw().pause(), async () => rgw().resume()],
  ])('%s, uploads are refused in words, and go on afterwards to the same hash', async (_, takeAway, bringBack) => {
    const ben = overHttp(server, server.people.ben)
    const { id: roomId } = await makeGroup(ben)
    const bytes = randomBytes(100_000)
    const { id } = await ben.call(api.files.begin, { roomId, name: '手順.bin', size: bytes.length })
    await takeAway()
    const begin = { roomId, name: '別.bin', size: 1 }
    const asked = [ben.call(api.files.begin, begin), ben.call(api.files.parts, { uploadId: id, numbers: [1] })]
    const refused = Promise.all(asked.map(outcome))
    await ben.call(api.messages.list, { roomId })
    expect(await refused).toEqual(['unavailable', 'unavailable'])
    await bringBack()
    await putParts(server, server.people.ben, id, bytes)
    const file = await complete(ben, { uploadId: id, messageId: messageId(), sha256: hashOf(bytes) })
    const { downloadUrl } = await ben.call(api.files.get, { roomId, id: file.id })
    const received = Buffer.from(await (await fetch(downloadUrl as string)).arrayBuffer())
    expect(hashOf(received)).toBe(hashOf(bytes))
  })
})
