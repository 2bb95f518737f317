import { api, FRAME_BYTES } from '@naniwa/contract'
import { afterEach, expect, test, vi } from 'vitest'
import type { Signed } from '../testing/app.ts'
import { PASSWORD } from '../testing/cast.ts'
import { crowd } from '../testing/crowd.ts'
import { visit } from '../testing/files.ts'
import { holdNext, holdNextCommit } from '../testing/hold.ts'
import { outcome, scene } from '../testing/scene.ts'
import { cookieOf, testServer } from '../testing/server.ts'
import { openSocket, type SocketOptions, type TestSocket } from '../testing/socket.ts'

const stage = scene()
const sockets: TestSocket[] = []

afterEach(async () => {
  for (const socket of sockets.splice(0)) {
    expect(socket.faults).toEqual([])
    await socket.close()
  }
})

/** A socket that has not said hello. */
async function plug(options: SocketOptions = {}): Promise<TestSocket> {
  const socket = await openSocket(stage.server, { cookie: cookieOf(stage.people.aiko), ...options })
  sockets.push(socket)
  return socket
}

test.each([
  ['without a cookie', { cookie: '' }, 'refused 401'],
  ['with a cookie that is nobody’s', { cookie: `naniwa=1.${'a'.repeat(43)}` }, 'refused 401'],
  ['from another site', { headers: { 'sec-fetch-site': 'cross-site' } }, 'refused 403'],
  ['from another origin', { headers: { origin: 'https://evil.example' } }, 'refused 403'],
  ['from a sandboxed page', { headers: { origin: 'null' } }, 'refused 403'],
])('a socket opened %s is refused', async (_, options, refusal) => {
  await expect(plug(options)).rejects.toThrow(refusal)
})

test('a socket anywhere but at its path is not found', async () => {
  const elsewhere = { url: `${stage.server.url}/x` }
  await expect(openSocket(elsewhere, { cookie: cookieOf(stage.people.aiko) })).rejects.toThrow('refused 404')
})

const frames: [string, string | Buffer, string][] = [
  ['text that is no JSON', 'hello', 'malformed'],
  ['nothing', '', 'malformed'],
  ['a list', '[]', 'malformed'],
  ['null', 'null', 'malformed'],
  ['a number', '1', 'malformed'],
  ['an object without a call', '{"name":"accounts.me","input":{}}', 'malformed'],
  ['a call that is no whole number', '{"call":1.5,"name":"accounts.me","input":{}}', 'malformed'],
  ['a negative call', '{"call":-1,"name":"accounts.me","input":{}}', 'malformed'],
  ['a call beyond all numbers', '{"call":1e400,"name":"accounts.me","input":{}}', 'malformed'],
  ['a call beyond 2^53', '{"call":9007199254740993,"name":"accounts.me","input":{}}', 'malformed'],
  ['a name that is no text', '{"call":1,"name":{},"input":{}}', 'malformed'],
  ['a name too long', `{"call":1,"name":"${'a'.repeat(101)}","input":{}}`, 'malformed'],
  ['a call without input', '{"call":1,"name":"accounts.me"}', 'malformed'],
  ['an unknown field', '{"call":1,"name":"accounts.me","input":{},"as":2}', 'malformed'],
  ['deep nesting', `{"call":1,"name":"accounts.me","input":${'['.repeat(400_000)}`, 'malformed'],
  ['bytes', Buffer.from('{"call":1,"name":"accounts.me","input":{}}'), 'malformed'],
  ['one byte more than the limit', 'x'.repeat(FRAME_BYTES + 1), 'too_large'],
  ['three times the limit', 'あ'.repeat(FRAME_BYTES), 'too_large'],
]

test.each(frames)(
  'a frame of %s gets a code that belongs to no call, and the connection lives',
  async (_, frame, code) => {
    const socket = await plug()
    socket.raw(frame)
    expect((await socket.call(api.accounts.me, {})).name).toBe('Aiko')
    expect(socket.complaints.map((refusal) => refusal.code)).toEqual([code])
  },
)

