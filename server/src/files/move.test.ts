import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { api, type File, PART_BYTES } from '@naniwa/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../app.ts'
import type { Listed } from '../blobs/blobs.ts'
import { keptPath } from '../blobs/kept.ts'
import { readConfig } from '../config.ts'
import type { App } from '../context.ts'
import { bucketOf, environmentOf, makeBucket, type TestBucket, withCeph } from '../testing/bucket.ts'
import { hashOf, putParts, sendFile } from '../testing/files.ts'
import { hasCeph } from '../testing/rgw.ts'
import { makeGroup, messageId, overHttp } from '../testing/scene.ts'
import { type TestServer, testServer } from '../testing/server.ts'
import { complete } from '../uploads/complete.ts'
import { readKept } from './kept.ts'
import { moveAll } from './move.ts'
import { readStored } from './read.ts'

/** Bringing files from the disk to a bucket and back. */
describe.skipIf(!hasCeph)('from the disk to Ceph', () => {
  const rgw = withCeph()
  let server: TestServer
  let bucket: TestBucket
  beforeAll(async () => {
    bucket = await makeBucket(bucketOf(rgw(), 'moved'))
    server = await testServer()
  })
  afterAll(() => server?.close())

  /** The same server, told of a bucket. */
  function told(env: Record<string, string> = {}): App {
    const { db, clock, log, config } = server.app
    const settings = { NANIWA_DATA: config.dataDirectory, ...environmentOf(bucket), ...env }
    return createApp(readConfig(settings), db, { clock, log })
  }

  async function everything(store: { list(): AsyncIterable<Listed> }): Promise<string[]> {
    const keys: string[] = []
    for await (const { key } of store.list()) keys.push(key)
    return keys.sort()
  }

  async function read(app: App, { roomId, id }: File): Promise<string> {
    const { blob } = await readStored(app.db, roomId, id)
    return hashOf(Buffer.concat(await (await app.blobs.get(`${blob}/file`)).toArray()))
  }

  test('files move to a bucket through a crash of the store and back again, and each is whole at every moment', async () => {
    const { ben } = server.people
    const client = overHttp(server, ben)
    const { id: roomId } = await makeGroup(client)
    const sizes = [0, 1, 70_000, PART_BYTES + 5]
    const files = await Promise.all(
      sizes.map((size, at) => sendFile(server, ben, { roomId, name: `${at}.bin`, bytes: randomBytes(size) })),
    )
    const half = randomBytes(100)
    const { id: uploadId } = await client.call(api.files.begin, { roomId, name: '途中.bin', size: half.length })
    await putParts(server, ben, uploadId, half)
    const whole = async (app: App) => {
      for (const file of files) expect(await read(app, file)).toBe(file.sha256)
    }

    const app = told()
    await whole(app)
    const before = await everything(server.app.blobs)
    let crash: Promise<void> | undefined
    const moving = moveAll(app, () => {
      crash ??= rgw().kill()
    })
    await expect(moving).rejects.toThrow()
    await crash
    await rgw().start()
    await whole(app)
    expect((await readKept(app)).left?.count).toBeGreaterThan(0)
    expect(await moveAll(app)).toMatchObject({ damaged: [], archived: 0 })
    await whole(app)
    expect(await everything(server.app.blobs)).toEqual([])
    expect(await everything(app.stores.first)).toEqual(before)

    // What was begun before ends where it was begun, and moves with the next.
    const bytes = { uploads: [{ id: uploadId, sha256: hashOf(half) }], messageId: messageId(), body: '' }
    for (let made: File[] | null = null; made === null; files.push(...(made ?? []))) {
      made = (await complete(app, ben, bytes)).files
    }
    await whole(app)
    expect(await moveAll(app)).toMatchObject({ blobs: 1, bytes: 100 })
    expect((await readKept(app)).left).toEqual({ count: 0, bytes: 0 })

    const back = told({ NANIWA_BLOBS: 'disk' })
    await whole(back)
    expect(await moveAll(back)).toMatchObject({ blobs: files.length, damaged: [] })
    await whole(back)
    await whole(server.app)
    expect(await everything(app.stores.first)).toEqual([])
  })

  test('what is not what was sent stays where it is, and is named', async () => {
    const { ben } = server.people
    const { id: roomId } = await makeGroup(overHttp(server, ben))
    const file = await sendFile(server, ben, { roomId, bytes: Buffer.from('as it was') })
    const key = `${(await readStored(server.app.db, roomId, file.id)).blob}/file`
    await writeFile(keptPath(join(server.app.config.dataDirectory, 'blobs/kept'), key), 'otherwise')
    const app = told()
    expect(await moveAll(app)).toMatchObject({ damaged: [key] })
    expect(await server.app.blobs.head(key)).not.toBeNull()
    expect(await app.stores.first.head(key)).toBeNull()
    await server.app.blobs.remove(key)
  })

  test('half a copy of a move that was killed is given up by the next', async () => {
    const app = told()
    const key = `${randomBytes(16).toString('hex')}/file`
    const handle = await app.stores.first.begin(key, PART_BYTES)
    await server.app.db
      .insertInto('serverState')
      .values({ name: `blob_move:${handle}`, value: key })
      .execute()
    expect(await moveAll(app)).toMatchObject({ blobs: 0 })
    await expect(app.blobs.parts({ key, handle })).rejects.toThrow('no such upload')
    const left = await server.app.db
      .selectFrom('serverState')
      .where('name', 'like', 'blob_move:%')
      .selectAll()
      .execute()
    expect(left).toEqual([])
  })

  test('with one place there is nothing to move', async () => {
    expect(await moveAll(server.app)).toBeNull()
  })
})
