import { createHmac, timingSafeEqual } from 'node:crypto'
import { api as product } from '@naniwa/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Answer, ask } from '../../testing/http.ts'
import { type Program, program } from '../../testing/program.ts'
import { type Received, receiver } from '../../testing/receiver.ts'
import { overHttp } from '../../testing/scene.ts'
import { type TestServer, testServer } from '../../testing/server.ts'

let server: TestServer
let aiko: Program

beforeAll(async () => {
  server = await testServer({ NANIWA_WEBHOOK_LOOPBACK: 'on' })
  aiko = await program(server, server.people.aiko)
})
afterAll(() => server.close())

interface Message {
  readonly message_id: string
  readonly account: { readonly account_id: number; readonly name: string }
  readonly body: string
}

interface Mention {
  readonly room_id: number
  readonly message_id: string
}

/** Whether it comes from the server that knows the token, as receivers find out. */
function isSigned({ headers, body }: Received, token: string): boolean {
  const wanted = createHmac('sha256', Buffer.from(token, 'base64')).update(body).digest()
  const given = Buffer.from(String(headers['x-chatworkwebhooksignature']), 'base64')
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}

/** A bot of the kind many teams run: it polls or is told, and does what somebody asks of it in a message addressed to it. */
async function createBot(api: Program) {
  const { account_id: me } = (await api.get('/me')).json() as { account_id: number }
  const told = new RegExp(`^\\[To:${me}\\].*\\n(.+)$`, 's')

  async function answer(room: string, message: Message): Promise<void> {
    const wish = told.exec(message.body)?.[1]
    if (!wish) return
    const { account_id, name } = message.account
    const task = /^task: (.+)$/.exec(wish)?.[1]
    if (task)
      await api.post(`${room}/tasks`, { body: task, to_ids: account_id, limit: 1_800_000_000, limit_type: 'time' })
    if (wish === 'report')
      await api.upload(`${room}/files`, { name: '日報.csv', bytes: '日付,件数\n' }, { message: 'こちらです' })
    const reply = `[rp aid=${account_id} to=${room.slice('/rooms/'.length)}-${message.message_id}]${name}さん\n承知しました`
    await api.post(`${room}/messages`, { body: reply })
  }

  return {
    /** What a webhook tells; answers the status that says whether it was believed. */
    async hear(told: Received, token: string): Promise<number> {
      if (!isSigned(told, token)) return 401
      const { webhook_event } = JSON.parse(told.body) as { webhook_event: Mention }
      const room = `/rooms/${webhook_event.room_id}`
      await answer(room, (await api.get(`${room}/messages/${webhook_event.message_id}`)).json() as Message)
      return 200
    },
    /** One round over all rooms; answers how many messages there were. */
    async poll(): Promise<number> {
      let count = 0
      for (const { room_id } of (await api.get('/rooms')).json() as { room_id: number }[]) {
        const fetched: Answer = await api.get(`/rooms/${room_id}/messages`)
        if (fetched.status === 204) continue
        for (const message of fetched.json() as Message[]) {
          count += 1
          if (message.account.account_id !== me) await answer(`/rooms/${room_id}`, message)
        }
      }
      return count
    },
  }
}

test('a bot polls, answers who addresses it, makes a task, sends a file, and is silent when nothing is new', async () => {
  const { aiko: person, bot: account } = server.people
  const bot = await createBot(await program(server, account))
  const form = { name: 'Bots', members_admin_ids: person.accountId, members_member_ids: account.accountId }
  const { room_id } = (await aiko.post('/rooms', form)).json() as { room_id: number }
  const room = `/rooms/${room_id}`
  await bot.poll()
  await aiko.get(`${room}/messages`)

  await aiko.post(`${room}/messages`, { body: `[To:${account.accountId}]Botさん\r\ntask: 議事録を書く` })
  await aiko.post(`${room}/messages`, { body: 'こちらは雑談' })
  await aiko.post(`${room}/messages`, { body: `[To:${account.accountId}]Botさん\nreport` })
  expect(await bot.poll()).toBe(3)

  const tasks = (await aiko.get('/my/tasks')).json() as object[]
  expect(tasks).toMatchObject([
    {
      body: '議事録を書く',
      status: 'open',
      limit_time: 1_800_000_000,
      assigned_by_account: { account_id: account.accountId },
    },
  ])
  const heard = (await aiko.get(`${room}/messages`)).json() as Message[]
  const replies = heard.filter(({ body }) => body.includes('承知しました'))
  expect(replies.map(({ body }) => body.startsWith(`[rp aid=${person.accountId} to=${room_id}-`))).toEqual([true, true])
  expect((await aiko.get(room)).json()).toMatchObject({ mention_num: 2, mytask_num: 1, file_num: 1 })
  const [file] = (await aiko.get(`${room}/files`)).json() as { file_id: number; filename: string }[]
  const fetched = (await aiko.get(`${room}/files/${file?.file_id}?create_download_url=1`)).json() as {
    download_url: string
  }
  expect((await ask(server, new URL(fetched.download_url).pathname)).text).toBe('日付,件数\n')

  // Its own four: a task's line, a file, two replies. Then nothing, and it answers nobody twice.
  expect([await bot.poll(), await bot.poll()]).toEqual([4, 0])
  expect((await aiko.get(`${room}/messages`)).status).toBe(204)
})

test('a bot is told by a signed webhook who addresses it, acts on it, and believes nothing unsigned', async () => {
  const { aiko: person, bot: account } = server.people
  const bot = await createBot(await program(server, account))
  const inbox = await receiver()
  const { token, id } = await overHttp(server, account).call(product.webhooks.create, {
    ...{ name: 'Bot', url: `${inbox.url}/in`, subject: { kind: 'mentions' }, retries: false },
  })
  const statuses: number[] = []
  inbox.answer = async (response, told) => {
    statuses.push(await bot.hear(told, token))
    response.writeHead(statuses.at(-1) as number).end()
  }
  const form = { name: 'Told', members_admin_ids: person.accountId, members_member_ids: account.accountId }
  const { room_id } = (await aiko.post('/rooms', form)).json() as { room_id: number }
  const room = `/rooms/${room_id}`
  await aiko.post(`${room}/messages`, { body: 'こちらは雑談' })
  await aiko.post(`${room}/messages`, { body: `[To:${account.accountId}]Botさん\ntask: 見積もりを送る` })
  await server.app.drain()
  expect(statuses).toEqual([200])
  const [sent] = inbox.received as [Received]
  expect(JSON.parse(sent.body)).toMatchObject({ webhook_setting_id: String(id), webhook_event_type: 'mention_to_me' })

  // The same words by somebody who does not know the token, and other words under a signature that was heard.
  const { 'x-chatworkwebhooksignature': signature } = sent.headers as Record<string, string>
  const send = (body: string, sign: string) =>
    fetch(`${inbox.url}/in`, { method: 'POST', body, headers: { 'x-chatworkwebhooksignature': sign } })
  await send(sent.body, createHmac('sha256', 'guessed').update(sent.body).digest('base64'))
  await send(sent.body.replace('見積もり', '全財産'), signature as string)
  expect(statuses).toEqual([200, 401, 401])
  await inbox.close()

  const tasks = (await aiko.get(`${room}/tasks`)).json() as object[]
  expect(tasks).toMatchObject([{ body: '見積もりを送る', assigned_by_account: { account_id: account.accountId } }])
  const messages = (await aiko.get(`${room}/messages?force=1`)).json() as Message[]
  expect(messages.at(-1)?.body).toMatch(/^\[rp aid=\d+ to=\d+-\d+\].*\n承知しました$/)
})