test.each([
  ['an endpoint that is none', 'accounts.nobody', {}, 'unknown_endpoint'],
  ['a name from the prototype', 'constructor', {}, 'unknown_endpoint'],
  ['no name', '', {}, 'unknown_endpoint'],
  ['an input that is none', 'accounts.me', null, 'invalid_input'],
  ['an unknown field', 'accounts.me', { admin: true }, 'invalid_input'],
])('a call of %s is answered under its own number', async (_, name, input, code) => {
  const socket = await plug()
  const answers: unknown[] = []
  socket.ws.on('message', (data) => answers.push(JSON.parse(String(data))))
  socket.raw(JSON.stringify({ call: 77, name, input }))
  await socket.call(api.accounts.me, {})
  expect(answers[0]).toMatchObject({ reply: 77, error: { code } })
  // The harness takes an answer to a call it did not make for a fault.
  expect(socket.faults.splice(0)).toHaveLength(1)
})

test('deep nesting that ends is an input like any other that does not fit', async () => {
  const socket = await plug()
  const answers: unknown[] = []
  socket.ws.on('message', (data) => answers.push(JSON.parse(String(data))))
  const depth = 200_000
  socket.raw(`{"call":1,"name":"accounts.me","input":${'['.repeat(depth)}${']'.repeat(depth)}}`)
  await socket.call(api.accounts.me, {})
  expect(answers[0]).toMatchObject({ reply: 1, error: { code: 'invalid_input' } })
  expect(socket.faults.splice(0)).toHaveLength(1)
})

test('a frame far above the limit is not one of ours: the socket is closed', async () => {
  const socket = await plug()
  socket.raw('x'.repeat(16 * FRAME_BYTES + 1))
  expect((await socket.closed).code).toBe(1009)
})

test('a call that would hand out a cookie is refused over a socket, and opens no session', async () => {
  const { ben } = stage.people
  const socket = await plug({ cookie: cookieOf(ben) })
  const sessions = async () => (await socket.call(api.sessions.list, {})).sessions.length
  const before = await sessions()
  expect(await outcome(socket.call(api.sessions.signIn, { email: ben.email, password: PASSWORD }))).toBe('malformed')
  expect(await sessions()).toBe(before)
})

test('a session that ends by a call over its own socket ends in good order', async () => {
  const [person] = await crowd(stage.server, 'leaver', 1)
  const socket = await plug({ cookie: cookieOf(person as Signed) })
  await socket.call(api.sync.hello, {})
  const ended = outcome(socket.call(api.sessions.signOut, {})).catch(() => 'unheard')
  expect((await socket.closed).code).toBe(4401)
  expect(['done', 'unheard']).toContain(await ended)
})

test('of sixty-five calls at a time the last is refused, and may be made again when the others are answered', async () => {
  const socket = await plug()
  const held = holdNext('sync.hello')
  const calls = Array.from({ length: 64 }, () => outcome(socket.call(api.sync.hello, {})))
  const release = await held
  expect(await outcome(socket.call(api.accounts.me, {}))).toBe('overloaded')
  release()
  expect(new Set(await Promise.all(calls))).toEqual(new Set(['done']))
  expect(await outcome(socket.call(api.accounts.me, {}))).toBe('done')
})

test('a server that stops does not wait for somebody who leaves meanwhile', async () => {
  const socket = await plug()
  const committed = holdNextCommit()
  const { roomId } = stage.people.aiko
  const arranging = socket.call(api.rooms.arrange, { roomId, pinned: true }).catch(() => 'unheard')
  const release = await committed
  const goodbye = new Promise((resolve) => socket.ws.once('message', resolve))
  const restarting = stage.server.restart()
  await goodbye
  socket.ws.terminate()
  // Asked after they left, it has heard of that once it answers.
  expect((await visit(stage.server, '/readyz')).status).toBe(503)
  release()
  expect(await arranging).toBe('unheard')
  await restarting
})

test('a socket that answers no ping is cut at the second heartbeat, one that does goes on', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const server = await testServer()
  try {
    const cookie = cookieOf(server.people.aiko)
    const [dead, alive] = [await openSocket(server, { cookie }), await openSocket(server, { cookie })]
    dead.ws.pong = () => {}
    Object.assign(dead.ws, { _autoPong: false })
    const pinged = new Promise((resolve) => alive.ws.once('ping', resolve))
    vi.advanceTimersByTime(20_000)
    await pinged
    await alive.call(api.accounts.me, {})
    vi.advanceTimersByTime(20_000)
    expect((await dead.closed).code).toBe(1006)
    expect(await outcome(alive.call(api.accounts.me, {}))).toBe('done')
    await alive.close()
  } finally {
    vi.useRealTimers()
    await server.close()
  }
})
