import { api } from '@naniwa/contract'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Answer, ask, callHttp } from '../../../testing/http.ts'
import { encode, type Form, type Program, program } from '../../../testing/program.ts'
import { cookieOf, type TestServer, testServer } from '../../../testing/server.ts'
import { operations } from '../table.ts'

// What the original's documentation leaves open or contradicts, as docs/api.md settles it, and what clients in the field send.

let server: TestServer
let aiko: Program
let ben: Program
let chie: Program
let dai: Program
let room: string

beforeAll(async () => {
  server = await testServer()
  const { people } = server
  aiko = await program(server, people.aiko)
  ben = await program(server, people.ben)
  chie = await program(server, people.chie)
  dai = await program(server, people.dai)
})
beforeEach(async () => {
  room = await makeRoom()
})
afterAll(() => server.close())

async function makeRoom(form: Form = {}): Promise<string> {
  const { people } = server
  const { room_id } = (
    await aiko.post('/rooms', {
      name: 'Room',
      members_admin_ids: people.aiko.accountId,
      members_member_ids: people.ben.accountId,
      members_readonly_ids: people.chie.accountId,
      ...form,
    })
  ).json() as { room_id: number }
  return `/rooms/${room_id}`
}

async function say(who: Program, body: string): Promise<string> {
  return ((await who.post(`${room}/messages`, { body })).json() as { message_id: string }).message_id
}

const seen = ({ status, text }: Answer) => [status, text === '' ? '' : JSON.parse(text)]
const errors = (...texts: string[]) => ({ errors: texts })
const NOT_FOUND = [404, errors('Not found')]

test('a room one is not in, and one that there is not, are the same 404 for every operation', async () => {
  const filled: Form = {
    ...{ name: 'x', body: 'open', action_type: 'leave', message_id: '1', emoji: '👍' },
    ...{ members_admin_ids: server.people.dai.accountId, to_ids: server.people.dai.accountId },
  }
  const inRooms = operations.filter(({ path }) => path.startsWith('/rooms/{room_id}'))
  expect(inRooms.length).toBeGreaterThan(22)
  for (const { method, path, parameters } of inRooms) {
    for (const there of [room, '/rooms/1']) {
      const at = path.replace('/rooms/{room_id}', there).replaceAll(/\{\w+\}/g, '1')
      const answer = await (parameters.file
        ? dai.upload(at, { name: 'a.txt', bytes: 'x' })
        : { GET: dai.get, POST: dai.post, PUT: dai.put, DELETE: dai.delete }[method](at, filled))
      expect([method, at, ...seen(answer)]).toEqual([method, at, ...NOT_FOUND])
    }
  }
})

test('whoever has nothing gets no body for six lists, and its own room and itself for two', async () => {
  const { roomId } = server.people.dai
  const empty = ['/my/tasks', '/contacts', '/incoming_requests']
  const inRoom = ['messages', 'tasks', 'files'].map((list) => `/rooms/${roomId}/${list}`)
  for (const path of [...empty, ...inRoom]) {
    const answer = await dai.get(path)
    expect([path, ...seen(answer), answer.headers['content-type']]).toEqual([path, 204, '', undefined])
  }
  for (const path of ['/rooms', `/rooms/${roomId}/members`])
    expect([path, ...seen(await dai.get(path))]).toEqual([path, 200, [expect.any(Object)]])
})

test('a message is changed by its author only, and deleted by its author or an admin', async () => {
  const id = await say(ben, 'mine')
  const refused = [403, errors("You don't have permission to send/edit message.")]
  expect(seen(await aiko.put(`${room}/messages/${id}`, { body: 'x' }))).toEqual(refused)
  expect(seen(await ben.delete(`${room}/messages/${await say(aiko, 'hers')}`))).toEqual(refused)
  expect(seen(await aiko.delete(`${room}/messages/${id}`))).toEqual([200, { message_id: id }])
  expect((await ben.get(`${room}/messages/${id}`)).json()).toMatchObject({ body: '[deleted]' })
})

test('a deleted message keeps its place: it is counted, and listed as what it is', async () => {
  const count = async () => ((await ben.get(room)).json() as { message_num: number }).message_num
  const id = await say(ben, 'mine')
  const before = await count()
  await ben.delete(`${room}/messages/${id}`)
  expect(await count()).toBe(before)
  const listed = (await aiko.get(`${room}/messages?force=1`)).json() as { message_id: string; body: string }[]
  expect(listed.at(-1)).toMatchObject({ message_id: id, body: '[deleted]' })
})

