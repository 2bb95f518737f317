import { connect } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Answer, ask } from '../../../testing/http.ts'
import { type Form, type Program, program } from '../../../testing/program.ts'
import { type TestServer, testServer } from '../../../testing/server.ts'

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
  const { people } = server
  const form = {
    name: 'Room',
    members_admin_ids: people.aiko.accountId,
    members_member_ids: people.ben.accountId,
    members_readonly_ids: people.chie.accountId,
  }
  room = `/rooms/${((await aiko.post('/rooms', form)).json() as { room_id: number }).room_id}`
})
afterAll(() => server.close())

const seen = ({ status, text }: Answer) => [status, text === '' ? '' : JSON.parse(text)]
const errors = (...texts: string[]) => ({ errors: texts })

function account(name: 'Aiko' | 'Ben') {
  const { accountId } = name === 'Aiko' ? server.people.aiko : server.people.ben
  const avatar_image_url = `${server.app.config.url}/icons/person-${(accountId % 8) + 1}.png`
  return { account_id: accountId, name, avatar_image_url }
}

async function asked(form: Form): Promise<number> {
  const answer = await aiko.post(`${room}/tasks`, { body: 'do', to_ids: server.people.ben.accountId, ...form })
  expect(answer.text).toMatch(/^\{"task_ids":\[\d+\]\}$/)
  return (answer.json() as { task_ids: [number] }).task_ids[0]
}

test('one task for each who is asked, and one message that tells of them', async () => {
  expect(seen(await ben.get(`${room}/tasks`))).toEqual([204, ''])
  const to_ids = `${server.people.ben.accountId}, ${server.people.chie.accountId}`
  const { task_ids } = (await aiko.post(`${room}/tasks`, { body: 'write it', to_ids })).json() as { task_ids: number[] }
  expect(task_ids).toHaveLength(2)
  expect((await aiko.get(room)).json()).toMatchObject({ task_num: 2, message_num: 2, mytask_num: 0 })
  const task = {
    task_id: task_ids[0],
    account: account('Ben'),
    assigned_by_account: account('Aiko'),
    message_id: expect.stringMatching(/^\d{18,19}$/),
    body: 'write it',
    limit_time: 0,
    status: 'open',
    limit_type: 'none',
  }
  expect(seen(await ben.get(`${room}/tasks/${task_ids[0]}`))).toEqual([200, task])
  const listed = async (query: string) => seen(await ben.get(`${room}/tasks?${query}`))
  expect(await listed(`account_id=${server.people.ben.accountId}`)).toEqual([200, [task]])
  expect(await listed(`assigned_by_account_id=${server.people.ben.accountId}`)).toEqual([204, ''])
  expect(await listed('status=done')).toEqual([204, ''])
})

test('a limit is a time unless it is said to be a day; without one there is none, whatever its type', async () => {
  const limit = 1_791_000_000
  const due = async (form: Form) => {
    const { limit_time, limit_type } = (await ben.get(`${room}/tasks/${await asked(form)}`)).json() as Record<
      string,
      unknown
    >
    return [limit_time, limit_type]
  }
  expect(await due({ limit })).toEqual([limit, 'time'])
  expect(await due({ limit, limit_type: 'time' })).toEqual([limit, 'time'])
  expect(await due({ limit, limit_type: 'none' })).toEqual([0, 'none'])
  const none: Form[] = [{ limit_type: 'time' }, { limit_type: 'date' }, { limit: 0 }, { limit: '' }]
  for (const form of none) expect(await due(form)).toEqual([0, 'none'])
  // The last second of that day in Japan, however often it is handed back.
  const day = Date.parse('2026-10-03T23:59:59+09:00') / 1_000
  expect(await due({ limit, limit_type: 'date' })).toEqual([day, 'date'])
  expect(await due({ limit: day, limit_type: 'date' })).toEqual([day, 'date'])
})

