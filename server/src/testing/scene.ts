import { api, type ErrorCode, type Message, Refusal, type Role, type Room } from '@naniwa/contract'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { systemClock } from '../lib/clock.ts'
import { newMessageId } from '../lib/ids.ts'
import type { Signed } from './app.ts'
import type { Cast } from './cast.ts'
import { type ClientOptions, connectClient, openClients, type TestClient } from './client.ts'
import { expectConvergence } from './converge.ts'
import { callHttp } from './http.ts'
import { cookieOf, type TestServer, testServer } from './server.ts'

/** What a file of tests plays on: one server, and after every test all copies are compared with fresh ones. */
export interface Scene {
  /** From `beforeAll` on. */
  readonly server: TestServer
  readonly people: Cast
  /** Somebody's device, connected and level. Closed after the test. */
  enter(who: keyof Cast | Signed, options?: ClientOptions): Promise<TestClient>
}

/** To be called once, at the top of a file. */
export function scene(env: Record<string, string> = {}): Scene {
  let server: TestServer | undefined
  const current = () => {
    if (!server) throw new Error('the server starts in beforeAll')
    return server
  }
  beforeAll(async () => {
    server = await testServer(env)
  })
  afterEach(async () => {
    try {
      await expectConvergence(current())
    } finally {
      for (const client of openClients) await client.close()
    }
  })
  afterAll(() => server?.close())
  return {
    get server() {
      return current()
    },
    get people() {
      return current().people
    },
    enter: (who, options) => connectClient(current(), typeof who === 'string' ? current().people[who] : who, options),
  }
}

/** As a client makes it. */
export function messageId(): string {
  return newMessageId(systemClock)
}

export function say(client: Pick<TestClient, 'call'>, roomId: number, body: string): Promise<Message> {
  return client.call(api.messages.send, { roomId, id: messageId(), body })
}

/** A group of the client's, with the others in these roles. */
export function makeGroup(
  client: Pick<TestClient, 'call'>,
  others: readonly (readonly [Pick<Signed, 'accountId'>, Role])[] = [],
): Promise<Room> {
  const members = others.map(([{ accountId }, role]) => ({ accountId, role }))
  return client.call(api.rooms.create, { name: '企画 Planning', members })
}

/** The code of the refusal, or `done`. */
export async function outcome(work: Promise<unknown>): Promise<ErrorCode | 'done'> {
  try {
    await work
    return 'done'
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}

/** Somebody's calls over HTTP, without a replica. */
export function overHttp(server: Pick<TestServer, 'url'>, person?: Signed): Pick<TestClient, 'call'> {
  const cookie = person && cookieOf(person)
  return { call: (endpoint, input) => callHttp(server, cookie, endpoint, input) }
}

/** Nothing changed by what was refused: neither clock nor anything that is read. */
export async function expectUntouched(client: TestClient, roomId: number, work: () => Promise<void>): Promise<void> {
  const before = await client.call(api.sync.room, { roomId, since: 0 })
  await work()
  expect(await client.call(api.sync.room, { roomId, since: 0 })).toEqual(before)
}
