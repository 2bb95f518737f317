import { rmSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { api, type CallOf, type Endpoint, type Message, type OutputOf, Refusal } from '@naniwa/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freePort } from './lib/free-port.ts'
import { ask, callHttp } from './testing/http.ts'
import { seeded } from './testing/line.ts'
import { postmasterOf, type ServerProcess, spawnServer } from './testing/process.ts'
import { messageId } from './testing/scene.ts'
import { openSocket, type PushFrame, type TestSocket } from './testing/socket.ts'
import { temporaryDirectory } from './testing/temporary.ts'

const seed = Number(process.env.FC_SEED ?? Date.now() % 1_000_000)
const random = seeded(seed)
const PASSWORD = 'umbrella otter 47 lantern'
const CLIENTS = 10

const directory = temporaryDirectory('naniwa-faults')
let port: number
let server: ServerProcess
let cookies: string[]
let roomIds: number[]

beforeAll(async () => {
  port = await freePort()
  server = await spawnServer(directory, port)
  cookies = await people()
  const members = await accountIds()
  roomIds = []
  for (const name of ['一', '二']) {
    const { id } = await callHttp(server, cookies[0], api.rooms.create, {
      name,
      members: members.map((accountId) => ({ accountId, role: 'member' as const })),
    })
    roomIds.push(id)
  }
})
afterAll(async () => {
  server.child.kill('SIGTERM')
  await server.exited
  rmSync(directory, { recursive: true, force: true })
})

/** The cookies of a founder and nine who were invited. */
async function people(): Promise<string[]> {
  const founder = await sign(api.organizations.found, {
    ...{ organizationName: 'Minamo', email: 'p0@example.com', name: 'p0', password: PASSWORD, language: 'ja' },
  })
  const emails = Array.from({ length: CLIENTS - 1 }, (_, n) => `p${n + 1}@example.com`)
  const { invitations } = await callHttp(server, founder, api.invitations.create, { emails })
  const tokens = invitations.map(({ url }) => /#([\w-]{43})/.exec(url ?? '')?.[1] as string)
  const joined = tokens.map((token, n) =>
    sign(api.invitations.accept, { token, name: `p${n + 1}`, password: PASSWORD, language: 'ja' }),
  )
  return [founder, ...(await Promise.all(joined))]
}

async function sign<E extends Endpoint>(endpoint: E, input: CallOf<E>): Promise<string> {
  const headers = { 'content-type': 'application/json' }
  const path = `/api/${endpoint.name.replace('.', '/')}`
  const answer = await ask(server, path, { method: 'POST', headers, body: JSON.stringify(input) })
  const [cookie] = (answer.headers['set-cookie'] as string[] | undefined) ?? []
  if (!cookie) throw new Error(`${endpoint.name} gave no cookie: ${answer.text}`)
  return cookie.split(';')[0] as string
}

async function accountIds(): Promise<number[]> {
  const mine = await Promise.all(cookies.slice(1).map((cookie) => callHttp(server, cookie, api.accounts.me, {})))
  return mine.map(({ accountId }) => accountId)
}

/** Asks until there is an answer, as every client does: nobody knows what became of a call without one. */
async function persist<E extends Endpoint>(cookie: string, endpoint: E, input: CallOf<E>): Promise<OutputOf<E>> {
  for (;;) {
    try {
      return await callHttp(server, cookie, endpoint, input)
    } catch (error) {
      const passing = !(error instanceof Refusal) || ['unavailable', 'internal', 'overloaded'].includes(error.code)
      if (!passing) throw error
      await pause(100)
    }
  }
}

/** What the senders were told: every message with the number it was answered with. */
interface Traffic {
  readonly acknowledged: Message[]
  /** Resolves when so many were acknowledged in all. */
  reached(count: number): Promise<void>
  stop(): Promise<void>
}

/** Ten clients that send without pause, each the next when the last was acknowledged. */
function startTraffic(tag: string): Traffic {
  const acknowledged: Message[] = []
  let waiting: { count: number; resolve: () => void }[] = []
  let stopping = false

  async function keepSending(cookie: string, client: number): Promise<void> {
    for (let n = 0; !stopping; n++) {
      const roomId = roomIds[Math.floor(random() * roomIds.length)] as number
      const send = { roomId, id: messageId(), body: `${tag} ${client}-${n}` }
      // Whoever gives up waiting tries at the same time again.
      const tries = random() < 0.2 ? [persist(cookie, api.messages.send, send)] : []
      const answer = await persist(cookie, api.messages.send, send)
      for (const again of await Promise.all(tries)) expect(again).toEqual(answer)
      acknowledged.push(answer)
      waiting = waiting.filter(({ count, resolve }) => acknowledged.length < count || resolve())
    }
  }
  const senders = cookies.map(keepSending)
  return {
    acknowledged,
    reached: (count) => new Promise((resolve) => waiting.push({ count, resolve })),
    async stop() {
      stopping = true
      await Promise.all(senders)
    },
  }
}

/** All messages of a room as one of the people reads them. */
async function readRoom(cookie: string, roomId: number): Promise<Message[]> {
  const all: Message[] = []
  for (;;) {
    const after = all.at(-1)?.number ?? 0
    const { messages } = await persist(cookie, api.messages.list, { roomId, after, limit: 200 })
    if (messages.length === 0) return all
    all.push(...messages)
  }
}

/** Every acknowledged message is there once, under the number it was answered with, and all see the same order. */
async function expectKept(acknowledged: readonly Message[]): Promise<void> {
  for (const roomId of roomIds) {
    const [all, other] = await Promise.all([cookies[0], cookies[9]].map((cookie) => readRoom(cookie as string, roomId)))
    expect(other).toEqual(all)
    expect(all?.map(({ number }) => number)).toEqual(all?.map((_, n) => n + 1))
    const told = acknowledged.filter((message) => message.roomId === roomId)
    expect(all?.filter(({ kind }) => kind === 'message')).toEqual(told.sort((a, b) => a.number - b.number))
  }
  const bodies = acknowledged.map(({ body }) => body)
  expect(new Set(bodies).size).toBe(bodies.length)
}

test(`no acknowledged message is lost or doubled when the server is killed three times amid sends (seed ${seed})`, async () => {
  const traffic = startTraffic('server')
  for (let kill = 1; kill <= 3; kill++) {
    await traffic.reached(traffic.acknowledged.length + 50 + Math.floor(random() * 50))
    server.child.kill('SIGKILL')
    await server.exited
    server = await spawnServer(directory, port)
  }
  await traffic.reached(traffic.acknowledged.length + 50)
  await traffic.stop()
  await expectKept(traffic.acknowledged)
})

test(`nor when PostgreSQL is killed under a server that goes on (seed ${seed})`, async () => {
  const before = await Promise.all(roomIds.map((roomId) => readRoom(cookies[0] as string, roomId)))
  const traffic = startTraffic('postgres')
  await traffic.reached(50 + Math.floor(random() * 50))
  process.kill(postmasterOf(directory) as number, 'SIGKILL')
  await traffic.reached(traffic.acknowledged.length + 100)
  await traffic.stop()
  expect(server.output()).toContain('PostgreSQL ended unexpectedly: starting it again.')
  const kept = before.flat().filter(({ kind }) => kind === 'message')
  await expectKept([...kept, ...traffic.acknowledged])
})

test('SIGTERM says goodbye, answers what is under way, stops PostgreSQL in good order and ends with 0', async () => {
  const roomId = roomIds[0] as number
  const heard: PushFrame[] = []
  const sockets: TestSocket[] = []
  for (const cookie of cookies) sockets.push(await openSocket(server, { cookie, heard: (frame) => heard.push(frame) }))
  await Promise.all(sockets.map((socket) => socket.call(api.sync.hello, {})))
  const sends = sockets.flatMap((socket, n) =>
    [1, 2, 3].map((m) => socket.call(api.messages.send, { roomId, id: messageId(), body: `last ${n}-${m}` })),
  )
  await Promise.race(sends)
  server.child.kill('SIGTERM')
  const answers = await Promise.all(sends)
  const ends = await Promise.all(sockets.map((socket) => socket.closed))
  expect(new Set(ends.map(({ code }) => code))).toEqual(new Set([1012]))
  expect(heard.filter((frame) => 'goodbye' in frame)).toHaveLength(CLIENTS)
  expect(await server.exited).toEqual({ code: 0, signal: null })
  expect(postmasterOf(directory)).toBeUndefined()
  server = await spawnServer(directory, port)
  const all = await readRoom(cookies[0] as string, roomId)
  expect(all.filter(({ body }) => body.startsWith('last'))).toEqual(answers.sort((a, b) => a.number - b.number))
})
