import { api, type Endpoint, errorStatus } from '@naniwa/contract'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import type { z } from 'zod'
import { bodies, hostile } from '../../../contract/src/testing/bodies.ts'
import { anyText } from '../../../contract/src/testing/text.ts'
import { routes } from '../listen.ts'
import { ask } from '../testing/http.ts'
import { makeGroup, messageId, outcome, overHttp, say, scene } from '../testing/scene.ts'
import { cookieOf } from '../testing/server.ts'
import { openSocket } from '../testing/socket.ts'

const seed = Number(process.env.FC_SEED ?? Date.now() % 1_000_000)
const stage = scene()

/** Of aiko’s: rooms, people and messages that are hers, somebody else’s, or nobody’s. */
let ids: number[]
let messageIds: string[]

beforeAll(async () => {
  const { server, people } = stage
  const aiko = overHttp(server, people.aiko)
  const room = await makeGroup(aiko, [[people.ben, 'member']])
  const theirs = await makeGroup(overHttp(server, people.dai))
  const sent = await say(aiko, room.id, 'ここ')
  const foreign = await say(overHttp(server, people.dai), theirs.id, 'よそ')
  ids = [room.id, theirs.id, people.aiko.accountId, people.dai.accountId, people.dai.roomId, 404]
  messageIds = [sent.id, foreign.id, '1', '9223372036854775807']
})

/** What a field may be given by somebody who means ill. */
const junk = fc.oneof(
  fc.constantFrom(
    null,
    true,
    0,
    -1,
    1,
    1.5,
    2 ** 53,
    -(2 ** 53),
    1e308,
    9_007_199_254_740_991,
    '',
    ' ',
    '0',
    '-1',
    '1e3',
  ),
  fc.constantFrom(
    '\0',
    '\ud800',
    '\udfff',
    'a\0b',
    '\u202e',
    'true',
    '{}',
    '<script>alert(1)</script>',
    "'; drop table room; --",
    '%s%n',
    '$1',
    '../../etc/passwd',
  ),
  fc.constantFrom('9223372036854775808', '99999999999999999999', '00', '+1', '１', '1 '),
  anyText({ maxLength: 40 }),
  fc.anything({ maxDepth: 3, withNullPrototype: false }),
  bodies,
  fc.nat().map((n) => ids[n % ids.length]),
  fc.nat().map((n) => messageIds[n % messageIds.length]),
)

const ENDING =
  /^(sessions\.(signOut|revoke|revokeAll)|passwords\.change|accounts\.close|organizations\.(endSessions|deactivate))$/

/** Not those that end the session with which everything is asked. */
const endpoints: readonly Endpoint[] = routes.map((route) => route.endpoint).filter(({ name }) => !ENDING.test(name))

const byName = new Map(endpoints.map((endpoint) => [endpoint.name, endpoint]))

/** The fields of an input, each as it should be now and then, or left out, or anything; and fields that are none. */
function inputs(endpoint: Endpoint): fc.Arbitrary<unknown> {
  const fields = Object.keys((endpoint.input as z.ZodObject).shape)
  const shaped = fc.record(Object.fromEntries(fields.map((field) => [field, likely(field)])), { requiredKeys: [] })
  return fc.oneof(
    { weight: 6, arbitrary: shaped },
    {
      weight: 1,
      arbitrary: fc.tuple(shaped, fc.string(), junk).map(([input, key, value]) => ({ ...input, [key]: value })),
    },
    { weight: 1, arbitrary: junk },
  )
}

function likely(field: string): fc.Arbitrary<unknown> {
  const good: Record<string, () => fc.Arbitrary<unknown>> = {
    roomId: () => fc.nat().map((n) => ids[n % 3 === 0 ? n % ids.length : 0]),
    accountId: () => fc.nat().map((n) => ids[n % ids.length]),
    id: () => fc.nat().map((n) => messageIds[n % messageIds.length]),
    body: () => bodies,
  }
  return fc.oneof({ weight: 3, arbitrary: good[field]?.() ?? junk }, { weight: 1, arbitrary: junk })
}

const calls = fc
  .constantFrom(...endpoints)
  .chain((endpoint) => inputs(endpoint).map((input) => ({ name: endpoint.name, input: json(input) ?? 'null' })))

