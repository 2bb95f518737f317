import { afterAll, beforeAll, expect, test } from 'vitest'
import { transact } from '../../../db/transaction.ts'
import { newMessageId } from '../../../lib/ids.ts'
import { writeMessages } from '../../../messages/write.ts'
import type { Answer } from '../../../testing/http.ts'
import { type Program, program } from '../../../testing/program.ts'
import { type TestServer, testServer } from '../../../testing/server.ts'

let server: TestServer
let aiko: Program
let ben: Program
let chie: Program
let dai: Program

beforeAll(async () => {
  server = await testServer()
  const { people } = server
  aiko = await program(server, people.aiko)
  ben = await program(server, people.ben)
  chie = await program(server, people.chie)
  dai = await program(server, people.dai)
})
afterAll(() => server.close())

interface Seen {
  message_id: string
  body: string
}

/** A room in which ben writes and chie reads; everything until now is fetched and read. */
async function makeRoom(): Promise<string> {
  const { people } = server
  const { room_id } = (
    await aiko.post('/rooms', {
      name: 'Room',
      members_admin_ids: people.aiko.accountId,
      members_member_ids: people.ben.accountId,
      members_readonly_ids: people.chie.accountId,
    })
  ).json() as { room_id: number }
  await ben.get(`/rooms/${room_id}/messages`)
  await ben.put(`/rooms/${room_id}/messages/read`)
  return `/rooms/${room_id}`
}

async function say(who: Program, room: string, body: string): Promise<string> {
  const { status, text } = await who.post(`${room}/messages`, { body })
  expect([status, text]).toEqual([200, expect.stringMatching(/^\{"message_id":"[1-9]\d{17,18}"\}$/)])
  return (JSON.parse(text) as Seen).message_id
}

const bodies = (answer: Answer) => (answer.json() as Seen[]).map(({ body }) => body)
const seen = ({ status, text }: Answer) => [status, text === '' ? '' : JSON.parse(text)]
const errors = (...texts: string[]) => ({ errors: texts })

test('a message is sent, and read back letter for letter', async () => {
  const room = await makeRoom()
  const id = await say(aiko, room, '[To:1]高橋さん\r\n+ 100% & “ok” \u{1f44d}')
  const now = Math.floor(server.app.clock.now().getTime() / 1_000)
  const { accountId } = server.people.aiko
  const answer = await ben.get(`${room}/messages`)
  expect(answer.headers['content-type']).toBe('application/json; charset=utf-8')
  expect(answer.text).toBe(
    `[{"message_id":"${id}","account":{"account_id":${accountId},"name":"Aiko","avatar_image_url":"${server.app.config.url}/icons/person-${(accountId % 8) + 1}.png"},` +
      `"body":"[To:1]\\u9ad8\\u6a4b\\u3055\\u3093\\n+ 100% & \\u201cok\\u201d \\ud83d\\udc4d","send_time":${now},"update_time":0}]`,
  )
  expect((await ben.get(`${room}/messages/${id}`)).text).toBe(answer.text.slice(1, -1))
})

test('what is new is handed out once, oldest first, whether or not it is read; force=1 gives the newest anyway', async () => {
  const room = await makeRoom()
  const poll = () => ben.get(`${room}/messages`)
  expect(seen(await poll())).toEqual([204, ''])
  for (const body of ['one', 'two']) await say(aiko, room, body)
  expect(bodies(await poll())).toEqual(['one', 'two'])
  expect((await ben.get(room)).json()).toMatchObject({ unread_num: 2 })
  expect(seen(await poll())).toEqual([204, ''])
  await say(ben, room, 'three')
  expect(bodies(await ben.get(`${room}/messages?&force=1`)).slice(-3)).toEqual(['one', 'two', 'three'])
  expect(seen(await poll())).toEqual([204, ''])
  expect(seen(await ben.get(`${room}/messages?force=2`))).toEqual([400, errors("Parameter 'force' is invalid: 0 or 1")])
})

test('more than a hundred new messages come a hundred at a time, none missing and none twice', async () => {
  const room = await makeRoom()
  const all = Array.from({ length: 230 }, (_, n) => `message ${n}`)
  const { accountId } = server.people.aiko
  const roomId = Number(room.slice('/rooms/'.length))
  const sendings = all.map((body) => ({
    roomId,
    accountId,
    id: newMessageId(server.app.clock),
    body,
    selfUnread: false,
  }))
  await transact(server.app, (tx) => writeMessages(tx, sendings, server.app.clock.now()))
  const pages = [
    await ben.get(`${room}/messages`),
    await ben.get(`${room}/messages`),
    await ben.get(`${room}/messages`),
  ]
  expect(pages.map((page) => bodies(page).length)).toEqual([100, 100, 30])
  expect(pages.flatMap(bodies)).toEqual(all)
  expect(bodies(await ben.get(`${room}/messages?force=1`))).toEqual(all.slice(-100))
  expect(bodies(await chie.get(`${room}/messages`))).toEqual(all.slice(-100))
})

test('two programs of one person that ask at once share what is new', async () => {
  const room = await makeRoom()
  for (let n = 0; n < 5; n++) await say(aiko, room, `message ${n}`)
  const answers = await Promise.all(Array.from({ length: 6 }, () => ben.get(`${room}/messages`)))
  expect(answers.filter(({ status }) => status === 200).flatMap(bodies)).toHaveLength(5)
})

