import { crc32, deflateSync } from 'node:zlib'
import { type RawBuilder, sql } from 'kysely'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { updateProfile } from '../accounts/updateProfile.ts'
import { transact } from '../db/transaction.ts'
import { send } from '../messages/send.ts'
import { create } from '../rooms/create.ts'
import { type TestApp, testApp } from '../testing/app.ts'
import { type Cast, cast } from '../testing/cast.ts'
import { IMAGE_BYTES } from './decode.ts'
import { readImage } from './read.ts'
import { requireImage } from './require.ts'
import { saveImage, storeImage } from './store.ts'
import { sweepImages } from './sweep.ts'

let app: TestApp
let people: Cast

beforeAll(async () => {
  app = await testApp()
  people = await cast(app)
})
afterAll(() => app.close())

/** A one-bit grey PNG as its header says: every pixel is really there, compressed a thousandfold. */
function blackPng(width: number, height: number): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([1, 0, 0, 0, 0], 8)
  const rows = Buffer.alloc((Math.ceil(width / 8) + 1) * height)
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 1 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data])
  const size = Buffer.alloc(4)
  size.writeUInt32BE(data.length)
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([size, body, sum])
}

function canvas(width: number, height: number, background = '#2f6f8f') {
  return sharp({ create: { width, height, channels: 3, background } })
}

async function noise(width: number, height: number): Promise<Buffer> {
  const noise = { type: 'gaussian', mean: 128, sigma: 40 } as const
  return await sharp({ create: { width, height, channels: 3, background: '#fff', noise } })
    .jpeg()
    .toBuffer()
}

async function stored(bytes: Uint8Array, purpose: 'avatar' | 'icon' = 'avatar') {
  const image = await storeImage(app, people.ben, bytes, purpose)
  const file = await readImage(app, image.hash)
  if (!file) throw new Error('nothing stored')
  return { ...image, ...file, metadata: await sharp(file.bytes).metadata() }
}

const refused = { code: 'invalid_image' }

test('a decompression bomb of 400 million pixels is refused by its header', async () => {
  const bomb = blackPng(20_000, 20_000)
  expect(bomb.length).toBeLessThan(1_000_000)
  await expect(storeImage(app, people.ben, bomb, 'avatar')).rejects.toMatchObject(refused)
})

test('a truncated JPEG is refused, not shown half grey', async () => {
  const whole = await noise(600, 400)
  await expect(stored(whole.subarray(0, whole.length / 2))).rejects.toMatchObject(refused)
  await expect(stored(whole.subarray(0, 20))).rejects.toMatchObject(refused)
})

test.each([
  ['an SVG', '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>'],
  ['an SVG behind an XML declaration', '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'],
  ['HTML', '<!doctype html><script>alert(1)</script>'],
  ['HTML that begins like a GIF', 'GIF89a/*<svg/onload=alert(1)>*/=1;'],
  ['a PDF', '%PDF-1.7\n1 0 obj'],
  ['nothing', ''],
])('%s is refused whatever it is called', async (_, text) => {
  await expect(stored(Buffer.from(text))).rejects.toMatchObject(refused)
})

test('a TIFF, which the decoder knows but browsers do not show, is refused', async () => {
  await expect(stored(await canvas(8, 8).tiff().toBuffer())).rejects.toMatchObject(refused)
})

test('an upload of more than 5 MB is refused as too large', async () => {
  await expect(stored(Buffer.alloc(IMAGE_BYTES + 1))).rejects.toMatchObject({ code: 'too_large' })
})

test('a picture with HTML behind its end comes out without it', async () => {
  const script = '<script>alert(1)</script>'
  const { bytes } = await stored(Buffer.concat([await canvas(40, 40).jpeg().toBuffer(), Buffer.from(script)]))
  expect(bytes.includes('<script')).toBe(false)
})