function json(value: unknown): string | undefined {
  try {
    return JSON.stringify(value, (_, part) => (typeof part === 'bigint' ? String(part) : part))
  } catch {
    return undefined
  }
}

test(`whatever is called with whatever input, the answer is an output or a code, and the connection lives (seed ${seed})`, async () => {
  const { server, people } = stage
  const socket = await openSocket(server, { cookie: cookieOf(people.aiko) })
  const property = fc.asyncProperty(fc.array(calls, { minLength: 10, maxLength: 20 }), async (batch) => {
    const outcomes = await Promise.all(
      batch.map(({ name, input }) => outcome(socket.call(byName.get(name) as Endpoint, JSON.parse(input) as never))),
    )
    expect(batch.filter((_, at) => outcomes[at] === 'internal')).toEqual([])
    expect(socket.faults).toEqual([])
  })
  await fc.assert(property, { seed, numRuns: 40, endOnFailure: true })
  await socket.close()
})

test(`whatever frame comes, the connection lives and answers the next call (seed ${seed})`, async () => {
  const { server, people } = stage
  const socket = await openSocket(server, { cookie: cookieOf(people.aiko) })
  const frames = fc.oneof(
    anyText({ maxLength: 200 }),
    fc.json(),
    fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
    fc
      .record({ call: junk, name: fc.oneof(junk, fc.constantFrom(...endpoints.map(({ name }) => name))), input: junk })
      .map((frame) => json(frame) ?? ''),
  )
  const property = fc.asyncProperty(fc.array(frames, { maxLength: 20 }), async (batch) => {
    for (const frame of batch) socket.raw(frame)
    expect((await socket.call(api.server.status, {})).founded).toBe(true)
  })
  await fc.assert(property, { seed, numRuns: 60, endOnFailure: true })
  await socket.close()
})

test(`whatever is posted, the answer is JSON with the status of its code (seed ${seed})`, async () => {
  const { server, people } = stage
  const paths = fc.oneof(
    fc.constantFrom(...endpoints.map(({ name }) => `/api/${name.replace('.', '/')}`)),
    fc.webPath().map((path) => `/api${path}`),
  )
  const texts = fc.oneof(
    fc.json(),
    anyText(),
    calls.map(({ input }) => input),
  )
  const property = fc.asyncProperty(paths, texts, async (path, body) => {
    const headers = { 'content-type': 'application/json', cookie: cookieOf(people.aiko) }
    const answer = await ask(server, path, { method: 'POST', body, headers })
    if (answer.status === 200) return
    const { error } = answer.json() as { error: { code: keyof typeof errorStatus } }
    expect(error.code).not.toBe('internal')
    expect(answer.status).toBe(errorStatus[error.code])
  })
  await fc.assert(property, { seed, numRuns: 150, endOnFailure: true })
})

test(`a message comes back to the letter, whatever its notation, or is refused (seed ${seed})`, async () => {
  const { server, people } = stage
  const aiko = overHttp(server, people.aiko)
  const roomId = people.aiko.roomId
  const property = fc.asyncProperty(bodies, async (body) => {
    const good = body.isWellFormed() && !body.includes('\0') && body.trim() !== ''
    const id = messageId()
    const sent = await outcome(aiko.call(api.messages.send, { roomId, id, body }))
    expect(sent).toBe(good ? 'done' : 'invalid_input')
    if (good) expect((await aiko.call(api.messages.get, { roomId, id })).body).toBe(body)
  })
  await fc.assert(property, { seed, numRuns: 60, endOnFailure: true })
})

test.each(hostile.filter((piece) => piece.isWellFormed() && !piece.includes('\0')))(
  'a message full of %j is taken like any other',
  async (piece) => {
    const aiko = overHttp(stage.server, stage.people.aiko)
    const body = `${piece.repeat(Math.floor(60_000 / piece.length))}。`
    expect((await say(aiko, stage.people.aiko.roomId, body)).body === body).toBe(true)
  },
)

test('every verb that is somebody’s turns visitors away, whatever they bring', async () => {
  const own = routes.map(({ endpoint }) => endpoint).filter(({ access }) => access === 'account')
  expect(own.length).toBeGreaterThan(80)
  const visitor = overHttp(stage.server)
  for (const endpoint of own)
    expect(await outcome(visitor.call(endpoint, {} as never)), endpoint.name).toBe('unauthenticated')
})