test('self_unread keeps one’s own message unread for oneself', async () => {
  const room = await makeRoom()
  const unread = async () => ((await ben.get(room)).json() as { unread_num: number }).unread_num
  await ben.post(`${room}/messages`, { body: 'a', self_unread: 0 })
  expect(await unread()).toBe(0)
  await ben.post(`${room}/messages`, { body: 'b', self_unread: 1 })
  expect(await unread()).toBe(1)
})

test('a body is required, has something to see in it, and at most 65,535 characters', async () => {
  const room = await makeRoom()
  const post = async (body: string) => seen(await ben.post(`${room}/messages`, { body }))
  expect(seen(await ben.post(`${room}/messages`))).toEqual([400, errors("Parameter 'body' is required")])
  for (const empty of ['', ' \n']) expect(await post(empty)).toEqual([400, errors("Parameter 'body' is required")])
  expect((await post('\u{1f600}'.repeat(65_535)))[0]).toBe(200)
  expect(await post('\u{1f600}'.repeat(65_536))).toEqual([
    400,
    errors("Parameter 'body' is invalid: text of up to 65,535 characters"),
  ])
})

test('who only reads may not write, and who is not in the room does not find it', async () => {
  const room = await makeRoom()
  const id = await say(ben, room, 'mine')
  const refused = errors("You don't have permission to send/edit message.")
  expect(seen(await chie.post(`${room}/messages`, { body: 'x' }))).toEqual([403, refused])
  expect(seen(await aiko.put(`${room}/messages/${id}`, { body: 'x' }))).toEqual([403, refused])
  expect(seen(await chie.delete(`${room}/messages/${id}`))).toEqual([403, refused])
  for (const answer of [
    await dai.get(`${room}/messages`),
    await dai.post(`${room}/messages`, { body: 'x' }),
    await dai.get(`${room}/messages/${id}`),
    await ben.get(`${room}/messages/1234`),
    await ben.put(`${room}/messages/read`, { message_id: '1234' }),
    await dai.put(`${room}/messages/read`),
  ])
    expect(seen(answer)).toEqual([404, errors('Not found')])
})

test('a message is edited and deleted, and keeps its place', async () => {
  const room = await makeRoom()
  const id = await say(ben, room, 'first')
  server.app.clock.advance(5_000)
  expect(seen(await ben.put(`${room}/messages/${id}`, { body: 'second' }))).toEqual([200, { message_id: id }])
  const now = Math.floor(server.app.clock.now().getTime() / 1_000)
  const edited = { message_id: id, body: 'second', send_time: now - 5, update_time: now }
  expect((await aiko.get(`${room}/messages/${id}`)).json()).toMatchObject(edited)
  expect(seen(await ben.delete(`${room}/messages/${id}`))).toEqual([200, { message_id: id }])
  expect((await aiko.get(`${room}/messages/${id}`)).json()).toMatchObject({ message_id: id, body: '[deleted]' })
  expect(bodies(await aiko.get(`${room}/messages?force=1`)).at(-1)).toBe('[deleted]')
  expect(seen(await ben.put(`${room}/messages/${id}`, { body: 'x' }))).toEqual([400, errors('The message is deleted')])
})

test('messages become read and unread; what is so already is 400', async () => {
  const room = await makeRoom()
  const first = await say(aiko, room, `[To:${server.people.ben.accountId}] one`)
  const second = await say(aiko, room, `[To:${server.people.ben.accountId}] two`)
  await say(aiko, room, 'three')
  const read = async (form: Record<string, string> = {}) => seen(await ben.put(`${room}/messages/read`, form))
  const unread = async (form: Record<string, string> = {}) => seen(await ben.put(`${room}/messages/unread/`, form))
  expect(await read({ message_id: first })).toEqual([200, { unread_num: 2, mention_num: 1 }])
  expect(await read({ message_id: first })).toEqual([400, errors('The message is already read')])
  expect(await read()).toEqual([200, { unread_num: 0, mention_num: 0 }])
  expect(await read()).toEqual([400, errors('The message is already read')])
  expect(await unread({ message_id: second })).toEqual([200, { unread_num: 2, mention_num: 1 }])
  expect(await unread({ message_id: second })).toEqual([400, errors('The message is already unread')])
  expect(await unread()).toEqual([400, errors("Parameter 'message_id' is required")])
})

test('what the product says is a message in the notation', async () => {
  const room = await makeRoom()
  const { ben: person } = server.people
  await ben.put(room, { description: 'for the fair' })
  await aiko.post(`${room}/tasks`, { body: 'write', to_ids: person.accountId, limit: 1_791_000_000 })
  await aiko.upload(`${room}/files`, { name: '計画.txt', bytes: 'plan' }, { message: 'see this' })
  expect(bodies(await ben.get(`${room}/messages`))).toEqual([
    '[info][title][dtext:chatroom_chat_edited][/title][dtext:chatroom_description_is]for the fair[dtext:chatroom_changed][/info]',
    `[info][title][dtext:task_added][/title][task aid=${person.accountId} st=open lt=1791000000 ltype=time]write[/task][/info]`,
    expect.stringMatching(/^see this\n\[info\]\[download:\d+\]計画\.txt \(4 bytes\)\[\/download\]\[\/info\]$/),
  ])
})
