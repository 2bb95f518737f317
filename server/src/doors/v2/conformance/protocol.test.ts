import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Answer, ask } from '../../../testing/http.ts'
import { type Program, program, programWith } from '../../../testing/program.ts'
import { cookieOf, type TestServer, testServer } from '../../../testing/server.ts'
import { create } from '../../../tokens/create.ts'
import { operations } from '../table.ts'

let server: TestServer
let aiko: Program
let room: string

beforeAll(async () => {
  server = await testServer()
  aiko = await program(server, server.people.aiko)
  const form = { name: 'Room', members_admin_ids: server.people.aiko.accountId }
  room = `/rooms/${((await aiko.post('/rooms', form)).json() as { room_id: number }).room_id}`
})
afterAll(() => server.close())

const seen = ({ status, text }: Answer) => [status, text === '' ? '' : JSON.parse(text)]
const errors = (...texts: string[]) => ({ errors: texts })
const UNKNOWN = [400, errors('Invalid Endpoint or HTTP method')]

/** A path of the operation, with ids of nothing. */
function somePath(path: string): string {
  return path.replaceAll(/\{\w+\}/g, '1')
}

test('without a token, with a bad one or with a cookie, every operation answers 401', async () => {
  const attempts: Record<string, string>[] = [
    {},
    { 'X-ChatWorkToken': 'nonsense' },
    { 'X-ChatWorkToken': `nw_pat_${'a'.repeat(43)}1` },
    { Cookie: cookieOf(server.people.aiko) },
  ]
  for (const { method, path } of operations) {
    for (const headers of attempts) {
      const answer = await ask(server, `/v2${somePath(path)}`, { method, headers })
      expect([method, path, ...seen(answer)]).toEqual([method, path, 401, errors('Invalid API token')])
      expect(answer.headers['www-authenticate']).toBeUndefined()
    }
  }
})

test('a bearer token that opens nothing is told so as OAuth says; an API token is taken as one', async () => {
  const bad = await ask(server, '/v2/me', { headers: { Authorization: 'Bearer nonsense' } })
  expect(seen(bad)).toEqual([401, errors('Invalid access token')])
  expect(bad.headers['www-authenticate']).toBe(
    'Bearer error="invalid_token", error_description="The access token expired"',
  )
  const good = await ask(server, '/v2/me', { headers: { Authorization: `Bearer ${aiko.token}` } })
  expect(good.status).toBe(200)
})

test('a token made for one thing does nothing else: each operation asks for its scope', async () => {
  const { secret } = await create(server.app, server.people.aiko, {
    name: 'x',
    scopes: ['contacts.all:read'],
    expiresInDays: null,
  })
  const narrow = programWith(server, secret)
  for (const { method, path, scopes } of operations) {
    if (scopes.includes('contacts.all:read')) continue
    const answer = await narrow.send(somePath(path), { method })
    expect([method, path, ...seen(answer)]).toEqual([
      method,
      path,
      403,
      errors(`The token lacks the scope for this: one of ${scopes.join(' ')}`),
    ])
  }
  const bearer = await ask(server, '/v2/me', { headers: { Authorization: `Bearer ${secret}` } })
  expect(bearer.headers['www-authenticate']).toMatch(/^Bearer error="insufficient_scope"/)
})

test('the header’s name may be written as anybody likes', async () => {
  for (const name of ['X-ChatWorkToken', 'x-chatworktoken', 'X-CHATWORKTOKEN', 'X-Chatworktoken'])
    expect((await ask(server, '/v2/me', { headers: { [name]: aiko.token } })).status).toBe(200)
})

test('what is nowhere, a method that is none and an id that is none are the same 400', async () => {
  for (const path of [
    '',
    '/',
    '/nowhere',
    '/Me',
    '/rooms/abc',
    '/rooms/0',
    '/rooms/-1',
    '/rooms/1.5',
    '/rooms//messages',
    '/rooms/99999999999999999999',
    `${room}/messages/99999999999999999999`,
    `${room}/messages/x`,
  ])
    expect([path, ...seen(await aiko.get(path))]).toEqual([path, ...UNKNOWN])
  for (const method of ['PATCH', 'OPTIONS', 'DELETE', 'POST'])
    expect([method, ...seen(await aiko.send('/me', { method }))]).toEqual([method, ...UNKNOWN])
  expect((await aiko.send('/me', { method: 'HEAD' })).status).toBe(400)
})

