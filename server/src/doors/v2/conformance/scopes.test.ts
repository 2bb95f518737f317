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

/** The published table: any one of the scopes is enough. `all` is every room, to read or to write. */
const table: readonly (readonly [method: string, path: string, ...enough: string[]])[] = [
  ['GET', '/me', 'users.profile.me:read', 'users.all:read'],
  ['GET', '/my/status', 'users.status.me:read', 'users.all:read'],
  ['GET', '/my/tasks', 'users.tasks.me:read', 'users.all:read'],
  ['GET', '/contacts', 'contacts.all:read', 'contacts.all:read_write'],
  ['GET', '/rooms', 'rooms.info:read', 'all'],
  ['POST', '/rooms', 'rooms:write', 'all'],
  ['GET', '/rooms/1', 'rooms.info:read', 'all'],
  ['PUT', '/rooms/1', 'rooms.info:write', 'all'],
  ['DELETE', '/rooms/1', 'rooms:write', 'all'],
  ['GET', '/rooms/1/members', 'rooms.members:read', 'all'],
  ['PUT', '/rooms/1/members', 'rooms.members:write', 'all'],
  ['GET', '/rooms/1/messages', 'rooms.messages:read', 'all'],
  ['POST', '/rooms/1/messages', 'rooms.messages:write', 'all'],
  ['PUT', '/rooms/1/messages/read', 'rooms.messages:write', 'all'],
  ['PUT', '/rooms/1/messages/unread', 'rooms.messages:write', 'all'],
  ['GET', '/rooms/1/messages/1', 'rooms.messages:read', 'all'],
  ['PUT', '/rooms/1/messages/1', 'rooms.messages:write', 'all'],
  ['DELETE', '/rooms/1/messages/1', 'rooms.messages:write', 'all'],
  ['GET', '/rooms/1/tasks', 'rooms.tasks:read', 'all'],
  ['POST', '/rooms/1/tasks', 'rooms.tasks:write', 'all'],
  ['GET', '/rooms/1/tasks/1', 'rooms.tasks:read', 'all'],
  ['PUT', '/rooms/1/tasks/1/status', 'rooms.tasks:write', 'all'],
  ['GET', '/rooms/1/files', 'rooms.files:read', 'all'],
  ['POST', '/rooms/1/files', 'rooms.files:write', 'all'],
  ['GET', '/rooms/1/files/1', 'rooms.files:read', 'all'],
  ['GET', '/rooms/1/link', 'rooms.info:read', 'all'],
  ['POST', '/rooms/1/link', 'rooms.info:write', 'all'],
  ['PUT', '/rooms/1/link', 'rooms.info:write', 'all'],
  ['DELETE', '/rooms/1/link', 'rooms.info:write', 'all'],
  ['GET', '/incoming_requests', 'contacts.all:read', 'contacts.all:read_write'],
  ['PUT', '/incoming_requests/1', 'contacts.all:write', 'contacts.all:read_write'],
  ['DELETE', '/incoming_requests/1', 'contacts.all:write', 'contacts.all:read_write'],
]

function spelledOut(method: string, enough: readonly string[]): string[] {
  const all = [method === 'GET' ? 'rooms.all:read' : 'rooms.all:write', 'rooms.all:read_write']
  return enough.flatMap((one) => (one === 'all' ? all : one)).sort()
}

test('each of the 32 operations is open to the scopes of the published table, each alone, and to no other', async () => {
  expect(table).toHaveLength(32)
  for (const [method, path, ...scopes] of table) {
    const enough = spelledOut(method, scopes)
    const listed = operations.find((one) => one.method === method && one.path.replaceAll(/\{\w+\}/g, '1') === path)
    expect([method, path, listed?.scopes.toSorted()]).toEqual([method, path, enough])
    for (const [scope, own] of narrow)
      if (enough.includes(scope))
        expect([method, path, scope, (await own.send(path, { method })).status]).not.toContain(403)
  }
})
