import { Readable } from 'node:stream'
import { setTimeout } from 'node:timers/promises'
import { api, type File, type FilePreview, PREVIEW_SIZES, pagePath, previewPath, textPath } from '@naniwa/contract'
import { sql } from 'kysely'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { assemble, pdf, stream } from '../demo/papers/pdf.ts'
import { sendFile, visit } from '../testing/files.ts'
import { halves, hugePng, movingGif } from '../testing/pictures.ts'
import { makeGroup, outcome, overHttp, scene } from '../testing/scene.ts'
import { type Bounds, draw } from './draw.ts'
import { renditionReactor } from './react.ts'

const stage = scene()
/** Tight ones; of processor time. */
const BOUNDS: Bounds = { milliseconds: 2_000, wallMilliseconds: 60_000, bytes: 1_024 * 2 ** 20 }

/** Lets happen what follows from files. */
async function react(bounds?: Bounds): Promise<void> {
  const { app } = stage.server
  const reactor = renditionReactor(bounds)
  const { rows } = await sql<{ roomId: number; id: string }>`
    delete from outbox where topic = 'file' returning room_id, id::text as id
  `.execute(app.db)
  for (const row of rows) await reactor.handle(app, { ...row, payload: {} })
}

async function shown(name: string, bytes: Buffer, bounds?: Bounds): Promise<File> {
  const { people, server } = stage
  const { roomId, id } = await sendFile(server, people.aiko, { roomId: people.aiko.roomId, name, bytes })
  await react(bounds)
  return (await overHttp(server, people.aiko).call(api.files.get, { roomId, id })).file
}

async function previewOf(name: string, bytes: Buffer, bounds?: Bounds): Promise<FilePreview | 'none' | 'waiting'> {
  const { preview } = await shown(name, bytes, bounds)
  return preview.state === 'ready' ? preview.preview : preview.state
}

async function seen(path: string) {
  const answer = await visit(stage.server, path, {}, stage.people.aiko)
  return { ...answer, picture: answer.status === 200 ? await sharp(answer.bytes).metadata() : null }
}

test('a picture is drawn in the sizes it needs, upright, and the whole room hears when it is there', async () => {
  const { people, server } = stage
  const aiko = await stage.enter('aiko')
  const { id: roomId } = await makeGroup(aiko, [[people.ben, 'member']])
  // Lies on its side: EXIF says how to turn it.
  const bytes = await halves(1_000, 600).jpeg().withMetadata({ orientation: 6 }).toBuffer()
  const sent = await sendFile(server, people.ben, { roomId, name: '梱包テスト_24個入.jpg', bytes })
  expect(sent.preview).toEqual({ state: 'waiting' })
  await react()
  await aiko.level()
  const file = aiko.heard('file').at(-1) as File
  const preview = { kind: 'image', width: 600, height: 1_000, count: 1 } as const
  expect(file).toEqual({ ...sent, tick: sent.tick + 2, preview: { state: 'ready', preview } })
  const sides = await Promise.all(PREVIEW_SIZES.map(async (size) => (await seen(previewPath(file, size))).picture))
  expect(sides.map((one) => [one?.format, one?.width, one?.height])).toEqual([
    ['webp', 192, 320],
    ['webp', 576, 960],
    ['webp', 600, 1_000],
  ])
  const { inlineUrl } = await aiko.call(api.files.get, { roomId, id: file.id })
  const whole = await visit(server, inlineUrl as string)
  expect(whole.headers['content-type']).toBe('image/webp')
  expect((await sharp(whole.bytes).metadata()).exif).toBeUndefined()
  await react()
  expect((await aiko.call(api.files.get, { roomId, id: file.id })).file.tick).toBe(file.tick)
})

test('a small picture is kept small and in one size, whichever is asked for', async () => {
  const file = await shown('点.png', await halves(40, 20).png().toBuffer())
  for (const size of PREVIEW_SIZES) {
    expect((await seen(previewPath(file, size))).picture).toMatchObject({ width: 40, height: 20 })
  }
})