test('reading and unreading take a slash at the end, and reading takes no message', async () => {
  const id = await say(aiko, 'hello')
  expect(seen(await ben.put(`${room}/messages/read/`))).toEqual([200, { unread_num: 0, mention_num: 0 }])
  expect(seen(await ben.put(`${room}/messages/unread/`, { message_id: id }))).toEqual([
    200,
    { unread_num: 1, mention_num: 0 },
  ])
  expect(seen(await ben.put(`${room}/messages/read`, { message_id: '' }))).toMatchObject([200, { unread_num: 0 }])
})

test('whom the tags of a message address is counted; what only looks like a tag is text', async () => {
  const { ben: me, chie: other } = server.people
  const id = await say(ben, 'asked')
  const number = room.slice('/rooms/'.length)
  const reply = `[rp aid=${me.accountId} to=${number}-${id}]`
  const mentions = async (body: string) => {
    await ben.put(`${room}/messages/read`)
    await say(aiko, body)
    return ((await ben.get(room)).json() as { mention_num: number }).mention_num
  }
  for (const body of [
    `[To:${me.accountId}] Ben`,
    `[To:${me.accountId}]`,
    `[To:${other.accountId}]Chie [To:${me.accountId}]Benさん\nhello`,
    `${reply} Ben\nthanks`,
    `[rp aid=${other.accountId} to=${number}-${id}]${reply}`,
    '[toall]',
  ])
    expect([body, await mentions(body)]).toEqual([body, 1])
  for (const body of [
    `[to:${me.accountId}]`,
    `[TO:${me.accountId}]`,
    `[To: ${me.accountId}]`,
    `[code][To:${me.accountId}][/code]`,
    `[qt][qtmeta aid=${me.accountId} time=1790000000]said[/qt]`,
    '[toAll]',
  ])
    expect([body, await mentions(body)]).toEqual([body, 0])
  // Whoever only builds notation gets it back as it was.
  const built = `[info][title]Alert[/title][hr]${reply}[code]a < b && "c"[/code][/info]\n(bow) &lt;`
  const sent = await say(aiko, built)
  expect((await ben.get(`${room}/messages/${sent}`)).json()).toMatchObject({ body: built })
})

test('of the lists of members only the admins must be there; who is in none goes, but not whoever says so', async () => {
  const { aiko: me, ben: other } = server.people
  const put = async (form: Form) => seen(await aiko.put(`${room}/members`, form))
  expect(await put({ members_admin_ids: other.accountId })).toMatchObject([400, { errors: [expect.any(String)] }])
  expect(await put({ members_admin_ids: other.accountId, members_member_ids: '' })).toMatchObject([400, {}])
  expect(await put({ members_admin_ids: me.accountId })).toEqual([
    200,
    { admin: [me.accountId], member: [], readonly: [] },
  ])
})

test('what only groups have is refused for My chat and for a direct chat', async () => {
  const { aiko: me, ben: other } = server.people
  const { id } = await callHttp(server, cookieOf(me), api.rooms.direct, { accountId: other.accountId })
  for (const chat of [`/rooms/${me.roomId}`, `/rooms/${id}`]) {
    const refused = [
      await aiko.put(chat, { name: 'x' }),
      await aiko.put(`${chat}/members`, { members_admin_ids: me.accountId }),
      await aiko.delete(chat, { action_type: 'leave' }),
      await aiko.delete(chat, { action_type: 'delete' }),
      await aiko.get(`${chat}/link`),
      await aiko.post(`${chat}/link`),
    ]
    expect([chat, refused.map(({ status }) => status)]).toEqual([chat, [403, 403, 403, 403, 403, 403]])
    expect((await aiko.get(chat)).status).toBe(200)
    expect((await aiko.post(`${chat}/tasks`, { body: 'x', to_ids: me.accountId })).status).toBe(200)
  }
})

test('how long a description may be', async () => {
  const limits: [string, 'put' | 'post', number][] = [
    [room, 'put', 10_000],
    [`${room}/link`, 'post', 1_000],
  ]
  for (const [path, method, length] of limits) {
    const answer = await aiko[method](path, { description: 'あ'.repeat(length + 1) })
    const words = `Parameter 'description' is invalid: text of up to ${length.toLocaleString('en')} characters`
    expect([path, ...seen(answer)]).toEqual([path, 400, errors(words)])
    expect([path, (await aiko[method](path, { description: 'あ'.repeat(length) })).status]).toEqual([path, 200])
  }
})

