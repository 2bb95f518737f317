import { api } from '@naniwa/contract'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { anyText } from '../../../../contract/src/testing/text.ts'
import { type Answer, callHttp } from '../../testing/http.ts'
import { encode, type Program, program } from '../../testing/program.ts'
import { cookieOf, type TestServer, testServer } from '../../testing/server.ts'
import { operations } from './table.ts'

/** What nobody may see who is not in the room. */
const SECRET = 'kumquat-7f3a9'
const RUNS = 25

let server: TestServer
let ben: Program
/** Ids of things that are not ben's, by the names of places in paths. */
let others: Record<string, string>

beforeAll(async () => {
  server = await testServer()
  const { aiko: person, chie } = server.people
  ben = await program(server, server.people.ben)
  const aiko = await program(server, person)
  const form = {
    name: SECRET,
    description: SECRET,
    members_admin_ids: person.accountId,
    members_member_ids: chie.accountId,
  }
  const { room_id } = (await aiko.post('/rooms', form)).json() as { room_id: number }
  const room = `/rooms/${room_id}`
  const { message_id } = (await aiko.post(`${room}/messages`, { body: SECRET })).json() as { message_id: string }
  const asked = { body: SECRET, to_ids: chie.accountId }
  const { task_ids } = (await aiko.post(`${room}/tasks`, asked)).json() as { task_ids: number[] }
  const file = { name: `${SECRET}.txt`, bytes: SECRET }
  const { file_id } = (await aiko.upload(`${room}/files`, file)).json() as { file_id: number }
  await aiko.post(`${room}/link`, { code: SECRET })
  others = {
    room_id: String(room_id),
    message_id,
    task_id: String(task_ids[0]),
    file_id: String(file_id),
    request_id: String(room_id),
  }
})
afterAll(() => server.close())

/** The place with somebody else's ids, by name; ben's own room with them; or nonsense. */
function pathOf(path: string, places: Record<string, string>): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => places[name] ?? '1')
}

const hostile = fc.oneof(
  anyText({ maxLength: 200 }),
  fc.constantFrom(
    ...[
      '',
      ' ',
      '0',
      '-1',
      '1e9',
      '9007199254740993',
      '99999999999999999999',
      'NaN',
      'null',
      'undefined',
      'true',
      '[]',
      '{}',
    ],
    ...[
      "' or 1=1 --",
      '\0',
      '\u202e',
      '\ud800',
      '%00',
      '../../etc/passwd',
      '<script>',
      '{{7*7}}',
      '1,2,,3',
      '1,'.repeat(6_000),
    ],
    ...['4611686018427387904', '4503599627370497', '9223372036854775807', '9223372036854775808', 'x'.repeat(70_000)],
  ),
  fc.integer().map(String),
  fc.bigInt({ min: 0n, max: 2n ** 70n }).map(String),
)

function placesFrom(): fc.Arbitrary<Record<string, string>> {
  const own = { room_id: String(server.people.ben.roomId) }
  return fc.oneof(
    fc.constant(others),
    fc.constant({ ...others, ...own }),
    fc.dictionary(
      fc.constantFrom('room_id', 'message_id', 'task_id', 'file_id', 'request_id'),
      hostile.map((text) => encodeURIComponent(text.toWellFormed())),
    ),
  )
}

/** Known parameters with values of any kind, and some that are not known. */
function formFor(names: readonly string[]): fc.Arbitrary<Record<string, string>> {
  const known = names.length > 0 ? fc.constantFrom(...names) : fc.constant('surplus')
  return fc.dictionary(
    fc.oneof(known, fc.constantFrom('surplus', 'body', '__proto__', 'constructor', 'file')),
    hostile,
    { maxKeys: 6 },
  )
}

function expectSound(answer: Answer, path: string): void {
  const { status, text, headers } = answer
  expect([200, 204, 400, 403, 404]).toContain(status)
  expect(text).toMatch(/^[\x20-\x7e]*$/)
  expect(status === 204 ? text : headers['content-type']).toBe(status === 204 ? '' : 'application/json; charset=utf-8')
  if (status >= 400) {
    const { errors } = answer.json() as { errors: string[] }
    expect(errors.every((error) => typeof error === 'string' && error !== '')).toBe(true)
    expect(text).not.toMatch(/node_modules|server\/src|select |violates|relation|syntax error|kysely|postgres/i)
  }
  expect([path, text]).not.toEqual([path, expect.stringContaining(SECRET)])
}

test.each(operations.map((one) => [`${one.method} ${one.path}`, one] as const))(
  '%s takes anything and tells nothing',
  async (_, { method, path, parameters }) => {
    const requests = fc.record({
      places: placesFrom(),
      form: formFor(Object.keys(parameters)),
      how: fc.constantFrom('form', 'query', 'both', 'multipart'),
    })
    await fc.assert(
      fc.asyncProperty(requests, async ({ places, form, how }) => {
        const wellFormed = Object.fromEntries(Object.entries(form).map(([name, value]) => [name, value.toWellFormed()]))
        // A short query: longer heads are refused before they come here.
        const query = encode(wellFormed).slice(0, 8_000)
        const at = `${pathOf(path, places).slice(0, 2_000)}${how === 'form' || how === 'multipart' ? '' : `?${query}`}`
        const body = how === 'query' ? '' : how === 'multipart' ? multipart(wellFormed) : encode(wellFormed)
        const type = how === 'multipart' ? 'multipart/form-data; boundary=b' : 'application/x-www-form-urlencoded'
        const headers = { 'Content-Type': type, 'Content-Length': String(Buffer.byteLength(body)) }
        expectSound(await ben.send(at, { method, headers, body }), at)
      }),
      { numRuns: RUNS },
    )
  },
  60_000,
)

function multipart(form: Record<string, string>): string {
  const parts = Object.entries(form).map(
    ([name, value]) =>
      `--b\r\nContent-Disposition: form-data; name="${name}"${name === 'file' ? '; filename="x"' : ''}\r\n\r\n${value}\r\n`,
  )
  return `${parts.join('')}--b--\r\n`
}

test('after all that the room is as it was', async () => {
  const cookie = cookieOf(server.people.aiko)
  const roomId = Number(others.room_id)
  const { messages } = await callHttp(server, cookie, api.messages.list, { roomId })
  const { rooms } = await callHttp(server, cookie, api.rooms.get, { roomIds: [roomId] })
  expect([messages.length, messages.filter(({ body }) => body === SECRET).length, rooms[0]?.name]).toEqual([
    4,
    1,
    SECRET,
  ])
})