test('a small picture that moves goes on moving; of a large one the first frame stands for it', async () => {
  const file = await shown('動く.gif', await movingGif(400, 300, 5))
  expect(file.preview).toMatchObject({ preview: { kind: 'image', width: 400, height: 300, count: 5 } })
  expect((await seen(previewPath(file, 320))).picture).toMatchObject({ pages: 5, width: 320 })
  expect(await previewOf('大きい.gif', await movingGif(1_500, 1_400, 10))).toMatchObject({ width: 1_500, count: 1 })
})

test('a PDF shows its first page, with Japanese whose font it did not bring, and further pages when they are asked for', async () => {
  const pages = Array.from({ length: 6 }, (_, at) => ({
    words: [{ text: `出荷手順書 ${at + 1}`, x: 60, y: 80, size: 40 }],
  }))
  const file = await shown('出荷手順書.pdf', pdf(pages))
  expect(file.preview).toMatchObject({ preview: { kind: 'page', width: 1_357, height: 1_920, count: 6 } })
  expect((await seen(previewPath(file, 960))).picture).toMatchObject({ width: 679, height: 960 })
  const ink = async (path: string) => {
    const { channels } = await sharp((await seen(path)).bytes).stats()
    return 255 - (channels[0]?.mean ?? 255)
  }
  expect(await ink(pagePath(file, 1, 1_920))).toBeGreaterThan(0.5)
  const [second, again] = await Promise.all([ink(pagePath(file, 6, 960)), ink(pagePath(file, 6, 320))])
  expect(second).toBeGreaterThan(0.5)
  expect(again).toBeGreaterThan(0.5)
  for (const path of [pagePath(file, 7, 320), pagePath(file, 0, 320), textPath(file), `${previewPath(file, 320)}0`])
    expect((await seen(path)).status).toBe(404)
})

test.each([
  ['utf-8', Buffer.from('\ufeff第2ライン,異常なし\n')],
  ['shift_jis', Buffer.from('91e6328389834383932c88d98fed82c882b50a', 'hex')],
])('a text in %s is shown in UTF-8', async (_, bytes) => {
  const file = await shown('点検.csv', bytes)
  expect(file.preview).toEqual({ state: 'ready', preview: { kind: 'text', width: 0, height: 0, count: 1 } })
  const { text, headers } = await visit(stage.server, textPath(file), {}, stage.people.aiko)
  expect([text, headers['content-type']]).toEqual(['第2ライン,異常なし\n', 'text/plain; charset=utf-8'])
})

test('of a long text the first 64 KiB are shown, and source is shown as what it is: text', async () => {
  const file = await shown('長い.log', Buffer.from('あ'.repeat(50_000)))
  expect((await visit(stage.server, textPath(file), {}, stage.people.aiko)).text).toBe(
    'あ'.repeat(Math.floor(65_536 / 3)),
  )
  const page = await shown(
    'a.svg',
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
  )
  const { headers, text } = await visit(stage.server, textPath(page), {}, stage.people.aiko)
  expect(text).toContain('<script>')
  expect(headers).toMatchObject({
    'content-type': 'text/plain; charset=utf-8',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "sandbox; default-src 'none'",
  })
})

/** Ten forms, each of which draws the one before it ten times. */
function laughingPdf(): Buffer {
  const form = (inner: number) =>
    `<</Type/XObject/Subtype/Form/BBox[0 0 600 900]/Resources<</XObject<</X ${inner} 0 R>>>>/Length 60>>\nstream\n${'/X Do '.repeat(10)}\nendstream`
  const leaf = '<</Type/XObject/Subtype/Form/BBox[0 0 600 900]/Length 18>>\nstream\n0 0 600 900 re f  \nendstream'
  const forms = Array.from({ length: 10 }, (_, at) => form(6 + at))
  return assemble([
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 900]/Contents 4 0 R/Resources<</XObject<</X 15 0 R>>>>>>',
    stream('/X Do'),
    leaf,
    ...forms,
  ])
}

