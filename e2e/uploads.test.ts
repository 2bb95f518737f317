import { createHash, randomBytes } from 'node:crypto'
import { api, can, FILES_TOGETHER, PART_BYTES, type Room, type File as Told } from '@naniwa/contract'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import type { Signed } from '../server/src/testing/app.ts'
import { visit } from '../server/src/testing/files.ts'
import { makeGroup, overHttp } from '../server/src/testing/scene.ts'
import { type TestServer, testServer } from '../server/src/testing/server.ts'
import { Disconnected } from '../web/src/sync/failure.ts'
import { plainTransfer, type Transfer } from '../web/src/sync/transfer.ts'
import type { Upload } from '../web/src/sync/upload-rows.ts'
import { openWebDevice, type WebDevice, type WebOptions } from './web-device.ts'

let server: TestServer
const opened = new Set<WebDevice>()

beforeAll(async () => {
  server = await testServer()
})
afterAll(() => server.close())
afterEach(() => {
  for (const device of opened) {
    device.stop()
    expect(device.reports).toEqual([])
  }
  opened.clear()
})

async function open(person: Signed, options: WebOptions = {}): Promise<WebDevice> {
  const device = await openWebDevice(server, person, options)
  opened.add(device)
  await until(device.lag).toEqual([])
  return device
}

/** The page is closed and opened again. */
async function reload(device: WebDevice): Promise<WebDevice> {
  opened.delete(device)
  const again = await device.reload()
  opened.add(again)
  return again
}

