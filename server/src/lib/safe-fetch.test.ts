import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type SafeFetchOptions, safeFetch } from './safe-fetch.ts'

let port: number
let answer: (request: IncomingMessage, response: ServerResponse) => void
let requests: string[]

const server = createServer((request, response) => {
  requests.push(request.url ?? '')
  answer(request, response)
})

beforeEach(async () => {
  requests = []
  answer = (_request, response) => response.end('hello')
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
})
afterEach(
  () =>
    new Promise((resolve) => {
      server.close(resolve)
      server.closeAllConnections()
    }),
)

function get(path: string, options: SafeFetchOptions = {}) {
  return safeFetch(`http://localhost:${port}${path}`, { allowLoopbackPort: port, ...options })
}

function reasonOf(address: string, options: SafeFetchOptions = {}): Promise<string> {
  return safeFetch(address, options).then(
    () => 'fetched',
    (error) => error.reason ?? String(error),
  )
}

function redirect(location: string) {
  answer = (_request, response) => response.writeHead(302, { location }).end()
}

test('a page comes with its status, headers and bytes', async () => {
  answer = (_request, response) => response.writeHead(404, { 'content-type': 'text/plain' }).end('無い')
  const response = await get('/page')
  expect(response).toMatchObject({ url: `http://localhost:${port}/page`, status: 404, truncated: false })
  expect(response.headers.get('content-type')).toBe('text/plain')
  expect(Buffer.from(response.body).toString()).toBe('無い')
})

test('only http and https, without credentials, on ports 80 and 443', async () => {
  expect(await reasonOf('not a url')).toBe('url')
  expect(await reasonOf('file:///etc/passwd')).toBe('scheme')
  expect(await reasonOf('data:text/plain,x')).toBe('scheme')
  expect(await reasonOf('http://me:secret@example.com/')).toBe('credentials')
  expect(await reasonOf('http://example.com:22/')).toBe('port')
  expect(await reasonOf(`http://127.0.0.1:${port}/`)).toBe('port')
})

test.each(['127.0.0.1', '2130706433', '0x7f.1', '[::1]', '[::ffff:127.0.0.1]', '169.254.169.254', '10.1.2.3', '0'])(
  'the address %s is refused however it is written',
  async (host) => {
    expect(await reasonOf(`http://${host}/`)).toBe('address')
  },
)

test('a name is refused when any of its addresses is not public', async () => {
  const resolve = async () => ['8.8.8.8', '192.168.0.1']
  expect(await reasonOf('http://mixed.example/', { resolve })).toBe('address')
  expect(await reasonOf('http://localhost/')).toBe('address')
})

test('a name is looked up once, so a second answer cannot lead elsewhere', async () => {
  const answers = [['127.0.0.1'], ['10.0.0.1']]
  const response = await safeFetch(`http://rebinding.example:${port}/`, {
    allowLoopbackPort: port,
    resolve: async () => answers.shift() ?? [],
  })
  expect(response.status).toBe(200)
  expect(answers).toHaveLength(1)
})

test('a redirect is held to the same rules', async () => {
  redirect('http://169.254.169.254/latest/meta-data')
  await expect(get('/')).rejects.toMatchObject({ reason: 'address' })
  redirect('file:///etc/passwd')
  await expect(get('/')).rejects.toMatchObject({ reason: 'scheme' })
  redirect(`http://localhost:${port + 1}/`)
  await expect(get('/')).rejects.toMatchObject({ reason: 'port' })
})

test('three redirects are followed, a fourth is not', async () => {
  answer = ({ url }, response) => {
    const left = Number(url?.slice(1))
    if (left === 0) response.end('there')
    else response.writeHead(301, { location: `/${left - 1}` }).end()
  }
  expect((await get('/3')).url).toBe(`http://localhost:${port}/0`)
  await expect(get('/4')).rejects.toMatchObject({ reason: 'redirects' })
})

test('a body beyond the limit is cut, also when it was small before decompression', async () => {
  answer = (_request, response) => response.end('x'.repeat(5_000))
  expect(await get('/', { byteLimit: 1_000 })).toMatchObject({ truncated: true, body: { length: 1_000 } })
  expect(await get('/', { byteLimit: 5_000 })).toMatchObject({ truncated: false, body: { length: 5_000 } })
  answer = (_request, response) =>
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(50_000_000)))
  expect(await get('/', { byteLimit: 1_000 })).toMatchObject({ truncated: true, body: { length: 1_000 } })
})

test('an answer that does not come, or does not end, is given up', async () => {
  answer = () => {}
  await expect(get('/', { timeLimit: 50 })).rejects.toMatchObject({ reason: 'time' })
  answer = (_request, response) => response.write('never ending')
  await expect(get('/', { timeLimit: 50 })).rejects.toMatchObject({ reason: 'time' })
})

test('a host that cannot be reached or does not exist is told apart from an unsafe one', async () => {
  answer = (request) => request.socket.destroy()
  await expect(get('/')).rejects.toMatchObject({ reason: 'network' })
  expect(await reasonOf('http://nowhere.example/', { resolve: async () => [] })).toBe('network')
})
