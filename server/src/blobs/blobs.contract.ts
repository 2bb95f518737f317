import { createHash, randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SettableClock } from '../lib/clock.ts'
import { type Blobs, NoSuchBlob, NoSuchUpload, type Sending, type Serving, WrongLength } from './blobs.ts'

/** An adapter, ready for use. */
export interface Store {
  readonly blobs: Blobs
  /** What addresses are relative to. */
  readonly base: string
  /** By which the adapter signs and judges. */
  readonly clock: SettableClock
  /** Least size of a part that is not the last. */
  readonly partBytes: number
  /** How often what takes long is tried with other numbers. */
  readonly runs: number
  close(): Promise<void>
}

const HOUR = 60 * 60 * 1_000

/** What every adapter has to do; each runs all of it against the real thing. */
export function testBlobs(open: () => Promise<Store>): void {
  let store: Store
  beforeAll(async () => {
    store = await open()
  })
  afterAll(() => store.close())

  const blob = () => randomBytes(16).toString('hex')
  const inAnHour = () => new Date(store.clock.now().getTime() + HOUR)
  const resolve = (url: string) => new URL(url, store.base)

  async function begin(bytes: Buffer): Promise<Sending> {
    const key = `${blob()}/file`
    return { key, handle: await store.blobs.begin(key, bytes.length) }
  }

  async function put(upload: Sending, number: number, bytes: Buffer, size = bytes.length): Promise<number> {
    const url = await store.blobs.partUrl(upload, { number, size }, inAnHour())
    return (await fetch(resolve(url), { method: 'PUT', body: new Uint8Array(bytes) })).status
  }

  function cut(bytes: Buffer): Buffer[] {
    const parts: Buffer[] = []
    for (let at = 0; at < bytes.length; at += store.partBytes) parts.push(bytes.subarray(at, at + store.partBytes))
    return parts
  }

  const listed = (parts: readonly Buffer[]) => parts.map((part, at) => ({ number: at + 1, size: part.length }))

  async function keep(bytes: Buffer): Promise<string> {
    const upload = await begin(bytes)
    const parts = cut(bytes)
    for (const [at, part] of parts.entries()) await put(upload, at + 1, part)
    await store.blobs.complete(upload, listed(parts))
    return upload.key
  }

  async function read(key: string, range?: { start: number; end: number }): Promise<Buffer> {
    return Buffer.concat(await (await store.blobs.get(key, range)).toArray())
  }

  function serving(changes: Partial<Serving> = {}): Serving {
    return {
      name: '表示確認_くるみ.pdf',
      type: 'application/pdf',
      disposition: 'attachment',
      until: inAnHour(),
      grant: 'all',
      ...changes,
    }
  }

  test('parts in any order, some twice, some at once, become one blob', async () => {
    const bytes = randomBytes(store.partBytes * 3 + 17)
    const parts = cut(bytes)
    const upload = await begin(bytes)
    expect(await store.blobs.parts(upload)).toEqual([])
    const order = [4, 2, 1, 3, 2, 4]
    const statuses = await Promise.all(order.map((number) => put(upload, number, parts[number - 1] as Buffer)))
    expect(statuses.every((status) => status === 200 || status === 204)).toBe(true)
    expect(await store.blobs.parts(upload)).toEqual(listed(parts))
    expect(await store.blobs.head(upload.key)).toBeNull()
    await Promise.all([1, 2, 3].map(() => store.blobs.complete(upload, listed(parts))))
    expect(await store.blobs.head(upload.key)).toEqual({ size: bytes.length, state: 'ready' })
    expect((await read(upload.key)).equals(bytes)).toBe(true)
    await store.blobs.complete(upload, listed(parts))
  })

  test('of a part put twice the later one counts', async () => {
    const upload = await begin(Buffer.alloc(4))
    await put(upload, 1, Buffer.from('once'))
    await put(upload, 1, Buffer.from('more'))
    await store.blobs.complete(upload, [{ number: 1, size: 4 }])
    expect(String(await read(upload.key))).toBe('more')
  })

  test('a part of another length is refused, and nothing of it counts', async () => {
    const upload = await begin(Buffer.alloc(10))
    expect(await put(upload, 1, randomBytes(9), 10)).toBeGreaterThanOrEqual(400)
    expect(await put(upload, 1, randomBytes(11), 10)).toBeGreaterThanOrEqual(400)
    expect(await store.blobs.parts(upload)).toEqual([])
  })

  test('it is not complete with other parts than are there', async () => {
    const bytes = randomBytes(store.partBytes + 1)
    const parts = cut(bytes)
    const upload = await begin(bytes)
    await put(upload, 2, parts[1] as Buffer)
    await expect(store.blobs.complete(upload, listed(parts))).rejects.toBeInstanceOf(NoSuchUpload)
    await put(upload, 1, parts[0] as Buffer)
    await store.blobs.complete(upload, listed(parts))
    expect((await read(upload.key)).equals(bytes)).toBe(true)
  })

  test('nothing becomes an empty blob', async () => {
    const upload = await begin(Buffer.alloc(0))
    await store.blobs.complete(upload, [])
    await store.blobs.complete(upload, [])
    expect(await store.blobs.head(upload.key)).toEqual({ size: 0, state: 'ready' })
    expect((await read(upload.key)).length).toBe(0)
  })

  test('parts that are here already go in one by one, and never with another length', async () => {
    const bytes = randomBytes(store.partBytes + 1)
    const upload = await begin(bytes)
    const [first, last] = cut(bytes) as [Buffer, Buffer]
    await store.blobs.receive(upload, { number: 2, size: last.length }, Readable.from([last]))
    const short = store.blobs.receive(upload, { number: 1, size: first.length }, Readable.from([first.subarray(1)]))
    await expect(short).rejects.toBeInstanceOf(WrongLength)
    const long = store.blobs.receive(upload, { number: 1, size: first.length }, Readable.from([first, last]))
    await expect(long).rejects.toBeInstanceOf(WrongLength)
    expect(await store.blobs.parts(upload)).toEqual([{ number: 2, size: 1 }])
    await store.blobs.receive(upload, { number: 1, size: first.length }, Readable.from([first]))
    await store.blobs.complete(upload, listed([first, last]))
    expect((await read(upload.key)).equals(bytes)).toBe(true)
    const gone = store.blobs.receive(upload, { number: 1, size: first.length }, Readable.from([first]))
    await expect(gone).rejects.toBeInstanceOf(NoSuchUpload)
  })

  test('what is kept is listed, and what is not whole is not', async () => {
    const bytes = randomBytes(store.partBytes + 1)
    const upload = await begin(bytes)
    await put(upload, 1, cut(bytes)[0] as Buffer)
    const key = await keep(bytes)
    const small = `${key.slice(0, 32)}/320.webp`
    await store.blobs.put(small, Buffer.from('small'))
    const found = new Map<string, number>()
    for await (const { key, size } of store.blobs.list()) found.set(key, size)
    expect([found.get(key), found.get(small), found.has(upload.key)]).toEqual([bytes.length, 5, false])
  })

  test('whose an upload is can be seen, and what was never archived needs no bringing back', async () => {
    const upload = await begin(Buffer.alloc(1))
    expect(store.blobs.owns(upload.handle)).toBe(true)
    const key = await keep(Buffer.from('here'))
    await store.blobs.restore(key)
    expect(await store.blobs.head(key)).toEqual({ size: 4, state: 'ready' })
  })

  test('when it is complete or given up, no part can be put any more', async () => {
    const done = await begin(Buffer.alloc(4))
    await put(done, 1, Buffer.from('done'))
    await store.blobs.complete(done, [{ number: 1, size: 4 }])
    expect(await put(done, 1, Buffer.from('late'))).toBe(404)
    expect(String(await read(done.key))).toBe('done')
    const gone = await begin(Buffer.alloc(4))
    await put(gone, 1, Buffer.from('gone'))
    await store.blobs.abort(gone)
    await store.blobs.abort(gone)
    expect(await put(gone, 1, Buffer.from('late'))).toBe(404)
    await expect(store.blobs.parts(gone)).rejects.toBeInstanceOf(NoSuchUpload)
    await expect(store.blobs.complete(gone, [{ number: 1, size: 4 }])).rejects.toBeInstanceOf(NoSuchUpload)
  })

  test('any stretch of it can be read, across the borders of parts', async () => {
    const bytes = randomBytes(store.partBytes * 2 + 100)
    const key = await keep(bytes)
    const border = fc.integer({ min: -40, max: 40 }).map((off) => store.partBytes + off)
    const place = fc.oneof(border, fc.nat(bytes.length - 1))
    await fc.assert(
      fc.asyncProperty(place, place, async (a, b) => {
        const [start, end] = [Math.min(a, b), Math.max(a, b)]
        expect((await read(key, { start, end })).equals(bytes.subarray(start, end + 1))).toBe(true)
      }),
      { numRuns: 2 * store.runs },
    )
  })

  test('what is not there is not there', async () => {
    const key = `${blob()}/file`
    expect(await store.blobs.head(key)).toBeNull()
    await expect(store.blobs.get(key)).rejects.toBeInstanceOf(NoSuchBlob)
  })

  test('a blob goes with everything beside it, and nothing else does', async () => {
    const [one, other] = [blob(), blob()]
    const keys = [`${one}/file`, `${one}/320.webp`, `${one}/960.webp`, `${other}/file`]
    for (const key of keys) await store.blobs.put(key, Buffer.from(key))
    await store.blobs.remove(`${one}/960.webp`)
    await store.blobs.remove(`${one}/960.webp`)
    expect(await store.blobs.head(`${one}/960.webp`)).toBeNull()
    expect(String(await read(`${one}/320.webp`))).toBe(`${one}/320.webp`)
    await store.blobs.drop(one)
    await store.blobs.drop(one)
    expect(await store.blobs.head(`${one}/file`)).toBeNull()
    expect(await store.blobs.head(`${one}/320.webp`)).toBeNull()
    expect(String(await read(`${other}/file`))).toBe(`${other}/file`)
  })

  test('a browser gets it under its exact name and type, whole or in part', async () => {
    const bytes = randomBytes(store.partBytes + 1_000)
    const url = resolve(await store.blobs.url(await keep(bytes), serving()))
    const whole = await fetch(url)
    expect(whole.headers.get('content-type')).toBe('application/pdf')
    expect(whole.headers.get('content-disposition')).toContain(
      `filename*=UTF-8''${encodeURIComponent('表示確認_くるみ.pdf')}`,
    )
    expect(Buffer.from(await whole.arrayBuffer()).equals(bytes)).toBe(true)
    const start = store.partBytes - 10
    const part = await fetch(url, { headers: { range: `bytes=${start}-${start + 19}` } })
    expect([part.status, part.headers.get('content-range')]).toEqual([
      206,
      `bytes ${start}-${start + 19}/${bytes.length}`,
    ])
    expect(Buffer.from(await part.arrayBuffer()).equals(bytes.subarray(start, start + 20))).toBe(true)
    expect((await fetch(url, { headers: { range: `bytes=${bytes.length}-` } })).status).toBe(416)
  })

  test('an address is good for its time only, for what it was made for only, and not when a letter of it was changed', async () => {
    const key = await keep(Buffer.from('secret'))
    const now = store.clock.now()
    store.clock.set(new Date(now.getTime() - 2 * HOUR))
    const upload = await begin(Buffer.alloc(4))
    const late = [
      await store.blobs.url(key, serving()),
      await store.blobs.partUrl(upload, { number: 1, size: 4 }, inAnHour()),
    ]
    store.clock.set(now)
    expect((await fetch(resolve(late[0] as string))).status).toBe(403)
    expect((await fetch(resolve(late[1] as string), { method: 'PUT', body: 'late' })).status).toBe(403)
    const good = await store.blobs.url(key, serving())
    expect((await fetch(resolve(good), { method: 'PUT', body: 'secret' })).status).toBe(403)
    const place = Math.floor(good.length / 2)
    const changed = good.slice(0, place) + (good[place] === 'A' ? 'B' : 'A') + good.slice(place + 1)
    expect((await fetch(resolve(changed))).status).toBe(403)
    expect(await (await fetch(resolve(good))).text()).toBe('secret')
    expect(await store.blobs.parts(upload)).toEqual([])
  })

  test('an upload cut off anywhere and gone on with has the same hash', async () => {
    const bytes = randomBytes(store.partBytes * 2 + 333)
    const hash = createHash('sha256').update(bytes).digest('hex')
    const cuts = fc.array(fc.record({ number: fc.integer({ min: 1, max: 3 }), at: fc.nat(store.partBytes) }), {
      maxLength: 5,
    })
    await fc.assert(
      fc.asyncProperty(cuts, async (losses) => {
        const parts = cut(bytes)
        const upload = await begin(bytes)
        for (const { number, at } of losses) {
          const part = parts[number - 1] as Buffer
          await put(upload, number, part.subarray(0, Math.min(at, part.length)), part.length)
        }
        const there = new Set((await store.blobs.parts(upload)).map(({ number }) => number))
        for (const [at, part] of parts.entries()) if (!there.has(at + 1)) await put(upload, at + 1, part)
        await store.blobs.complete(upload, listed(parts))
        expect(
          createHash('sha256')
            .update(await read(upload.key))
            .digest('hex'),
        ).toBe(hash)
      }),
      { numRuns: store.runs },
    )
  })
}
