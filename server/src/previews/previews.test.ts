import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import type { Message, Preview } from '@naniwa/contract'
import { sql } from 'kysely'
import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Reactor } from '../events/react.ts'
import { readImage } from '../images/read.ts'
import { newMessageId } from '../lib/ids.ts'
import { deleteMessage } from '../messages/delete.ts'
import { edit } from '../messages/edit.ts'
import { readMessage } from '../messages/read.ts'
import { send } from '../messages/send.ts'
import { type TestApp, testApp } from '../testing/app.ts'
import { type Cast, cast } from '../testing/cast.ts'
import { previewReactor } from './react.ts'
import { sweepPreviews } from './source.ts'

type Answer = (request: IncomingMessage, response: ServerResponse) => void

let app: TestApp
let people: Cast
let reactor: Reactor
let port: number
let requests: string[]
/** What the strangers' server answers, by path. */
let pages: Record<string, Answer>

const server = createServer((request, response) => {
  requests.push(request.url ?? '')
  const page = pages[request.url ?? '']
  if (page) page(request, response)
  else response.writeHead(404).end('nothing here')
})

beforeAll(async () => {
  app = await testApp()
  people = await cast(app)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
})
afterAll(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  await app.close()
})
beforeEach(() => {
  requests = []
  pages = {}
  reactor = previewReactor({ allowLoopbackPort: port, resolve: async () => ['127.0.0.1'] })
})
afterEach(async () => {
  await sql`delete from link_preview`.execute(app.db)
})

const url = (path: string, host = 'example.test') => `http://${host}:${port}${path}`
const html =
  (body: string, type = 'text/html; charset=utf-8'): Answer =>
  (_, response) =>
    response.writeHead(200, { 'content-type': type }).end(body)

async function say(body: string): Promise<Message> {
  const { roomId } = people.aiko
  return await send(app, people.aiko, { roomId, id: newMessageId(app.clock), body, selfUnread: false })
}

async function react(message: Message): Promise<Message> {
  await reactor.handle(app, { roomId: message.roomId, id: message.id, tick: message.tick, payload: {} })
  return await readMessage(app.db, message.roomId, message.id)
}

async function previewsOf(body: string): Promise<Preview[]> {
  return (await react(await say(body))).previews
}

function picture(width: number, height: number): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: '#2f6f8f' } })
    .png()
    .toBuffer()
}

test('a link shows what its page says of itself, with the picture kept here', async () => {
  const png = await picture(1_280, 640)
  pages['/page'] = html(`<!doctype html><html><head>
    <meta property="og:title" content="Tea &amp; cake"><meta property="og:site_name" content="Minamo">
    <meta property="og:description" content="At four&#10;  o’clock"><meta property="og:image" content="/tea.png"></head>`)
  pages['/tea.png'] = (_, response) => response.writeHead(200, { 'content-type': 'image/png' }).end(png)
  const [preview] = await previewsOf(`see ${url('/page')}`)
  expect(preview).toEqual({
    url: url('/page'),
    siteName: 'Minamo',
    title: 'Tea & cake',
    description: 'At four o’clock',
    image: { hash: expect.stringMatching(/^[0-9a-f]{64}$/), width: 640, height: 320 },
  })
  expect((await readImage(app, preview?.image?.hash ?? ''))?.type).toBe('image/webp')
})

test('everyone in the room hears it as a change of the message', async () => {
  pages['/'] = html('<title>Hello</title>')
  const message = await say(url('/'))
  const heard = app.heard.length
  const after = await react(message)
  expect(after).toMatchObject({ tick: message.tick + 1, editedAt: null, previews: [{ title: 'Hello' }] })
  expect(app.heard.slice(heard)).toEqual([
    {
      kind: 'event',
      topic: `room:${message.roomId}`,
      frame: JSON.stringify({ event: 'message', data: after }),
      roomTick: [message.roomId, after.tick],
    },
  ])
})

test('told twice, it changes nothing the second time', async () => {
  pages['/'] = html('<title>Hello</title>')
  const once = await react(await say(url('/')))
  expect(await react(once)).toEqual(once)
  const plain = await say('no link')
  expect((await react(plain)).tick).toBe(plain.tick)
})