test('an avatar becomes a square WebP of 512 pixels, upright and without metadata', async () => {
  // Lying on its side, as cameras store portraits: red on the left is red at the top once upright.
  const red = await canvas(600, 1_600, '#ff0000').png().toBuffer()
  const photo = await canvas(1_600, 1_600, '#0000ff')
    .composite([{ input: red, left: 0, top: 0 }])
    .withExif({ IFD0: { Copyright: 'Aiko', Orientation: '6' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer()
  const { type, width, height, bytes, metadata } = await stored(photo)
  expect({ type, width, height, format: metadata.format }).toEqual({
    type: 'image/webp',
    width: 512,
    height: 512,
    format: 'webp',
  })
  expect([metadata.exif, metadata.icc, metadata.xmp, metadata.orientation]).toEqual(Array(4).fill(undefined))
  const { data } = await sharp(bytes)
    .extract({ left: 250, top: 10, width: 1, height: 1 })
    .raw()
    .toBuffer({ resolveWithObject: true })
  expect(data[0]).toBeGreaterThan(200)
})

test('a small picture is not blown up', async () => {
  expect(await stored(await canvas(120, 80).png().toBuffer(), 'icon')).toMatchObject({ width: 80, height: 80 })
})

test.each(['png', 'jpeg', 'gif', 'webp', 'avif'] as const)('%s is taken', async (format) => {
  const bytes = await canvas(64, 64)[format]().toBuffer()
  expect(await stored(bytes)).toMatchObject({ width: 64, height: 64, type: 'image/webp' })
})

test('of an animation the first frame stays', async () => {
  const frames = await Promise.all(['#ff0000', '#00ff00'].map((colour) => canvas(32, 32, colour).png().toBuffer()))
  const animation = await sharp(frames, { join: { animated: true } })
    .gif()
    .toBuffer()
  const { metadata, height } = await stored(animation)
  expect([metadata.pages ?? 1, height]).toEqual([1, 32])
})

test('a preview keeps its shape within 640 pixels', async () => {
  expect(await saveImage(app, await canvas(1_280, 400).png().toBuffer(), 'preview')).toMatchObject({
    width: 640,
    height: 200,
  })
})

test('the same picture twice is stored once', async () => {
  const bytes = await canvas(50, 50, '#123456').png().toBuffer()
  const [first, second] = [await stored(bytes), await stored(bytes)]
  expect(second.hash).toBe(first.hash)
})

test('an unknown hash is nothing', async () => {
  expect(await readImage(app, 'a'.repeat(64))).toBeNull()
})

test('the sixty-first upload within ten minutes is told when to come back', async () => {
  const bytes = await canvas(4, 4).png().toBuffer()
  const upload = () => storeImage(app, people.chie, bytes, 'avatar')
  for (let n = 0; n < 60; n++) await upload()
  await expect(upload()).rejects.toMatchObject({ code: 'rate_limited', retryAfter: 10 })
})

/** A picture of its own. */
async function picture(n: number): Promise<string> {
  const bytes = await canvas(8, 8, `#${(n * 40_503).toString(16).padStart(6, '0')}`)
    .png()
    .toBuffer()
  return (await saveImage(app, bytes, 'avatar')).hash
}

const DAY_MS = 24 * 60 * 60 * 1_000
const stays = async (hash: string) => (await readImage(app, hash)) !== null

/** Where pictures are named, with the statement that names one there. */
async function places(): Promise<[string, (hash: string) => RawBuilder<unknown>][]> {
  const { ben, chie } = people
  const icon = { preset: 'group', hue: 1, image: null } as const
  const { id } = await create(app, ben, { name: 'n', description: '', icon, members: [] })
  const say = { roomId: id, id: '1', body: 'https://example.com', selfUnread: false }
  await send(app, ben, say)
  const named = (hash: string) => JSON.stringify({ image: { hash, width: 8, height: 8 } })
  return [
    ['account', (hash) => sql`update account set avatar = ${hash} where id = ${ben.accountId}`],
    ['room', (hash) => sql`update room set icon_image = ${hash} where id = ${id}`],
    ['member', (hash) => sql`update member set avatar = ${hash} where room_id = ${id}`],
    [
      'contact',
      (hash) => sql`
        insert into contact (account_id, person_id, tick, standing, since, organization_id, chatwork_id, name, department, title, avatar)
        values (${ben.accountId}, ${chie.accountId}, 1, 'none', now(), ${chie.organizationId}, '', '', '', '', ${hash})
      `,
    ],
    [
      'oauth_app',
      (hash) => sql`
        insert into oauth_app (client_id, account_id, name, kind, redirect_uris, logo, created_at)
        values ('pictured', ${ben.accountId}, 'n', 'public', '{}', ${hash}, now())
      `,
    ],
    [
      'link_preview',
      (hash) =>
        sql`insert into link_preview (url_hash, url, fetched_at, preview) values ('a', 'a', now(), ${named(hash)}::jsonb)`,
    ],
    [
      'message',
      (hash) =>
        sql`update message set previews = jsonb_build_array('{}'::jsonb, ${named(hash)}::jsonb) where room_id = ${id}`,
    ],
  ]
}

test('a picture that nothing names goes after a week; one that is named anywhere stays for as long as it is', async () => {
  const [unused, twice] = [await picture(1), await picture(2)]
  const named = new Map<string, string>()
  for (const [at, [where, name]] of (await places()).entries()) {
    named.set(where, await picture(10 + at))
    await name(named.get(where) ?? '').execute(app.db)
  }
  app.clock.advance(6 * DAY_MS)
  await sweepImages(app)
  expect([await stays(unused), await stays(twice)]).toEqual([true, true])
  await picture(2)
  for (const _ of ['the second week', 'the third week']) {
    app.clock.advance(2 * DAY_MS)
    await sweepImages(app)
    for (const [where, hash] of named) expect([where, await stays(hash)]).toEqual([where, true])
    expect([await stays(unused), await stays(twice)]).toEqual([false, true])
    app.clock.advance(2 * DAY_MS)
  }
  await sql`update account set avatar = null where id = ${people.ben.accountId}`.execute(app.db)
  await updateProfile(app, people.chie, { avatar: named.get('room') ?? null })
  await sql`update room set icon_image = null`.execute(app.db)
  app.clock.advance(8 * DAY_MS)
  await sweepImages(app)
  expect([await stays(named.get('account') ?? ''), await stays(named.get('room') ?? '')]).toEqual([false, true])
  await expect(updateProfile(app, people.chie, { avatar: unused })).rejects.toMatchObject({ code: 'not_found' })
})

test('who chooses an old picture while it is being swept keeps it', async () => {
  const old = await picture(3)
  app.clock.advance(8 * DAY_MS)
  await transact(app, async (tx) => {
    await requireImage(tx, old, app.clock.now())
    await sweepImages(app)
  })
  expect(await stays(old)).toBe(true)
})
