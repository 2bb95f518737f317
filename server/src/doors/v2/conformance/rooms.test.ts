import { api, iconPreset } from '@naniwa/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Answer, ask, callHttp } from '../../../testing/http.ts'
import { type Form, type Program, program } from '../../../testing/program.ts'
import { cookieOf, type TestServer, testServer } from '../../../testing/server.ts'
import { presetIcon } from '../icons.ts'

let server: TestServer
let aiko: Program
let ben: Program
let dai: Program
let ids: Record<'aiko' | 'ben' | 'chie' | 'bot' | 'dai', number>

beforeAll(async () => {
  server = await testServer()
  const { people } = server
  aiko = await program(server, people.aiko)
  ben = await program(server, people.ben)
  dai = await program(server, people.dai)
  ids = {
    aiko: people.aiko.accountId,
    ben: people.ben.accountId,
    chie: people.chie.accountId,
    bot: people.bot.accountId,
    dai: people.dai.accountId,
  }
})
afterAll(() => server.close())

async function makeRoom(form: Form = {}): Promise<number> {
  const people = { members_admin_ids: ids.aiko, members_member_ids: ids.ben, members_readonly_ids: ids.chie }
  const { status, text } = await aiko.post('/rooms', { name: 'Launch', ...people, ...form })
  expect([status, text]).toEqual([200, expect.stringMatching(/^\{"room_id":\d+\}$/)])
  return (JSON.parse(text) as { room_id: number }).room_id
}

/** Status and body, the body as JSON. */
async function seen(answer: ReturnType<Program['get']>): Promise<[number, unknown]> {
  const { status, text } = await answer
  return [status, text === '' ? '' : JSON.parse(text)]
}

const errors = (...texts: string[]) => ({ errors: texts })

test('GET /rooms answers 200 with one’s My chat at least, which bears one’s own name', async () => {
  const [status, rooms] = await seen(dai.get('/rooms'))
  expect([status, rooms]).toEqual([
    200,
    [
      {
        room_id: server.people.dai.roomId,
        name: 'Dai',
        type: 'my',
        role: 'admin',
        sticky: false,
        ...{ unread_num: 0, mention_num: 0, mytask_num: 0, message_num: 0, file_num: 0, task_num: 0 },
        icon_path: `${server.app.config.url}/icons/person-${(ids.dai % 8) + 1}.png`,
        last_update_time: expect.any(Number),
      },
    ],
  ])
})

test('POST /rooms makes a group with everybody in their roles; GET /rooms/{id} shows it with its description', async () => {
  const roomId = await makeRoom({ description: 'Everything\r\nfor it', icon_preset: 'magcup' })
  await ben.post(`/rooms/${roomId}/tasks`, { body: 'do', to_ids: ids.ben })
  await aiko.post(`/rooms/${roomId}/messages`, { body: `[To:${ids.ben}]Ben` })
  await ben.upload(`/rooms/${roomId}/files`, { name: 'a.txt', bytes: 'a' })
  await callHttp(server, cookieOf(server.people.ben), api.rooms.arrange, { roomId, pinned: true })
  await ben.put(`/rooms/${roomId}/messages/unread`, {
    message_id: ((await ben.get(`/rooms/${roomId}/messages?force=1`)).json() as { message_id: string }[])[2]
      ?.message_id as string,
  })
  const room = {
    room_id: roomId,
    name: 'Launch',
    type: 'group',
    role: 'member',
    sticky: true,
    ...{ unread_num: 2, mention_num: 1, mytask_num: 1, message_num: 4, file_num: 1, task_num: 1 },
    icon_path: `${server.app.config.url}/icons/room-1-magcup.png`,
    last_update_time: Math.floor(server.app.clock.now().getTime() / 1_000),
  }
  expect(await seen(ben.get(`/rooms/${roomId}`))).toEqual([200, { ...room, description: 'Everything\nfor it' }])
  expect((await ben.get('/rooms')).json()).toContainEqual(room)
  const icon = await callHttp(server, cookieOf(server.people.aiko), api.rooms.get, { roomIds: [roomId] })
  expect(icon.rooms[0]?.icon.preset).toBe('magcup')
})

