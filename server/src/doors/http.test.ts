import { once } from 'node:events'
import { IncomingMessage, request } from 'node:http'
import { api, pathOf, Refusal } from '@naniwa/contract'
import { expect, test, vi } from 'vitest'
import { transact } from '../db/transaction.ts'
import { routes } from '../listen.ts'
import { endSession } from '../sessions/end.ts'
import { crowd } from '../testing/crowd.ts'
import { holdNextCommit } from '../testing/hold.ts'
import { type Answer, type Asking, ask } from '../testing/http.ts'
import { scene } from '../testing/scene.ts'
import { cookieOf } from '../testing/server.ts'
import { createDispatch } from './dispatch.ts'

const stage = scene()

/** Asks who one is, with anything about the request changed. */
function whoAmI(change: Asking & { path?: string } = {}): Promise<Answer> {
  const { path = '/api/accounts/me', ...asking } = change
  const headers = { 'content-type': 'application/json', cookie: cookieOf(stage.people.aiko), ...asking.headers }
  return ask(stage.server, path, { method: 'POST', body: '{}', ...asking, headers })
}

async function codeOf(answer: Promise<Answer>): Promise<[number, unknown]> {
  const { status, json } = await answer
  return [status, (json() as { error?: { code: unknown } }).error?.code ?? 'done']
}

test.each([
  ['GET', '/'],
  ['GET', '/rooms/1'],
  ['GET', '/healthz'],
  ['GET', '/readyz'],
  ['GET', '/api'],
  ['GET', '/api/openapi.json'],
  ['GET', '/nothing.js'],
  ['GET', '/assets/../../package.json'],
  ['GET', '/images/x'],
  ['GET', `/images/${'0'.repeat(64)}`],
  ['GET', '/api/nothing'],
  ['GET', '/api/messages/send'],
  ['POST', '/api/messages/send'],
  ['POST', '/api/nothing/here'],
  ['POST', '/api/images'],
  ['POST', '/'],
  ['OPTIONS', '/api/messages/send'],
  ['DELETE', '/api/messages/send'],
])('%s %s is answered with every security header, and never leads elsewhere', async (method, path) => {
  const { status, headers } = await ask(stage.server, path, { method })
  expect(headers['x-content-type-options']).toBe('nosniff')
  expect(headers['content-security-policy']).toMatch(/default-src 'none'/)
  expect(headers['referrer-policy']).toBe('no-referrer')
  expect(headers['cross-origin-resource-policy']).toBe('same-origin')
  expect(headers).not.toHaveProperty('access-control-allow-origin')
  expect(headers).not.toHaveProperty('location')
  expect(headers).not.toHaveProperty('x-powered-by')
  expect(status < 300 || status >= 400).toBe(true)
})

test('scripts and style sheets come compressed to whoever takes them so, and say the same', async () => {
  const page = await (await fetch(stage.server.url)).text()
  const paths = [...page.matchAll(/(?:src|href)="(\/assets\/[^"]+\.(?:js|css))"/g)].map(([, path]) => path as string)
  const sizes = { plain: 0, compressed: 0 }
  for (const path of paths) {
    const take = (encoding: string) => fetch(`${stage.server.url}${path}`, { headers: { 'accept-encoding': encoding } })
    const [plain, compressed] = await Promise.all([take('identity'), take('gzip, deflate, br')])
    expect(plain.headers.get('content-encoding')).toBe(null)
    expect(compressed.headers.get('content-encoding')).toBe('gzip')
    expect(compressed.headers.get('content-type')).toBe(plain.headers.get('content-type'))
    expect(compressed.headers.get('cache-control')).toMatch(/immutable/)
    sizes.plain += Number(plain.headers.get('content-length'))
    sizes.compressed += Number(compressed.headers.get('content-length'))
    expect(await compressed.text()).toBe(await plain.text())
  }
  expect(sizes.compressed).toBeLessThan(sizes.plain / 2)
})

test('no page leads to another site: there are no redirects, whatever the path', async () => {
  for (const path of [
    '//evil.example',
    '/\\evil.example',
    '/%2F%2Fevil.example',
    '/?next=https://evil.example',
    '/..//evil.example',
  ]) {
    const { status, headers } = await ask(stage.server, path)
    expect([path, status < 300 || status >= 400]).toEqual([path, true])
    expect(headers).not.toHaveProperty('location')
  }
})