function until<T>(read: () => T | Promise<T>) {
  return expect.poll(read, { timeout: 60_000, interval: 20 })
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function file(name: string, bytes: Uint8Array = randomBytes(1_000)): File {
  return new File([new Uint8Array(bytes)], name)
}

function group(): Promise<Room> {
  const { aiko, ben } = server.people
  return makeGroup(overHttp(server, aiko), [[ben, 'member']])
}

function states({ client }: WebDevice): string[] {
  return client.uploads.all.map(({ state, code }) => (code ? `${state} ${code}` : state))
}

/** What the room was told, oldest first. */
async function toldIn(roomId: number): Promise<{ files: Told[]; bodies: string[] }> {
  const aiko = overHttp(server, server.people.aiko)
  const { files } = await aiko.call(api.files.list, { roomId })
  const { messages } = await aiko.call(api.messages.list, { roomId })
  return { files: files.reverse(), bodies: messages.filter(({ kind }) => kind === 'message').map(({ body }) => body) }
}

/** Counts the parts that have arrived whole, by name of the file's upload and number. */
function counting(plain: Transfer): Transfer & { readonly arrived: string[] } {
  const arrived: string[] = []
  return {
    arrived,
    hash: plain.hash,
    async put(url, bytes, options) {
      await plain.put(url, bytes, options)
      arrived.push(partOf(url))
    },
  }
}

/** The address of a part says which it is. */
function partOf(url: string): string {
  const claim = url.split('/').at(-1)?.split('.')[0] ?? ''
  const { handle, number } = JSON.parse(Buffer.from(claim, 'base64url').toString()) as {
    handle: string
    number: number
  }
  return `${handle} ${number}`
}

test('whoever may not post can attach nothing that arrives, and is told why', async () => {
  const { aiko, ben } = server.people
  const room = await makeGroup(overHttp(server, aiko), [[ben, 'readonly']])
  expect(can.upload({ type: 'group', role: 'readonly' })).toBe(false)
  const device = await open(ben)
  device.client.uploads.add(room.id, [file('メモ.txt')])
  await until(() => states(device)).toEqual(['failed forbidden'])
  device.client.uploads.add(room.id + 1_000, [file('メモ.txt')])
  await until(() => states(device)).toEqual(['failed forbidden', 'failed not_found'])
})

test('files chosen together go in one message, in their order, with their words', async () => {
  const room = await group()
  const ben = await open(server.people.ben)
  const { uploads } = ben.client
  const files = ['一.txt', '二.txt', '三.txt', '四.txt'].map((name) => file(name))
  uploads.add(room.id, files)
  await until(() => states(ben)).toEqual(['ready', 'ready', 'ready', 'ready'])
  expect((await toldIn(room.id)).bodies).toEqual([])
  uploads.send(room.id, 'まとめて送ります')
  await until(() => uploads.all.length).toBe(0)
  const told = await toldIn(room.id)
  expect(told.files.map(({ name }) => name)).toEqual(files.map(({ name }) => name))
  expect(told.bodies).toHaveLength(1)
  expect(told.bodies[0]).toMatch(/^まとめて送ります\n(\[info\]\[download:\d+\][一二三四]\.txt.*?\[\/info\]){4}$/)
  expect(new Set(told.files.map(({ messageId }) => messageId)).size).toBe(1)
  await until(async () => (await ben.storage.all('upload')).length + (await ben.storage.all('bytes')).length).toBe(0)
})

test('one that is halted or refused holds none of the others up, and goes by itself afterwards', async () => {
  const room = await group()
  const ben = await open(server.people.ben)
  const { uploads } = ben.client
  uploads.add(room.id, [file('一.txt'), file('二.txt'), file('三.txt')])
  await until(() => states(ben)).toEqual(['ready', 'ready', 'ready'])
  const [first, second] = uploads.all as [Upload, Upload]
  uploads.pause(second.id)
  await ben.call(api.files.abort, { uploadId: first.uploadId ?? 0 })
  const batch = uploads.send(room.id, 'ひとこと') as string
  await until(() => states(ben)).toEqual(['failed not_found', 'paused'])
  expect((await toldIn(room.id)).files.map(({ name }) => name)).toEqual(['三.txt'])
  expect((await toldIn(room.id)).bodies[0]).toContain('ひとこと')
  for (const { id } of uploads.all) uploads.resume(id)
  await until(() => uploads.all.length).toBe(0)
  expect((await toldIn(room.id)).files).toHaveLength(3)
  await uploads.takeBack(batch)
  expect((await toldIn(room.id)).files).toEqual([])
  expect((await toldIn(room.id)).bodies.every((body) => body === '')).toBe(true)
  expect(
    uploads
      .attached(room.id)
      .map(({ name }) => name)
      .sort(),
  ).toEqual(['一.txt', '三.txt', '二.txt'])
  for (const { id } of uploads.all) uploads.discard(id)
  await until(async () => (await ben.call(api.files.uploads, {})).uploads.length).toBe(0)
})

test('more files than one message holds go in several', async () => {
  const room = await group()
  const ben = await open(server.people.ben)
  ben.client.uploads.add(
    room.id,
    Array.from({ length: FILES_TOGETHER + 2 }, (_, at) => file(`${at}.txt`)),
  )
  ben.client.uploads.send(room.id, 'たくさん')
  await until(() => ben.client.uploads.all.length).toBe(0)
  const told = await toldIn(room.id)
  expect(told.files.map(({ name }) => name)).toEqual(Array.from({ length: FILES_TOGETHER + 2 }, (_, at) => `${at}.txt`))
  expect(told.bodies.map((body) => body.match(/\[download:/g)?.length)).toEqual([FILES_TOGETHER, 2])
})

test('an upload that is cut anywhere, page and all, arrives whole, and nothing that has arrived is sent again', async () => {
  const { ben } = server.people
  const bytes = randomBytes(2 * PART_BYTES + 12_345)
  const cut = async (cuts: readonly ('before' | 'after' | 'reload' | 'offline')[]) => {
    const room = await group()
    const transfer = counting(plainTransfer({ url: server.url, fetch }))
    const left = [...cuts]
    const steps: (() => Promise<void>)[] = []
    const broken: Transfer = {
      hash: transfer.hash,
      async put(url, part, options) {
        const now = left.shift()
        if (now === 'before') throw new Disconnected('cut')
        await transfer.put(url, part, options)
        if (now === 'after') throw new Disconnected('the answer was lost')
        if (now === 'reload' || now === 'offline') await Promise.resolve(steps[0]?.())
      },
    }
    let device = await open(ben, { transfer: broken })
    // One after the other: two pages at a time would take the same file for theirs, since no browser is there to keep them apart.
    let again = Promise.resolve()
    steps[0] = async () => {
      again = again.then(async () => {
        device = await reload(device)
      })
    }
    device.client.uploads.add(room.id, [file('設計図.bin', bytes)])
    device.client.uploads.send(room.id, '')
    await until(async () => (await toldIn(room.id)).files.length).toBe(1)
    await again
    const [told] = (await toldIn(room.id)).files
    expect(told).toMatchObject({ name: '設計図.bin', size: bytes.length, sha256: hashOf(bytes) })
    expect(transfer.arrived.length).toBe(new Set(transfer.arrived).size)
    device.stop()
  }
  const kinds = fc.constantFrom('before' as const, 'after' as const, 'reload' as const)
  await fc.assert(fc.asyncProperty(fc.array(kinds, { minLength: 1, maxLength: 6 }), cut), { numRuns: 3 })
})

test('what is sent without a network waits on the device, outlives the page and goes when there is one again', async () => {
  const room = await group()
  let ben = await open(server.people.ben)
  await ben.disconnect()
  const bytes = randomBytes(50_000)
  ben.client.uploads.add(room.id, [file('電波なし.bin', bytes)])
  ben.client.uploads.send(room.id, '後で届きます')
  await until(async () => (await ben.storage.all('bytes')).length).toBe(1)
  ben = await reload(ben)
  await until(async () => (await toldIn(room.id)).files.map(({ sha256 }) => sha256)).toEqual([hashOf(bytes)])
  expect((await toldIn(room.id)).bodies[0]).toContain('後で届きます')
})

test('an upload is halted and goes on; one that is taken out is dropped on the server too, and its words go with the next', async () => {
  const room = await group()
  const ben = await open(server.people.ben)
  const { uploads } = ben.client
  uploads.add(room.id, [file('一.txt'), file('二.txt')])
  await until(() => states(ben)).toEqual(['ready', 'ready'])
  const [first, second] = uploads.all as [Upload, Upload]
  uploads.pause(second.id)
  uploads.pause(first.id)
  uploads.send(room.id, '言葉')
  expect(states(ben)).toEqual(['paused', 'paused'])
  uploads.discard(first.id)
  await until(async () => (await ben.call(api.files.uploads, {})).uploads.length).toBe(1)
  uploads.resume(second.id)
  await until(() => uploads.all.length).toBe(0)
  const told = await toldIn(room.id)
  expect(told.files.map(({ name }) => name)).toEqual(['二.txt'])
  expect(told.bodies[0]).toContain('言葉')
})

test('one that is taken out, or halted and goes on, in the moment it begins leaves nothing behind on the server', async () => {
  const room = await group()
  const plain = plainTransfer({ url: server.url, fetch })
  const abort = vi.spyOn(server.app.blobs, 'abort')
  for (const then of ['discard', 'resume'] as const) {
    abort.mockClear()
    const begins: (() => void)[] = []
    // Hashing begins as the server is asked to begin.
    const hash: Transfer['hash'] = (bytes, signal) => {
      queueMicrotask(() => begins.shift()?.())
      return plain.hash(bytes, signal)
    }
    const ben = await open(server.people.ben, { transfer: { ...plain, hash } })
    const { uploads } = ben.client
    begins.push(() => {
      const [{ id }] = uploads.all as [Upload]
      if (then === 'resume') uploads.pause(id)
      uploads[then](id)
    })
    uploads.add(room.id, [file('すぐに.txt')])
    await until(() => abort.mock.calls.length).toBe(1)
    if (then === 'resume') uploads.send(room.id, '')
    await until(() => uploads.all.length).toBe(0)
    await until(async () => (await ben.call(api.files.uploads, {})).uploads.length).toBe(0)
  }
  abort.mockRestore()
  expect((await toldIn(room.id)).files.map(({ name }) => name)).toEqual(['すぐに.txt'])
})

test('a full storage is said, and once there is room the same upload goes', async () => {
  const room = await group()
  const { ben } = server.people
  const quota = (bytes: number | null) =>
    sql`update organization set quota_bytes = ${bytes} where id = ${ben.organizationId}`.execute(server.app.db)
  await quota(10)
  const device = await open(ben)
  device.client.uploads.add(room.id, [file('大きい.bin')])
  await until(() => states(device)).toEqual(['failed quota_exceeded'])
  await quota(null)
  device.client.uploads.resume(device.client.uploads.all[0]?.id ?? '')
  await until(() => states(device)).toEqual(['ready'])
})

test('when the device has lost the bytes, the same file goes on, another does not', async () => {
  const room = await group()
  const bytes = randomBytes(PART_BYTES + 10)
  const plain = plainTransfer({ url: server.url, fetch })
  let isDead = true
  const transfer = counting({
    hash: plain.hash,
    put: (url, part, options) => {
      if (isDead && part.size < PART_BYTES) throw new Disconnected('cut')
      return plain.put(url, part, options)
    },
  })
  let ben = await open(server.people.ben, { transfer })
  ben.client.uploads.add(room.id, [file('図面.bin', bytes)])
  await until(() => states(ben)).toEqual(['broken'])
  ben.client.stop()
  const id = ben.client.uploads.all[0]?.id ?? ''
  await ben.storage.write([{ table: 'bytes', key: id, value: undefined }])
  ben = await reload(ben)
  await until(() => states(ben)).toEqual(['missing'])
  isDead = false
  expect(ben.client.uploads.provide(id, file('図面.bin', randomBytes(10)))).toBe(false)
  expect(ben.client.uploads.provide(id, file('図面.bin', bytes))).toBe(true)
  await until(() => states(ben)).toEqual(['ready'])
  ben.client.uploads.send(room.id, '')
  await until(async () => (await toldIn(room.id)).files.map(({ sha256 }) => sha256)).toEqual([hashOf(bytes)])
  expect(transfer.arrived.length).toBe(2)
})

test('what was sent is taken back: before it was told to the box, afterwards from the room too', async () => {
  const room = await group()
  const ben = await open(server.people.ben)
  const { uploads } = ben.client
  uploads.add(room.id, [file('一.txt')])
  await until(() => states(ben)).toEqual(['ready'])
  const first = uploads.all[0]?.id ?? ''
  uploads.pause(first)
  await uploads.takeBack(uploads.send(room.id, '') as string)
  expect(uploads.attached(room.id).map(({ id }) => id)).toEqual([first])
  uploads.resume(first)
  await until(() => states(ben)).toEqual(['ready'])
  const batch = uploads.send(room.id, '') as string
  await until(() => uploads.all.length).toBe(0)
  const [told] = (await toldIn(room.id)).files
  await uploads.takeBack(batch)
  expect((await toldIn(room.id)).files).toEqual([])
  expect((await toldIn(room.id)).bodies).toEqual([''])
  expect(uploads.attached(room.id).map(({ name, size }) => [name, size])).toEqual([[told?.name, told?.size]])
})

test('a removed member’s upload ends, and what the others have stays in their copies alone', async () => {
  const room = await group()
  const { aiko, ben } = server.people
  const device = await open(ben)
  device.client.uploads.add(room.id, [file('持ち出し.txt')])
  await until(() => states(device)).toEqual(['ready'])
  await overHttp(server, aiko).call(api.members.remove, { roomId: room.id, accountId: ben.accountId })
  await until(() => device.replica.rooms.has(room.id)).toBe(false)
  device.client.uploads.send(room.id, '')
  await until(() => states(device)).toEqual(['failed not_found'])
})

test('names that other systems allow are sent as near to them as can be', async () => {
  const room = await group()
  const ben = await open(server.people.ben)
  const long = `${'長'.repeat(300)}.pdf`
  ben.client.uploads.add(room.id, [file('a\\b/c\u0007.txt'), file('..'), file(long), file('みなもの月 (最終)😀.txt')])
  ben.client.uploads.send(room.id, '')
  await until(() => ben.client.uploads.all.length).toBe(0)
  const { files } = await toldIn(room.id)
  expect(files.map(({ name }) => name)).toEqual([
    'a_b_c_.txt',
    '_',
    `${'長'.repeat(251)}.pdf`,
    'みなもの月 (最終)😀.txt',
  ])
})

test('files are known where they are told of, in lists and as they change, and nothing else is asked for', async () => {
  const room = await group()
  const { aiko, ben } = server.people
  const device = await open(ben)
  device.client.uploads.add(room.id, [file('表.txt', Buffer.from('a,b'))])
  device.client.uploads.send(room.id, '')
  await until(async () => (await toldIn(room.id)).files.length).toBe(1)
  const [told] = (await toldIn(room.id)).files as [Told]
  const other = await open(aiko)
  const { files } = other.client
  files.want(room.id, told.id)
  await until(() => files.get(room.id, told.id)?.name).toBe('表.txt')
  const page = await files.read({ kind: 'document' })
  expect(files.known({ kind: 'document' }, page.from).map(({ id }) => id)).toEqual([told.id])
  expect(files.known({ kind: 'image' }, 0)).toEqual([])
  const { downloadUrl } = await device.call(api.files.get, { roomId: room.id, id: told.id })
  expect((await visit(server, downloadUrl)).text).toBe('a,b')
  await device.call(api.files.delete, { roomId: room.id, id: told.id })
  await until(() => files.get(room.id, told.id)).toBe(null)
  expect(files.known({}, 0).some(({ id }) => id === told.id)).toBe(false)
  files.want(room.id, 1)
  await until(() => files.get(room.id, 1)).toBe(null)
})