test('a direct chat bears the other’s name', async () => {
  const { id } = await callHttp(server, cookieOf(server.people.aiko), api.rooms.direct, { accountId: ids.bot })
  expect((await aiko.get(`/rooms/${id}`)).json()).toMatchObject({ name: 'Bot', type: 'direct', description: '' })
})

test('POST /rooms refuses what does not fit, by name', async () => {
  const people = { members_admin_ids: ids.aiko }
  const refused = async (form: Form) => await seen(aiko.post('/rooms', form))
  expect(await refused(people)).toEqual([400, errors("Parameter 'name' is required")])
  expect(await refused({ name: ' \r\n', ...people })).toEqual([400, errors("Parameter 'name' is required")])
  expect(await refused({ name: 'x' })).toEqual([400, errors("Parameter 'members_admin_ids' is required")])
  expect(await refused({ name: 'x'.repeat(256), ...people })).toMatchObject([
    400,
    { errors: [expect.stringMatching(/^Parameter 'name' is invalid/)] },
  ])
  expect(await refused({ name: 'x', members_admin_ids: '1,two' })).toMatchObject([
    400,
    { errors: [expect.stringMatching(/^Parameter 'members_admin_ids' is invalid/)] },
  ])
  expect(await refused({ name: 'x', icon_preset: 'mug', ...people })).toMatchObject([
    400,
    { errors: [expect.stringMatching(/^Parameter 'icon_preset' is invalid: group, check, /)] },
  ])
  expect(await refused({ name: 'x', members_admin_ids: ids.aiko, members_member_ids: ids.dai })).toEqual([
    400,
    errors('The members may only be contacts or people of the same organization'),
  ])
})

test('POST /rooms with a link; a code that is bad or taken is refused, and no room is made', async () => {
  const roomId = await makeRoom({ link: 1, link_code: 'spring-fair', link_need_acceptance: 0 })
  expect(await seen(aiko.get(`/rooms/${roomId}/link`))).toEqual([
    200,
    { public: true, url: `${server.app.config.url}/g/spring-fair`, need_acceptance: false, description: '' },
  ])
  const count = async () => ((await aiko.get('/rooms')).json() as unknown[]).length
  const before = await count()
  const people = { name: 'x', members_admin_ids: ids.aiko, link: 'true' }
  expect(await seen(aiko.post('/rooms', { ...people, link_code: 'spring-fair' }))).toEqual([
    400,
    errors("Parameter 'link_code' is already taken"),
  ])
  expect((await aiko.post('/rooms', { ...people, link_code: 'a b' })).status).toBe(400)
  const other = (await aiko.post('/rooms', { name: 'y', members_admin_ids: ids.aiko })).json() as { room_id: number }
  expect(await seen(aiko.post(`/rooms/${other.room_id}/link`, { code: 'spring-fair' }))).toEqual([
    400,
    errors("Parameter 'code' is already taken"),
  ])
  await aiko.delete(`/rooms/${other.room_id}`, { action_type: 'delete' })
  expect(await count()).toBe(before)
})

test('PUT /rooms/{id} changes what is given; a member may change the description only', async () => {
  const roomId = await makeRoom()
  expect(await seen(aiko.put(`/rooms/${roomId}`, { name: 'Spring', description: 'd', icon_preset: 'beer' }))).toEqual([
    200,
    { room_id: roomId },
  ])
  expect(await seen(ben.put(`/rooms/${roomId}`, { description: '' }))).toEqual([200, { room_id: roomId }])
  expect(await seen(ben.put(`/rooms/${roomId}`, { name: 'Mine' }))).toEqual([
    403,
    errors("You don't have permission to edit this room."),
  ])
  expect((await ben.get(`/rooms/${roomId}`)).json()).toMatchObject({ name: 'Spring', description: '' })
})

