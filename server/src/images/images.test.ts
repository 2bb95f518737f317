import { crc32, deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '../testing/app.ts'
import { type Cast, cast } from '../testing/cast.ts'
import { IMAGE_BYTES } from './decode.ts'
import { readImage } from './read.ts'
import { saveImage, storeImage } from './store.ts'

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