test('the first version of the API is gone, and says so', async () => {
  for (const path of ['/v1', '/v1/me', '/v1/rooms/1/messages']) {
    const answer = await ask(server, path, { headers: { 'X-ChatWorkToken': aiko.token } })
    expect([path, ...seen(answer)]).toEqual([path, ...UNKNOWN])
  }
})

test('a slash at the end is as none', async () => {
  expect((await aiko.get('/me/')).status).toBe(200)
  expect((await aiko.get(`${room}/members/`)).status).toBe(200)
})

test('POST and PUT read no parameters from the query, nor a method', async () => {
  const send = (path: string, method: string) => aiko.send(path, { method })
  expect(seen(await send(`${room}/messages?body=hello`, 'POST'))).toEqual([400, errors("Parameter 'body' is required")])
  expect(seen(await send(`${room}?name=New`, 'PUT'))).toEqual([
    400,
    errors("Parameter 'name' is read from the request body only"),
  ])
  const overridden = await aiko.send(`${room}?method=DELETE&action_type=delete`, {})
  expect([overridden.status, (await aiko.get(room)).status]).toEqual([200, 200])
})

test('the type of a form is sent with GET too, and what is in its body is not looked at', async () => {
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded', 'Content-Length': '0' }
  expect((await aiko.send('/rooms', { headers })).status).toBe(200)
  await aiko.get(`${room}/messages`)
  const body = 'force=1'
  const polled = await aiko.send(`${room}/messages`, { headers: { ...headers, 'Content-Length': '7' }, body })
  expect(seen(polled)).toEqual([204, ''])
  expect((await aiko.get(`${room}/messages?&force=1`)).status).toBe(200)
})

test('a body that is no form brings nothing; one without a type is read as a form', async () => {
  const post = (body: string, type?: string) =>
    aiko.send(`${room}/messages`, { method: 'POST', body, headers: type ? { 'Content-Type': type } : {} })
  expect(seen(await post('{"body":"x"}', 'application/json'))).toEqual([400, errors("Parameter 'body' is required")])
  expect((await post('body=x')).status).toBe(200)
  expect((await post('body=x', 'application/x-www-form-urlencoded; charset=UTF-8')).status).toBe(200)
  expect(
    (
      await post(
        '--b\r\nContent-Disposition: form-data; name="body"\r\n\r\nx\r\n--b--',
        'multipart/form-data; boundary=b',
      )
    ).status,
  ).toBe(200)
  for (const broken of ['', '--b', '--b\r\n\r\nx\r\n--b--', '--b\r\nx\r\n--b--', 'body=x'])
    expect((await post(broken, 'multipart/form-data; boundary=b')).status).toBe(400)
})

test('lists may be written as PHP, JavaScript and Python write them', async () => {
  const { aiko: me, ben } = server.people
  const post = (body: string) =>
    aiko.send('/rooms', { method: 'POST', body, headers: { 'Content-Type': 'application/x-www-form-urlencoded' } })
  for (const list of [
    `members_admin_ids[]=${me.accountId}&members_admin_ids[]=${ben.accountId}`,
    `members_admin_ids=[${me.accountId}, ${ben.accountId}]`,
    `members_admin_ids=${me.accountId}%2C${ben.accountId}`,
    `members_admin_ids=${ben.accountId}&members_admin_ids=${me.accountId}`,
  ]) {
    const { room_id } = (await post(`name=x&${list}`)).json() as { room_id: number }
    const members = (await aiko.get(`/rooms/${room_id}/members`)).json() as { role: string }[]
    expect(members.map(({ role }) => role)).toEqual(['admin', 'admin'])
  }
})

test('a body that never ends is cut off at a size no message needs', async () => {
  const answer = await aiko.post(`${room}/messages`, { body: 'x'.repeat(1_100_000) })
  expect([answer.status, answer.text]).toEqual([400, expect.stringContaining('too large')])
})

test('every answer, good or bad, says how the window of calls stands, and none speaks of a free plan', async () => {
  const answers = [
    await aiko.get('/me'),
    await aiko.get('/nowhere'),
    await aiko.get('/my/tasks'),
    await aiko.post(`${room}/messages`),
    await ask(server, '/v2/me'),
  ]
  expect(answers.map(({ status }) => status)).toEqual([200, 400, 204, 400, 401])
  for (const { headers } of answers) {
    const names = ['x-ratelimit-limit', 'x-ratelimit-remaining', 'x-ratelimit-reset']
    expect(names.map((name) => headers[name])).toEqual(['300', '300', expect.stringMatching(/^\d{10}$/)])
    expect(Object.keys(headers).filter((name) => name.startsWith('chatwork-'))).toEqual([])
  }
})