test('who may only read takes the files along, too, in the same commit; what they send once they are back stays', async () => {
  const roomId = await makeRoom()
  const room = `/rooms/${roomId}`
  await ben.upload(`${room}/files`, { name: 'a.txt', bytes: 'a' })
  await aiko.upload(`${room}/files`, { name: 'b.txt', bytes: 'b' })
  const people = { members_admin_ids: ids.aiko, members_member_ids: '', members_readonly_ids: ids.ben }
  await aiko.put(`${room}/members`, people)
  expect((await ben.delete(room, { action_type: 'leave' })).status).toBe(204)
  server.app.clock.advance(1_000)
  await aiko.put(`${room}/members`, { members_admin_ids: ids.aiko, members_member_ids: ids.ben })
  await ben.upload(`${room}/files`, { name: 'c.txt', bytes: 'c' })
  await server.app.drain()
  const files = (await aiko.get(`${room}/files`)).json() as { filename: string }[]
  expect(files.map(({ filename }) => filename)).toEqual(['c.txt', 'b.txt'])
})

test('DELETE /rooms/{id} leaves or deletes, told so in the form or in the query', async () => {
  const [one, two] = [await makeRoom(), await makeRoom()]
  expect(await seen(ben.delete(`/rooms/${one}`))).toEqual([400, errors("Parameter 'action_type' is required")])
  expect(await seen(ben.delete(`/rooms/${one}`, { action_type: 'delete' }))).toMatchObject([403, {}])
  expect(await seen(aiko.delete(`/rooms/${one}`, { action_type: 'leave' }))).toEqual([
    400,
    errors('A room keeps at least one admin'),
  ])
  await ben.upload(`/rooms/${one}/files`, { name: 'a.txt', bytes: 'a' })
  await ben.post(`/rooms/${one}/tasks`, { body: 'do', to_ids: ids.ben })
  expect(await seen(ben.delete(`/rooms/${one}`, { action_type: 'leave' }))).toEqual([204, ''])
  await server.app.drain()
  expect((await aiko.get(`/rooms/${one}`)).json()).toMatchObject({ file_num: 0, task_num: 0 })
  expect(await seen(ben.get(`/rooms/${one}`))).toEqual([404, errors('Not found')])
  const { status, text } = await aiko.send(`/rooms/${two}?action_type=delete`, { method: 'DELETE' })
  expect([status, text]).toEqual([204, ''])
  expect((await ben.get(`/rooms/${two}`)).status).toBe(404)
  expect((await aiko.delete(`/rooms/${server.people.aiko.roomId}`, { action_type: 'leave' })).status).toBe(403)
})

test('the last one who leaves takes the room along', async () => {
  const roomId = await makeRoom({ members_member_ids: '', members_readonly_ids: '' })
  await aiko.upload(`/rooms/${roomId}/files`, { name: 'a.txt', bytes: 'a' })
  expect(await seen(aiko.delete(`/rooms/${roomId}`, { action_type: 'leave' }))).toEqual([204, ''])
  expect(await seen(aiko.get(`/rooms/${roomId}`))).toEqual([404, errors('Not found')])
})

test('GET /rooms/{id}/members', async () => {
  const roomId = await makeRoom()
  await callHttp(server, cookieOf(server.people.chie), api.accounts.updateProfile, {
    chatworkId: 'chiechie',
    department: 'Sales',
  })
  await server.app.drain()
  const [status, members] = await seen(ben.get(`/rooms/${roomId}/members`))
  expect([status, (members as { role: string }[]).map(({ role }) => role).sort()]).toEqual([
    200,
    ['admin', 'member', 'readonly'],
  ])
  expect(members).toContainEqual({
    account_id: ids.chie,
    role: 'readonly',
    name: 'Chie',
    chatwork_id: 'chiechie',
    organization_id: server.people.aiko.organizationId,
    organization_name: 'Minamo',
    department: 'Sales',
    avatar_image_url: `${server.app.config.url}/icons/person-${(ids.chie % 8) + 1}.png`,
  })
})