test('without og tags the title and the description of the page serve', async () => {
  pages['/plain'] = html(
    '<html><title>会議\n 室</title><meta name="description" content="Where"><body><title>no</title>',
  )
  expect(await previewsOf(url('/plain'))).toEqual([
    { url: url('/plain'), siteName: 'example.test', title: '会議 室', description: 'Where', image: null },
  ])
})

test('a page that says nothing, is not there or is not a page shows nothing', async () => {
  pages['/empty'] = html('<p>hello')
  pages['/data'] = html('{"title":"no"}', 'application/json')
  pages['/broken'] = (_, response) => response.writeHead(500).end('<title>no</title>')
  expect(await previewsOf([url('/empty'), url('/data'), url('/broken')].join(' '))).toEqual([])
  expect(await previewsOf(url('/missing'))).toEqual([])
})

test.each([
  ['a Shift_JIS page named by its meta element', 'text/html', 'Shift_JIS', '93fa967b8cea'],
  ['an EUC-JP page named by its header', 'text/html; charset=EUC-JP', 'unknown-8bit', 'c6fccbdcb8ec'],
])('%s is read as Japanese', async (_, type, meta, title) => {
  const head = `<html><head><meta http-equiv="Content-Type" content="text/html; charset=${meta}"><title>`
  const body = Buffer.concat([Buffer.from(head), Buffer.from(title, 'hex'), Buffer.from('</title>')])
  pages['/old'] = (_request, response) => response.writeHead(200, { 'content-type': type }).end(body)
  expect(await previewsOf(url('/old'))).toMatchObject([{ title: '日本語' }])
})

test('a page with a byte order mark, an XML declaration or an encoding nobody knows is read as well', async () => {
  const sjis = Buffer.concat([
    Buffer.from('<?xml version="1.0" encoding="Shift_JIS"?><html><title>'),
    Buffer.from('93fa967b', 'hex'),
    Buffer.from('</title></html>'),
  ])
  pages['/xhtml'] = (_, response) => response.writeHead(200, { 'content-type': 'application/xhtml+xml' }).end(sjis)
  pages['/wide'] = (_, response) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end(Buffer.from('\ufeff<title>広い</title>', 'utf16le'))
  pages['/odd'] = html('<title>奇妙</title>', 'text/html; charset=klingon')
  const previews = await previewsOf([url('/xhtml'), url('/wide'), url('/odd')].join('\n'))
  expect(previews.map(({ title }) => title)).toEqual(['日本', '広い', '奇妙'])
})

test('long words are cut, and nothing invisible gets through', async () => {
  pages['/long'] = html(
    `<title>\u202e${'長'.repeat(300)}</title><meta name="description" content="a\u0000b ${'x'.repeat(9_999)}">`,
  )
  const [preview] = await previewsOf(url('/long'))
  expect(preview?.title).toBe(`${'長'.repeat(199)}…`)
  expect(preview?.description).toHaveLength(500)
  expect(preview?.description).not.toContain('\0')
})

test('what stands beyond the first 512 KB is not read', async () => {
  pages['/huge'] = html(`<meta name="x" content="${'x'.repeat(600_000)}"><title>too late</title>`)
  expect(await previewsOf(url('/huge'))).toEqual([])
  pages['/tail'] = html(`<title>early</title><body>${'x'.repeat(2_000_000)}`)
  expect(await previewsOf(url('/tail'))).toMatchObject([{ title: 'early' }])
})

test('a page that unpacks to a hundred times its size is cut like any other', async () => {
  const bomb = gzipSync(Buffer.concat([Buffer.from('<title>bomb</title>'), Buffer.alloc(50_000_000, 0x20)]))
  pages['/bomb'] = (_, response) =>
    response.writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'gzip' }).end(bomb)
  expect(await previewsOf(url('/bomb'))).toMatchObject([{ title: 'bomb' }])
})

