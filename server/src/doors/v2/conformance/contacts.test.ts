import { api } from '@naniwa/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Answer, callHttp } from '../../../testing/http.ts'
import { type Program, program } from '../../../testing/program.ts'
import { cookieOf, type TestServer, testServer } from '../../../testing/server.ts'

let server: TestServer
let aiko: Program
let dai: Program

beforeAll(async () => {
  server = await testServer()
  aiko = await program(server, server.people.aiko)
  dai = await program(server, server.people.dai)
  // They know each other from a room.
  const form = {
    name: 'Expo',
    members_admin_ids: server.people.aiko.accountId,
    link: 1,
    link_need_acceptance: 0,
    link_code: 'expo',
  }
  await aiko.post('/rooms', form)
  await callHttp(server, cookieOf(server.people.dai), api.links.join, { code: 'expo' })
})
afterAll(() => server.close())

const seen = ({ status, text }: Answer) => [status, text === '' ? '' : JSON.parse(text)]

/** Somebody as lists show them. */
function shown(who: 'aiko' | 'ben' | 'dai') {
  const { accountId, name, organizationId } = server.people[who]
  return {
    account_id: accountId,
    name,
    chatwork_id: '',
    organization_id: organizationId,
    organization_name: who === 'dai' ? 'Tsubame' : 'Minamo',
    department: '',
    avatar_image_url: `${server.app.config.url}/icons/person-${(accountId % 8) + 1}.png`,
  }
}

async function request(): Promise<number> {
  const { accountId } = server.people.dai
  await callHttp(server, cookieOf(server.people.aiko), api.contacts.request, {
    accountId,
    message: 'Hello, from the expo',
  })
  const [one] = (await dai.get('/incoming_requests')).json() as { request_id: number }[]
  return one?.request_id ?? 0
}

test('who has neither contacts nor requests gets 204 for both', async () => {
  expect(seen(await dai.get('/contacts'))).toEqual([204, ''])
  expect(seen(await dai.get('/incoming_requests'))).toEqual([204, ''])
})

test('colleagues are contacts, and their direct chat is there as soon as it is used', async () => {
  const contacts = (await aiko.get('/contacts')).json() as { name: string; room_id: number }[]
  const ben = contacts.find(({ name }) => name === 'Ben')
  expect(ben).toEqual({ ...shown('ben'), room_id: expect.any(Number) })
  const before = ((await aiko.get('/rooms')).json() as unknown[]).length
  expect((await aiko.post(`/rooms/${ben?.room_id}/messages`, { body: 'hello' })).status).toBe(200)
  const rooms = (await aiko.get('/rooms')).json() as { name: string; type: string }[]
  expect([rooms.length - before, rooms.filter(({ name, type }) => name === 'Ben' && type === 'direct').length]).toEqual(
    [1, 1],
  )
  expect((await aiko.get(`/rooms/${ben?.room_id}`)).json()).toMatchObject({ message_num: 1 })
  expect((await dai.post(`/rooms/${ben?.room_id}/messages`, { body: 'hello' })).status).toBe(404)
})

test('whoever only reads a direct chat that is not there yet makes none, and finds it empty', async () => {
  const contacts = (await aiko.get('/contacts')).json() as { name: string; room_id: number; account_id: number }[]
  const chie = contacts.find(({ name }) => name === 'Chie')
  const room = `/rooms/${chie?.room_id}`
  const reader = await program(server, server.people.aiko, ['rooms.all:read'])
  const before = (await aiko.get('/rooms')).json()
  expect((await reader.get(room)).json()).toMatchObject({
    name: 'Chie',
    type: 'direct',
    message_num: 0,
    room_id: chie?.room_id,
  })
  const members = (await reader.get(`${room}/members`)).json() as { account_id: number }[]
  expect(members.map(({ account_id }) => account_id)).toEqual([server.people.aiko.accountId, chie?.account_id])
  for (const [path, status] of [
    ...([
      ['messages', 204],
      ['messages?force=1', 204],
      ['tasks', 204],
      ['files', 204],
      ['link', 403],
    ] as const),
    ...([
      ['messages/1', 404],
      ['tasks/1', 404],
      ['files/1', 404],
      ['messages/1/reactions', 404],
    ] as const),
  ])
    expect([path, (await reader.get(`${room}/${path}`)).status]).toEqual([path, status])
  expect((await aiko.delete(`${room}/messages/1`)).status).toBe(404)
  expect((await aiko.get('/rooms')).json()).toEqual(before)
  expect((await dai.get(room)).status).toBe(404)
  const { message_id } = (await aiko.post(`${room}/messages`, { body: 'hello' })).json() as { message_id: string }
  expect((await reader.get(`${room}/messages/${message_id}`)).json()).toMatchObject({ body: 'hello' })
})

test('a request is listed, accepted, and makes a contact with a direct chat', async () => {
  const request_id = await request()
  expect(seen(await dai.get('/incoming_requests'))).toEqual([
    200,
    [{ request_id, message: 'Hello, from the expo', ...shown('aiko') }],
  ])
  expect(seen(await aiko.put(`/incoming_requests/${request_id}`))).toEqual([404, { errors: ['Not found'] }])
  const accepted = await dai.put(`/incoming_requests/${request_id}`)
  expect(seen(accepted)).toEqual([200, { ...shown('aiko'), room_id: expect.any(Number) }])
  expect(seen(await dai.get('/contacts'))).toEqual([200, [accepted.json()]])
  expect((await dai.get('/incoming_requests')).status).toBe(204)
  expect((await dai.put(`/incoming_requests/${request_id}`)).status).toBe(404)
  const { room_id } = accepted.json() as { room_id: number }
  expect((await aiko.get(`/rooms/${room_id}`)).json()).toMatchObject({ type: 'direct', name: 'Dai' })
  await callHttp(server, cookieOf(server.people.dai), api.contacts.remove, { accountId: server.people.aiko.accountId })
})

test.each([
  ['DELETE', ''],
  ['PUT', '/reject'],
])('a request is turned down by %s, and the answer has no body', async (method, end) => {
  const path = `/incoming_requests/${await request()}${end}`
  expect(seen(await dai.send(path, { method }))).toEqual([204, ''])
  expect((await dai.get('/incoming_requests')).status).toBe(204)
  expect((await dai.send(path, { method })).status).toBe(404)
  const { contacts } = await callHttp(server, cookieOf(server.people.aiko), api.contacts.list, {})
  const [open] = contacts.filter(({ standing }) => standing === 'outgoing')
  await callHttp(server, cookieOf(server.people.aiko), api.contacts.cancel, { id: open?.requestId ?? 0 })
})

test('a request is accepted at its longer path as well', async () => {
  expect((await dai.put(`/incoming_requests/${await request()}/accept`)).status).toBe(200)
})