test('PUT /rooms/{id}/members says who is there; whoever is named nowhere is gone', async () => {
  const roomId = await makeRoom()
  const put = (form: Form, who = aiko) => seen(who.put(`/rooms/${roomId}/members`, form))
  const wanted = { members_admin_ids: `${ids.aiko},${ids.bot}`, members_member_ids: `${ids.chie}` }
  expect(await put(wanted, ben)).toEqual([403, errors("You don't have permission to edit the members of this room.")])
  expect(await put(wanted, dai)).toEqual([404, errors('Not found')])
  expect(await put({ members_member_ids: ids.aiko })).toEqual([
    400,
    errors("Parameter 'members_admin_ids' is required"),
  ])
  expect((await put({ members_admin_ids: ids.bot }))[0]).toBe(400)
  expect((await put({ ...wanted, members_readonly_ids: ids.dai }))[0]).toBe(400)
  const [status, lists] = await put(wanted)
  expect([status, Object.keys(lists as object)]).toEqual([200, ['admin', 'member', 'readonly']])
  const { admin, member, readonly } = lists as { admin: number[]; member: number[]; readonly: number[] }
  expect([admin.sort(), member, readonly]).toEqual([[ids.aiko, ids.bot].sort(), [ids.chie], []])
  expect((await ben.get(`/rooms/${roomId}`)).status).toBe(404)
})

test('the link: off, on, changed, off again', async () => {
  const roomId = await makeRoom()
  const path = `/rooms/${roomId}/link`
  const off = [200, { public: false }]
  expect(await seen(ben.get(path))).toEqual(off)
  for (const answer of [aiko.put(path, {}), aiko.delete(path)])
    expect(await seen(answer)).toEqual([400, errors('There is no link')])
  expect(await seen(ben.post(path, {}))).toMatchObject([403, {}])
  const url = `${server.app.config.url}/g/autumn`
  const on = { public: true, url, need_acceptance: true, description: 'ask Jun' }
  expect(await seen(aiko.post(path, { code: 'autumn', description: 'ask Jun' }))).toEqual([200, on])
  expect(await seen(aiko.post(path, { code: 'winter' }))).toEqual([400, errors('The link exists already')])
  expect(await seen(aiko.put(path, { need_acceptance: 0 }))).toEqual([
    200,
    { public: true, url: expect.stringMatching(/\/g\/[\w-]{16}$/), need_acceptance: false, description: '' },
  ])
  expect(await seen(aiko.delete(path))).toEqual(off)
  expect(await seen(aiko.get(`/rooms/${server.people.aiko.roomId}/link`))).toMatchObject([403, {}])
})

test('of two who make the link of a room at once, or take it away, the second is told; who may not is told that alone', async () => {
  const roomId = await makeRoom()
  const path = `/rooms/${roomId}/link`
  const twice = async (ask: (attempt: number) => Promise<Answer>) =>
    (await Promise.all([ask(1), ask(2)])).map(({ status, text }) => [status, text]).sort()
  const made = await twice((attempt) => aiko.post(path, {}, { 'Idempotency-Key': `two-links-${attempt}` }))
  expect(made).toEqual([
    [200, expect.stringContaining('"public":true')],
    [400, '{"errors":["The link exists already"]}'],
  ])
  const chie = await program(server, server.people.chie)
  for (const who of [ben, chie]) {
    const refused = [await who.post(path), await who.put(path), await who.delete(path)]
    expect(refused.map(({ status }) => status)).toEqual([403, 403, 403])
  }
  expect(await twice(() => aiko.delete(path))).toEqual([
    [200, '{"public":false}'],
    [400, '{"errors":["There is no link"]}'],
  ])
})

test('every room without a picture of its own has one that can be fetched, of its preset and its colour', async () => {
  const seenBytes = new Set<string>()
  for (const preset of iconPreset.options) {
    const answer = await ask(server, `/icons/${presetIcon({ preset, hue: 3, image: null })}`)
    expect([answer.status, answer.headers['content-type']], preset).toEqual([200, 'image/png'])
    seenBytes.add(answer.text)
  }
  expect(seenBytes.size).toBe(17)
  for (const name of ['person-1.png', 'person-8.png']) expect((await ask(server, `/icons/${name}`)).status).toBe(200)
  for (const name of ['person-9.png', 'room-1.png', 'room-1-toString.png', 'room-0-beer.png'])
    expect((await ask(server, `/icons/${name}`)).status, name).toBe(404)
})