test.each([
  ['a page of another site', { headers: { 'sec-fetch-site': 'cross-site' } }],
  ['a page of a neighbouring site', { headers: { 'sec-fetch-site': 'same-site' } }],
  ['another origin', { headers: { origin: 'https://evil.example' } }],
  ['a sandboxed page', { headers: { origin: 'null' } }],
  ['an origin that is none', { headers: { origin: 'javascript:alert(1)' } }],
  ['another port of this host', { headers: { origin: 'http://127.0.0.1:1' } }],
])('a request of %s is refused, cookie or not', async (_, { headers }) => {
  expect(await codeOf(whoAmI({ headers }))).toEqual([403, 'cross_site'])
  const upload = { path: '/api/images', body: 'x', headers: { ...headers, 'content-type': 'image/png' } }
  expect(await codeOf(whoAmI(upload))).toEqual([403, 'cross_site'])
})

test('pages of our own and programs that are no browsers are let in', async () => {
  const { url } = stage.server
  for (const headers of [
    {},
    { origin: url },
    { origin: url, 'sec-fetch-site': 'same-origin' },
    { 'sec-fetch-site': 'none' },
  ]) {
    expect((await whoAmI({ headers: headers as Record<string, string> })).status).toBe(200)
  }
})

test.each([
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'application/jsonp',
  'application/json-patch+json',
  '',
])('a body of the type %j is not taken for JSON', async (type) => {
  expect(await codeOf(whoAmI({ headers: { 'content-type': type } }))).toEqual([415, 'unsupported_media'])
})

test.each(['application/json', 'Application/JSON; charset=utf-8', 'application/json ;charset=UTF-8'])(
  'a body of the type %j is JSON',
  async (type) => {
    expect((await whoAmI({ headers: { 'content-type': type } })).status).toBe(200)
  },
)

test.each([
  ['nothing', ''],
  ['half an object', '{"a":'],
  ['two values', '{}{}'],
  ['a word', 'undefined'],
  ['deep nesting that does not end', '['.repeat(100_000)],
  ['bytes that are no text', Buffer.from([0xff, 0xfe, 0x00, 0x80])],
])('%s is malformed', async (_, body) => {
  expect(await codeOf(whoAmI({ body }))).toEqual([400, 'malformed'])
})