test('a task is done and opened again', async () => {
  const id = await asked({})
  const put = async (who: Program, body: string) => seen(await who.put(`${room}/tasks/${id}/status`, { body }))
  expect(await put(chie, 'done')).toEqual([403, errors("You don't have permission to send/edit task.")])
  expect(await put(ben, 'finished')).toEqual([400, errors("Parameter 'body' is invalid: open, done")])
  expect(await put(ben, 'done')).toEqual([200, { task_id: id }])
  expect((await ben.get(`${room}/tasks?status=done`)).json()).toMatchObject([{ task_id: id, status: 'done' }])
  expect(await put(aiko, 'open')).toEqual([200, { task_id: id }])
})

test('a task that cannot be is refused', async () => {
  const post = async (form: Form, who = ben) => seen(await who.post(`${room}/tasks`, form))
  const to_ids = server.people.ben.accountId
  expect(await post({ to_ids })).toEqual([400, errors("Parameter 'body' is required")])
  expect(await post({ body: 'x' })).toEqual([400, errors("Parameter 'to_ids' is required")])
  expect(await post({ body: 'x', to_ids: ',' })).toEqual([400, errors("Parameter 'to_ids' is required")])
  expect(await post({ body: 'x', to_ids: server.people.bot.accountId })).toEqual([
    400,
    errors("Parameter 'to_ids' is invalid: not everyone is in the room"),
  ])
  expect(await post({ body: 'x', to_ids, limit: 'soon' })).toEqual([
    400,
    errors("Parameter 'limit' is invalid: Unix time in seconds"),
  ])
  expect(await post({ body: 'x', to_ids }, chie)).toMatchObject([403, {}])
  expect(await post({ body: 'x', to_ids }, dai)).toEqual([404, errors('Not found')])
  expect(seen(await ben.get(`${room}/tasks/1`))).toEqual([404, errors('Not found')])
})

test('of a longer list a hundred are shown', async () => {
  const { aiko: one, ben: two, chie: three } = server.people
  const to_ids = [one, two, three].map(({ accountId }) => accountId).join(',')
  for (let n = 0; n < 34; n++) await aiko.post(`${room}/tasks`, { body: `task ${n}`, to_ids })
  const tasks = (await ben.get(`${room}/tasks`)).json() as { body: string }[]
  expect([tasks.length, tasks[0]?.body, tasks.at(-1)?.body]).toEqual([100, 'task 33', 'task 0'])
})

test('a file is sent under its name, listed, and fetched by an address that is good for half a minute', async () => {
  expect(seen(await ben.get(`${room}/files`))).toEqual([204, ''])
  const bytes = Buffer.from('名,数\r\n--boundary\r\n\u0000\u00ff', 'latin1')
  const sent = await aiko.upload(`${room}/files`, { name: '見積 “最終”;v2.csv', bytes })
  expect([sent.status, sent.text]).toEqual([200, expect.stringMatching(/^\{"file_id":\d+\}$/)])
  const { file_id } = sent.json() as { file_id: number }
  const file = {
    file_id,
    account: account('Aiko'),
    message_id: expect.stringMatching(/^\d{18,19}$/),
    filename: '見積 “最終”;v2.csv',
    filesize: bytes.length,
    upload_time: Math.floor(server.app.clock.now().getTime() / 1_000),
  }
  expect(seen(await ben.get(`${room}/files`))).toEqual([200, [file]])
  expect(seen(await ben.get(`${room}/files?account_id=${server.people.ben.accountId}`))).toEqual([204, ''])
  expect(seen(await ben.get(`${room}/files/${file_id}`))).toEqual([200, file])
  const [, withUrl] = seen(await ben.get(`${room}/files/${file_id}?create_download_url=1`))
  expect(withUrl).toEqual({ ...file, download_url: expect.stringMatching(/^http:\/\/127\.0\.0\.1/) })
  const { pathname } = new URL(withUrl.download_url)
  server.app.clock.advance(29_000)
  expect((await ask(server, pathname)).bytes).toEqual(bytes)
  server.app.clock.advance(1_000)
  expect((await ask(server, pathname)).status).toBe(403)
})

/** Sends all of it before it reads anything, as simple clients do. */
function sendWhole(bytes: Buffer): Promise<string> {
  const { hostname, port } = new URL(server.url)
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    const socket = connect(Number(port), hostname)
      .on('error', reject)
      .on('end', () => resolve(Buffer.concat(chunks).toString()))
    socket.write(bytes, () => socket.on('data', (chunk) => chunks.push(chunk)))
  })
}

