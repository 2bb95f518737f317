import { createServer } from 'node:net'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { emptyDatabase } from '../testing/world.ts'
import { connect, unfitness } from './connect.ts'

let database: Awaited<ReturnType<typeof emptyDatabase>>
beforeAll(async () => {
  database = await emptyDatabase()
})
afterAll(() => database.drop())

function open(databaseUrl: string) {
  return connect({ databaseUrl, dataDirectory: '/nowhere', purpose: 'serve', report() {} })
}

/** The message, which is one line and never shows the password. */
async function refusalOf(databaseUrl: string): Promise<string> {
  const error = await open(databaseUrl).catch((reason: unknown) => reason)
  expect(error).toMatchObject({ name: 'Fatal', message: expect.not.stringMatching(/\n|hunter2/) })
  return (error as Error).message
}

test('a good database is opened, with its version', async () => {
  const connection = await open(database.url)
  expect(connection).toMatchObject({ kind: 'external', version: expect.stringMatching(/^\d+\.\d+$/) })
  await connection.close()
})

test('a wrong password, user or database is told apart', async () => {
  expect(await refusalOf(database.url.replace(/naniwa:[^@]*@/, 'naniwa:hunter2@'))).toContain('the password is wrong')
  const missing = inject('postgres').replace('/postgres?', '/no_such_database?')
  expect(await refusalOf(missing)).toContain('database "no_such_database" does not exist: create it (createdb)')
})

test('a port where nothing answers, a host nobody knows and a server that is no PostgreSQL', async () => {
  expect(await refusalOf('postgres://naniwa:hunter2@127.0.0.1:1/naniwa')).toMatch(
    /^The database of DATABASE_URL \(127\.0\.0\.1:1\/naniwa\) cannot be used: nothing answers there: start PostgreSQL/,
  )
  expect(await refusalOf('postgres://naniwa:hunter2@no-such-host.invalid/naniwa')).toContain('host name is unknown')
  const server = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  expect(await refusalOf(`postgres://naniwa:hunter2@127.0.0.1:${port}/naniwa`)).toContain('cannot be used')
  server.close()
})

test('PostgreSQL before 15 and other encodings than UTF-8 are refused', () => {
  expect(unfitness({ version: '14.9', number: 140_009, encoding: 'UTF8' })).toContain('asks for 15 or newer')
  expect(unfitness({ version: '15.0', number: 150_000, encoding: 'SQL_ASCII' })).toContain('encoding is SQL_ASCII')
  expect(unfitness({ version: '15.0', number: 150_000, encoding: 'UTF8' })).toBeUndefined()
})