test.each([
  ['a picture of 100 megapixels', () => hugePng(10_000, 10_000)],
  ['a decompression bomb', () => hugePng(60_000, 60_000)],
  ['half a picture', async () => (await halves(500, 500).png().toBuffer()).subarray(0, 400)],
  ['a picture in name only', () => Buffer.from('\x89PNG\r\n\x1a\n and no more', 'latin1')],
  ['a PDF in name only', () => Buffer.from('%PDF-1.7 and no more')],
  ['a PDF that draws for ever', laughingPdf],
])('%s is kept, and has no preview', async (_, make) => {
  expect(await previewOf('x', await make(), { ...BOUNDS, milliseconds: 1_000 })).toBe('none')
})

test('what takes more memory than its bounds is ended', async () => {
  expect(await previewOf('a.pdf', pdf([{ words: [] }]), { ...BOUNDS, milliseconds: 30_000, bytes: 2 ** 20 })).toBe(
    'none',
  )
})

test('what takes long because its turn comes late is drawn all the same: processor time counts', async () => {
  const bytes = await halves(9, 9).png().toBuffer()
  async function* late() {
    await setTimeout(BOUNDS.milliseconds + 200)
    yield bytes
  }
  const drawn = await draw({ kind: 'image', sizes: [320] }, Readable.from(late()), stage.server.app.log, BOUNDS)
  expect(drawn?.preview).toMatchObject({ kind: 'image', width: 9, height: 9 })
})

test('what never comes to an end, whatever it waits for, is ended too', async () => {
  const never = new Readable({ read() {} })
  const bounds = { ...BOUNDS, wallMilliseconds: 500 }
  expect(await draw({ kind: 'image', sizes: [320] }, never, stage.server.app.log, bounds)).toBeNull()
})

test('previews are for those in the room, as long as the file is there', async () => {
  const { people, server } = stage
  const aiko = await stage.enter('aiko')
  const { id: roomId } = await makeGroup(aiko, [[people.ben, 'readonly']])
  const file = await sendFile(server, people.aiko, { roomId, bytes: await halves(9, 9).png().toBuffer() })
  await react()
  const status = async (person?: (typeof people)['ben']) =>
    (await visit(server, previewPath(file, 320), {}, person)).status
  expect(await status()).toBe(401)
  expect(await status(people.dai)).toBe(404)
  expect(await status(people.ben)).toBe(200)
  expect((await visit(server, previewPath(file, 320), { method: 'HEAD' }, people.ben)).text).toBe('')
  await aiko.call(api.members.remove, { roomId, accountId: people.ben.accountId })
  expect(await status(people.ben)).toBe(404)
  await aiko.call(api.files.delete, { roomId, id: file.id })
  expect(await status(people.aiko)).toBe(404)
})

test('a file that was deleted, or lost its bytes, before its turn came is no trouble', async () => {
  const { people, server } = stage
  const { roomId } = people.aiko
  const bytes = await halves(9, 9).png().toBuffer()
  const deleted = await sendFile(server, people.aiko, { roomId, bytes })
  await overHttp(server, people.aiko).call(api.files.delete, { roomId, id: deleted.id })
  const lost = await sendFile(server, people.aiko, { roomId, bytes })
  const { rows } = await sql<{ blob: string }>`select blob from file where id = ${lost.id}`.execute(server.app.db)
  await server.app.blobs.drop(rows[0]?.blob ?? '')
  await react()
  const { file } = await overHttp(server, people.aiko).call(api.files.get, { roomId, id: lost.id })
  expect(file.preview).toEqual({ state: 'none' })
  expect(await outcome(overHttp(server, people.aiko).call(api.files.get, { roomId, id: deleted.id }))).toBe('not_found')
})