test.each([
  ['null', 'null'],
  ['a list', '[]'],
  ['a text', '"{}"'],
  ['a number', '1e999'],
  ['deep nesting', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
  ['an unknown field', '{"admin":true}'],
  ['a prototype', '{"__proto__":{"admin":true}}'],
  ['a constructor', '{"constructor":{"prototype":{"admin":true}}}'],
])('%s is no input', async (_, body) => {
  expect(await codeOf(whoAmI({ body }))).toEqual([400, 'invalid_input'])
  expect(Object.hasOwn(Object.prototype, 'admin')).toBe(false)
})

test.each([1_000_001, 5_000_000, 30_000_000])('a body of %i bytes is too large, however it is sent', async (bytes) => {
  const body = `{"a":"${'x'.repeat(bytes)}"}`
  expect(await codeOf(whoAmI({ body }))).toEqual([413, 'too_large'])
  expect(await codeOf(whoAmI({ body, headers: { 'transfer-encoding': 'chunked' } }))).toEqual([413, 'too_large'])
  expect((await whoAmI()).status).toBe(200)
})

test.each(['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])('%s calls nothing', async (method) => {
  expect(await codeOf(whoAmI({ method, body: '' }))).toEqual([405, 'method_not_allowed'])
})

test.each([
  '/api/accounts/nobody',
  '/api/__proto__/toString',
  '/api/constructor/name',
  '/api/accounts',
  '/api/accounts/me/x',
  '/api/accounts%2Fme',
  '/api/%E0%A4%A/x',
  '/api/accounts/%00',
])('%s is no endpoint', async (path) => {
  expect(await codeOf(whoAmI({ path }))).toEqual([404, 'unknown_endpoint'])
})

test('of what is well known elsewhere and not here there is no page: programs that look for it look on', async () => {
  for (const path of ['/.well-known/oauth-authorization-server/mcp', '/.well-known/openid-configuration/mcp'])
    expect(await codeOf(ask(stage.server, path, { headers: { accept: 'application/json' } }))).toEqual([
      404,
      'not_found',
    ])
})

test('every endpoint but the public ones asks who one is before it looks at anything else', async () => {
  for (const { endpoint } of routes.filter((route) => route.endpoint.access !== 'public')) {
    const answer = ask(stage.server, pathOf(endpoint.name), {
      ...{ method: 'POST', body: '{"nonsense":1}', headers: { 'content-type': 'application/json' } },
    })
    expect([endpoint.name, ...(await codeOf(answer))]).toEqual([endpoint.name, 401, 'unauthenticated'])
  }
})

test.each([
  '',
  'naniwa=',
  'naniwa=x',
  'naniwa=1.',
  `naniwa=1.${'a'.repeat(43)}`,
  'other=1',
  `naniwa=${'9'.repeat(5_000)}`,
  'naniwa=%00',
])('the cookie %j is nobody’s', async (cookie) => {
  expect(await codeOf(whoAmI({ headers: { cookie } }))).toEqual([401, 'unauthenticated'])
})

test('a revoked cookie is nobody’s from that moment on', async () => {
  const { server } = stage
  const [person] = await crowd(server, 'revoked', 1)
  if (!person) throw new Error('nobody came')
  const headers = { cookie: `other=1; ${cookieOf(person)}; naniwa-x=2` }
  expect((await whoAmI({ headers })).status).toBe(200)
  await transact(server.app, (tx) => endSession(tx, person.accountId, person.sessionId))
  expect(await codeOf(whoAmI({ headers }))).toEqual([401, 'unauthenticated'])
})

test.each(['/api/accounts/me', '/api/images', '/v2/me', '/nothing'])(
  'a request to %s that falls silent is cut off',
  async (path) => {
    const patience = vi.spyOn(IncomingMessage.prototype, 'setTimeout')
    const { hostname, port } = new URL(stage.server.url)
    const headers = { 'content-type': 'image/png', 'content-length': 100 }
    const sending = request({ hostname, port, path, method: 'POST', headers })
    const ended = once(sending, 'close')
    sending.on('error', () => {})
    sending.write('half')
    await vi.waitUntil(() => patience.mock.calls.length > 0, { timeout: 60_000 })
    expect(patience.mock.calls[0]).toEqual([60_000, expect.any(Function)])
    // The minute is over.
    const silent = patience.mock.contexts[0] as IncomingMessage
    silent.emit('timeout')
    await ended
    patience.mockRestore()
  },
)

test('what belongs to somebody is kept by nobody on the way', async () => {
  const { headers } = await whoAmI()
  expect(headers['cache-control']).toBe('no-store')
})

test('a hundred calls of one person wait for each other, and nobody else for them', async () => {
  const { aiko, ben } = stage.people
  const running = new Map<number, number>()
  const most = new Map<number, number>()
  const me = routes.find(({ endpoint }) => endpoint.name === 'accounts.me')
  const ends: (() => void)[] = []
  const slow = {
    ...me,
    verb: async (_: unknown, { accountId }: { accountId: number }) => {
      const now = (running.get(accountId) ?? 0) + 1
      running.set(accountId, now)
      most.set(accountId, Math.max(most.get(accountId) ?? 0, now))
      await new Promise<void>((resolve) => ends.push(resolve))
      running.set(accountId, (running.get(accountId) ?? 0) - 1)
      return {}
    },
  }
  const dispatch = createDispatch(stage.server.app, [slow as never])
  const call = (accountId: number) => dispatch('accounts.me', { accountId } as never, {})
  const all = [...Array.from({ length: 100 }, () => call(aiko.accountId)), call(ben.accountId)]
  await vi.waitUntil(() => running.get(ben.accountId) === 1)
  let isOver = false
  const over = Promise.all(all).then(() => {
    isOver = true
  })
  while (!isOver) {
    for (const end of ends.splice(0)) end()
    await new Promise((resolve) => setImmediate(resolve))
  }
  await over
  expect(most).toEqual(
    new Map([
      [aiko.accountId, 16],
      [ben.accountId, 1],
    ]),
  )
})

test('what is refused for coming too often says when to come back, in the header too', async () => {
  const { limits } = stage.server.app
  const { take } = limits
  limits.take = () => {
    throw new Refusal('rate_limited', 'too many', { retryAfter: 7 })
  }
  const answer = await whoAmI({ path: pathOf(api.rooms.typing.name), body: JSON.stringify({ roomId: 1 }) })
  limits.take = take
  expect([answer.status, answer.headers['retry-after']]).toEqual([429, '7'])
  expect(answer.json()).toMatchObject({ error: { code: 'rate_limited', retryAfter: 7 } })
})

test('a server that stops answers what is under way and keeps no connection for more', async () => {
  const { server, people } = stage
  const committed = holdNextCommit()
  const arranging = whoAmI({
    path: pathOf(api.rooms.arrange.name),
    body: JSON.stringify({ roomId: people.aiko.roomId, pinned: true }),
    headers: { connection: 'keep-alive' },
  })
  const release = await committed
  const restarting = server.restart()
  release()
  const { status, headers } = await arranging
  expect([status, headers.connection]).toEqual([200, 'close'])
  await restarting
  expect((await whoAmI()).status).toBe(200)
})