test('private addresses are not reached, straight or by redirect', async () => {
  pages['/inside'] = (_, response) => response.writeHead(302, { location: 'http://10.0.0.1/admin' }).end()
  pages['/socket'] = (_, response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end()
  reactor = previewReactor({ allowLoopbackPort: port })
  const links = [url('/inside', '127.0.0.1'), url('/socket', '127.0.0.1'), 'http://169.254.169.254/latest/meta-data']
  expect(await previewsOf(links.join(' '))).toEqual([])
  expect(requests.sort()).toEqual(['/inside', '/socket'])
})

test('a picture on a private address, too large, or not a picture is left out', async () => {
  const png = await picture(640, 320)
  pages['/far'] = html('<title>far</title><meta property="og:image" content="http://192.168.0.1/a.png">')
  pages['/fake'] = html('<title>fake</title><meta property="og:image" content="/fake.png">')
  pages['/fake.png'] = html('<svg xmlns="http://www.w3.org/2000/svg"/>', 'image/png')
  pages['/big'] = html('<title>big</title><meta property="og:image" content="/big.png">')
  pages['/big.png'] = (_, response) => response.writeHead(200).end(Buffer.concat([png, Buffer.alloc(5_242_880)]))
  const resolve = async (host: string) => [host === 'example.test' ? '127.0.0.1' : '192.168.0.1']
  reactor = previewReactor({ allowLoopbackPort: port, resolve })
  const previews = await previewsOf([url('/far'), url('/fake'), url('/big')].join(' '))
  expect(previews.map(({ title, image }) => [title, image])).toEqual([
    ['far', null],
    ['fake', null],
    ['big', null],
  ])
})

test('a link straight to a picture shows the picture under its name', async () => {
  const png = await picture(300, 200)
  pages['/%E7%8C%AB.png'] = (_, response) => response.writeHead(200, { 'content-type': 'image/png' }).end(png)
  expect(await previewsOf(url('/%E7%8C%AB.png'))).toMatchObject([
    { title: '猫.png', image: { width: 300, height: 200 } },
  ])
})

test('a counter of one pixel is no picture', async () => {
  const png = await picture(1, 1)
  pages['/'] = html('<title>counted</title><meta property="og:image" content="/1.png">')
  pages['/1.png'] = (_, response) => response.writeHead(200, { 'content-type': 'image/png' }).end(png)
  expect(await previewsOf(url('/'))).toMatchObject([{ title: 'counted', image: null }])
})

test('the first three links are shown, and none in quotes or code', async () => {
  for (const path of ['/1', '/2', '/3', '/4']) pages[path] = html(`<title>page ${path}</title>`)
  const quoted = `[qt]${url('/4')}[/qt][code]${url('/4')}[/code]`
  const previews = await previewsOf(`${quoted} ${url('/1')} ${url('/2')} ${url('/1')} ${url('/3')} ${url('/4')}`)
  expect(previews.map(({ title }) => title)).toEqual(['page /1', 'page /2', 'page /3'])
  expect(requests).not.toContain('/4')
})

test('links to ourselves are not fetched', async () => {
  expect(await previewsOf(`${app.config.url}/join/abc`)).toEqual([])
  expect(requests).toEqual([])
})

test('an edit shows the links it now has', async () => {
  pages['/a'] = html('<title>A</title>')
  pages['/b'] = html('<title>B</title>')
  const message = await react(await say(url('/a')))
  const place = { roomId: message.roomId, id: message.id }
  expect((await react(await edit(app, people.aiko, { ...place, body: url('/b') }))).previews).toMatchObject([
    { title: 'B' },
  ])
  expect((await react(await edit(app, people.aiko, { ...place, body: 'none' }))).previews).toEqual([])
})

test('a message edited while its page was fetched keeps what the edit will bring', async () => {
  const message = await say(url('/slow'))
  pages['/slow'] = async (request, response) => {
    await edit(app, people.aiko, { roomId: message.roomId, id: message.id, body: 'something else' })
    html('<title>late</title>')(request, response)
  }
  expect(await react(message)).toMatchObject({ body: 'something else', previews: [] })
})

test('a deleted message gets nothing, also when it is deleted meanwhile', async () => {
  const message = await say(url('/gone'))
  pages['/gone'] = async (request, response) => {
    await deleteMessage(app, people.aiko, message)
    html('<title>late</title>')(request, response)
  }
  const deleted = await react(message)
  expect(deleted).toMatchObject({ deleted: true, previews: [] })
  expect(await react(deleted)).toEqual(deleted)
  expect(requests).toEqual(['/gone'])
})

test('a popular link is fetched once a day, also when it is asked for many times at once', async () => {
  pages['/popular'] = html('<title>popular</title>')
  const messages = [await say(url('/popular')), await say(`${url('/popular')}#top`), await say(url('/popular'))]
  const answers = await Promise.all(messages.map(react))
  expect(answers.map(({ previews }) => previews[0]?.url)).toEqual([
    url('/popular'),
    `${url('/popular')}#top`,
    url('/popular'),
  ])
  app.clock.advance(23 * 60 * 60_000)
  await previewsOf(url('/popular'))
  expect(requests).toHaveLength(1)
  app.clock.advance(2 * 60 * 60_000)
  await previewsOf(url('/popular'))
  expect(requests).toHaveLength(2)
})

test('that a link shows nothing is remembered for ten minutes only', async () => {
  await previewsOf(url('/soon'))
  await previewsOf(url('/soon'))
  expect(requests).toEqual(['/soon'])
  pages['/soon'] = html('<title>now</title>')
  app.clock.advance(11 * 60_000)
  expect(await previewsOf(url('/soon'))).toMatchObject([{ title: 'now' }])
})

test('a host that does not answer is left alone for a minute, and other hosts are not', async () => {
  pages['/hangs'] = (request) => request.socket.destroy()
  pages['/fine'] = html('<title>fine</title>')
  expect(await previewsOf(url('/hangs', 'dead.test'))).toEqual([])
  expect(await previewsOf(`${url('/fine', 'dead.test')} ${url('/fine')}`)).toHaveLength(1)
  app.clock.advance(61_000)
  expect(await previewsOf(url('/fine', 'dead.test'))).toMatchObject([{ title: 'fine' }])
})

test('an answer that does not come, or does not end, is given up', async () => {
  reactor = previewReactor({ allowLoopbackPort: port, resolve: async () => ['127.0.0.1'], timeLimit: 50 })
  pages['/never'] = () => {}
  expect(await previewsOf(url('/never', 'mute.test'))).toEqual([])
  pages['/drip'] = (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).write('<title>drip')
  expect(await previewsOf(url('/drip'))).toEqual([])
})

test('a slow host is asked for six links at a time, and the rest come back later', async () => {
  const arrived = Promise.withResolvers<void>()
  const gate = Promise.withResolvers<void>()
  const slow: Answer = async (request, response) => {
    if (requests.length === 6) arrived.resolve()
    await gate.promise
    html('<title>slow</title>')(request, response)
  }
  for (let n = 0; n < 7; n++) pages[`/${n}`] = slow
  const first = [
    await say([0, 1, 2].map((n) => url(`/${n}`)).join(' ')),
    await say([3, 4, 5].map((n) => url(`/${n}`)).join(' ')),
  ]
  const shown = Promise.all(first.map(react))
  await arrived.promise
  const seventh = await say(url('/6'))
  await expect(react(seventh)).rejects.toMatchObject({ name: 'Later' })
  gate.resolve()
  expect((await shown).map(({ previews }) => previews.length)).toEqual([3, 3])
  expect((await react(seventh)).previews).toHaveLength(1)
})

test('sweeping forgets what is no longer good', async () => {
  pages['/'] = html('<title>old</title>')
  await previewsOf(url('/'))
  app.clock.advance(25 * 60 * 60_000)
  pages['/new'] = html('<title>new</title>')
  await previewsOf(url('/new'))
  await sweepPreviews(app)
  const { rows } = await sql<{ url: string }>`select url from link_preview`.execute(app.db)
  expect(rows).toEqual([{ url: url('/new') }])
})

test('a message without a link is not even queued, and an edit always is', async () => {
  const plain = await say('httpのことは後で')
  const linked = await say(`HTTPS://EXAMPLE.TEST:${port}/`)
  expect([await isQueued(plain), await isQueued(linked)]).toEqual([false, true])
  await edit(app, people.aiko, { roomId: plain.roomId, id: plain.id, body: 'やめます' })
  expect(await isQueued(plain)).toBe(true)
})

async function isQueued({ roomId, id }: Message): Promise<boolean | undefined> {
  const { rows } = await sql<{ payload: unknown }>`
    select payload from outbox where room_id = ${roomId} and id = ${id}
  `.execute(app.db)
  return reactor.wants?.({ roomId, id, payload: rows[0]?.payload }, app)
}
