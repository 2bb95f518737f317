import { type Scope, scopes } from '@naniwa/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Program, program } from '../../../testing/program.ts'
import { type TestServer, testServer } from '../../../testing/server.ts'
import { operations } from '../table.ts'

let server: TestServer
const narrow = new Map<Scope, Program>()

beforeAll(async () => {
  server = await testServer()
  for (const scope of scopes) narrow.set(scope, await program(server, server.people.aiko, [scope]))
})
afterAll(() => server.close())

/**
 * The published table: any one of the scopes is enough; `all` is every room, to read or to write. What a bare call is answered then: it
 * got past the scopes, and lacks a parameter, or there is no such room.
 */
const table: readonly (readonly [method: string, path: string, open: number, ...enough: string[]])[] = [
  ['GET', '/me', 200, 'users.profile.me:read', 'users.all:read'],
  ['GET', '/my/status', 200, 'users.status.me:read', 'users.all:read'],
  ['GET', '/my/tasks', 204, 'users.tasks.me:read', 'users.all:read'],
  ['GET', '/contacts', 200, 'contacts.all:read', 'contacts.all:read_write'],
  ['GET', '/rooms', 200, 'rooms.info:read', 'all'],
  ['POST', '/rooms', 400, 'rooms:write', 'all'],
  ['GET', '/rooms/1', 404, 'rooms.info:read', 'all'],
  ['PUT', '/rooms/1', 404, 'rooms.info:write', 'all'],
  ['DELETE', '/rooms/1', 400, 'rooms:write', 'all'],
  ['GET', '/rooms/1/members', 404, 'rooms.members:read', 'all'],
  ['PUT', '/rooms/1/members', 400, 'rooms.members:write', 'all'],
  ['GET', '/rooms/1/messages', 404, 'rooms.messages:read', 'all'],
  ['POST', '/rooms/1/messages', 400, 'rooms.messages:write', 'all'],
  ['PUT', '/rooms/1/messages/read', 404, 'rooms.messages:write', 'all'],
  ['PUT', '/rooms/1/messages/unread', 400, 'rooms.messages:write', 'all'],
  ['GET', '/rooms/1/messages/1', 404, 'rooms.messages:read', 'all'],
  ['PUT', '/rooms/1/messages/1', 400, 'rooms.messages:write', 'all'],
  ['DELETE', '/rooms/1/messages/1', 404, 'rooms.messages:write', 'all'],
  ['GET', '/rooms/1/tasks', 404, 'rooms.tasks:read', 'all'],
  ['POST', '/rooms/1/tasks', 400, 'rooms.tasks:write', 'all'],
  ['GET', '/rooms/1/tasks/1', 404, 'rooms.tasks:read', 'all'],
  ['PUT', '/rooms/1/tasks/1/status', 400, 'rooms.tasks:write', 'all'],
  ['GET', '/rooms/1/files', 404, 'rooms.files:read', 'all'],
  ['POST', '/rooms/1/files', 400, 'rooms.files:write', 'all'],
  ['GET', '/rooms/1/files/1', 404, 'rooms.files:read', 'all'],
  ['GET', '/rooms/1/link', 404, 'rooms.info:read', 'all'],
  ['POST', '/rooms/1/link', 404, 'rooms.info:write', 'all'],
  ['PUT', '/rooms/1/link', 404, 'rooms.info:write', 'all'],
  ['DELETE', '/rooms/1/link', 404, 'rooms.info:write', 'all'],
  ['GET', '/incoming_requests', 204, 'contacts.all:read', 'contacts.all:read_write'],
  ['PUT', '/incoming_requests/1', 404, 'contacts.all:write', 'contacts.all:read_write'],
  ['DELETE', '/incoming_requests/1', 404, 'contacts.all:write', 'contacts.all:read_write'],
]

function spelledOut(method: string, enough: readonly string[]): string[] {
  const all = [method === 'GET' ? 'rooms.all:read' : 'rooms.all:write', 'rooms.all:read_write']
  return enough.flatMap((one) => (one === 'all' ? all : one)).sort()
}

test('each of the 32 operations is open to the scopes of the published table, each alone, and to no other', async () => {
  expect(table).toHaveLength(32)
  for (const [method, path, open, ...scopes] of table) {
    const enough = spelledOut(method, scopes)
    const listed = operations.find((one) => one.method === method && one.path.replaceAll(/\{\w+\}/g, '1') === path)
    expect([method, path, listed?.scopes.toSorted()]).toEqual([method, path, enough])
    for (const [scope, own] of narrow) {
      if (!enough.includes(scope)) continue
      expect([method, path, scope, (await own.send(path, { method })).status]).toEqual([method, path, scope, open])
    }
    const [, outside] = [...narrow].find(([scope]) => !enough.includes(scope)) as [Scope, Program]
    expect([method, path, (await outside.send(path, { method })).status]).toEqual([method, path, 403])
  }
})