test('whoever sends far too much hears why, also where it reads nothing before all is sent', async () => {
  const part = '--b\r\nContent-Disposition: form-data; name="file"; filename="a.bin"\r\n\r\n'
  const body = Buffer.concat([Buffer.from(part), Buffer.alloc(20_000_000), Buffer.from('\r\n--b--\r\n')])
  const chunk = Buffer.concat([Buffer.from(`${body.length.toString(16)}\r\n`), body, Buffer.from('\r\n0\r\n\r\n')])
  const head = [`POST /v2${room}/files HTTP/1.1`, 'Host: x', `X-ChatWorkToken: ${ben.token}`, 'Connection: close']
  for (const [length, bytes] of [
    [`Content-Length: ${body.length}`, body],
    ['Transfer-Encoding: chunked', chunk],
  ] as const) {
    const lines = [...head, 'Content-Type: multipart/form-data; boundary=b', length, '', '']
    const answer = await sendWhole(Buffer.concat([Buffer.from(lines.join('\r\n')), bytes]))
    expect([length, answer]).toEqual([length, expect.stringMatching(/^HTTP\/1.1 400 .*at most 5 MB/s)])
  }
})

test('file names as other clients write them', async () => {
  const upload = async (disposition: string) => {
    const body = `--b\r\nContent-Disposition: form-data; ${disposition}\r\n\r\nx\r\n--b--\r\n`
    const headers = { 'Content-Type': 'multipart/form-data; boundary="b"' }
    const { file_id } = (await ben.send(`${room}/files`, { method: 'POST', headers, body })).json() as {
      file_id: number
    }
    return ((await ben.get(`${room}/files/${file_id}`)).json() as { filename: string }).filename
  }
  expect(await upload("name=file; filename*=utf-8''%E8%A8%88%E7%94%BB.txt")).toBe('計画.txt')
  expect(await upload('filename="計画.txt"; name="file"')).toBe('計画.txt')
  expect(await upload('name="file"; filename="C:\\\\Users\\\\jun\\\\a \\"b\\".txt"')).toBe('a "b".txt')
  expect(await upload('name="file"; filename="../../etc/passwd"')).toBe('passwd')
})

test('a text that comes with a file name, as some clients send one, is the text', async () => {
  const part = (disposition: string, text: string) =>
    `--b\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n${text}\r\n`
  const parts = part('name="file"; filename="a.txt"', 'x') + part('name="message"; filename="message"', '見てください')
  const headers = { 'Content-Type': 'multipart/form-data; boundary=b' }
  const sent = await ben.send(`${room}/files`, { method: 'POST', headers, body: `${parts}--b--\r\n` })
  const { file_id } = sent.json() as { file_id: number }
  const { message_id } = (await ben.get(`${room}/files/${file_id}`)).json() as { message_id: string }
  const { body } = (await ben.get(`${room}/messages/${message_id}`)).json() as { body: string }
  expect(body.startsWith('見てください\n[info]')).toBe(true)
})

test('a file that is none, has no name or is too large is refused; five megabytes are not', async () => {
  const path = `${room}/files`
  expect(seen(await ben.post(path, { message: 'x' }))).toEqual([400, errors("Parameter 'file' is required")])
  expect(seen(await ben.post(path, { file: 'text' }))).toEqual([400, errors("Parameter 'file' is invalid: file")])
  expect((await ben.upload(path, { name: '', bytes: 'x' })).status).toBe(400)
  const largest = Buffer.alloc(5 * 1024 * 1024, 'a')
  expect((await ben.upload(path, { name: 'a.bin', bytes: largest }, { message: 'all of it' })).status).toBe(200)
  const larger = await ben.upload(path, { name: 'a.bin', bytes: Buffer.concat([largest, Buffer.from('a')]) })
  expect([larger.status, larger.text]).toEqual([400, expect.stringContaining('at most 5 MB')])
  expect((await chie.upload(path, { name: 'a.txt', bytes: 'x' })).status).toBe(403)
  expect((await dai.upload(path, { name: 'a.txt', bytes: 'x' })).status).toBe(404)
})