test('a link made with a room asks for acceptance and has a code of its own unless told otherwise', async () => {
  const linked = await makeRoom({ link: 1 })
  expect(seen(await aiko.get(`${linked}/link`))).toMatchObject([
    200,
    { public: true, url: expect.stringMatching(/\/g\/[\w-]{16}$/), need_acceptance: true, description: '' },
  ])
})

test('a room is changed by nothing when nothing is given', async () => {
  const before = (await aiko.get(room)).json()
  expect(seen(await aiko.put(room))).toEqual([200, { room_id: Number(room.slice('/rooms/'.length)) }])
  expect((await aiko.get(room)).json()).toEqual(before)
})

test('an optional parameter in the query of a POST is refused rather than overlooked, unless it stands in the form too', async () => {
  const post = (query: string, form: Form) => aiko.post(`${room}/messages?${query}`, form)
  expect(seen(await post('self_unread=1', { body: 'x' }))).toEqual([
    400,
    errors("Parameter 'self_unread' is read from the request body only"),
  ])
  expect((await post('self_unread=1', { body: 'x', self_unread: 0 })).status).toBe(200)
  expect((await post('force=1&_=1', { body: 'x' })).status).toBe(200)
  // A client that sends what belongs elsewhere.
  expect(seen(await aiko.post(`${room}/messages`, { action_type: 'leave' }))).toEqual([
    400,
    errors("Parameter 'body' is required"),
  ])
})

test('a base URL with a slash at its end makes two of it, which mean one', async () => {
  expect([(await aiko.get('//me')).status, (await aiko.get(`/${room}/members`)).status]).toEqual([200, 200])
  expect((await aiko.post(`/${room}/messages`, { body: 'x' })).status).toBe(200)
  const headers = { 'X-ChatWorkToken': aiko.token }
  for (const path of ['//v2/me', '//v2//me/', `${server.url}/v2/me`])
    expect([path, ...seen(await ask(server, path, { headers }))]).toMatchObject([
      path,
      200,
      { account_id: server.people.aiko.accountId },
    ])
  expect(seen(await ask(server, '//v2', { headers }))).toEqual([400, errors('Invalid Endpoint or HTTP method')])
})

test('a body in chunks, without a length, is read as any other', async () => {
  const send = (path: string, type: string, body: string) =>
    ben.send(path, { method: 'POST', headers: { 'Content-Type': type, 'Transfer-Encoding': 'chunked' }, body })
  const sent = await send(`${room}/messages`, 'application/x-www-form-urlencoded', encode({ body: '分けて送る' }))
  const { message_id } = sent.json() as { message_id: string }
  expect((await ben.get(`${room}/messages/${message_id}`)).json()).toMatchObject({ body: '分けて送る' })
  const form = '--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nx\r\n--b--\r\n'
  expect((await send(`${room}/files`, 'multipart/form-data; boundary=b', form)).status).toBe(200)
})

test('text goes out as it came in: escaped by a client, it stays escaped', async () => {
  const message = 'see &lt;this&gt; &amp; “that”'
  await aiko.upload(`${room}/files`, { name: 'a &amp; b.txt', bytes: 'x' }, { message })
  const [file] = (await ben.get(`${room}/files`)).json() as { filename: string; message_id: string }[]
  expect(file?.filename).toBe('a &amp; b.txt')
  const { body } = (await ben.get(`${room}/messages/${file?.message_id}`)).json() as { body: string }
  expect(body.startsWith(`${message}\n[info]`)).toBe(true)
})

test('what is asked too narrowly says in its header what is missing, as programs look there first', async () => {
  const narrow = await program(server, server.people.aiko, ['contacts.all:read'])
  const headers = { 'X-ChatWorkToken': '', Authorization: `Bearer ${narrow.token}` }
  const answer = await narrow.send('/me', { headers })
  expect(answer.status).toBe(403)
  expect(answer.headers['www-authenticate']).toBe(
    'Bearer error="insufficient_scope", error_description="The token lacks the scope for this", scope="users.profile.me:read users.all:read"',
  )
  expect(seen(await chie.get('/me'))[0]).toBe(200)
})
