import type { IncomingMessage } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '../testing/app.ts'
import { type Cast, cast } from '../testing/cast.ts'
import { create } from '../tokens/create.ts'
import { type BearerReader, grantOf } from './credentials.ts'

let app: TestApp
let people: Cast
let secret: string

beforeAll(async () => {
  app = await testApp()
  people = await cast(app)
  const made = await create(app, people.ben, { name: 'x', scopes: ['rooms.all:read'], expiresInDays: null })
  secret = made.secret
})
afterAll(() => app.close())

function request(headers: IncomingMessage['headers']): IncomingMessage {
  return { headers, socket: { remoteAddress: '192.0.2.7' } } as unknown as IncomingMessage
}

test('no token, and one that opens nothing, are told apart by the header they came in', async () => {
  const attempts = [
    [{}, 'none'],
    [{ authorization: 'Basic YTpi' }, 'none'],
    [{ 'x-chatworktoken': ' ' }, 'none'],
    [{ cookie: `naniwa=${people.ben.token()}` }, 'none'],
    [{ 'x-chatworktoken': people.ben.token() }, 'token'],
    [{ authorization: 'Bearer nonsense' }, 'bearer'],
  ] as const
  for (const [headers, kind] of attempts) {
    await expect(grantOf(app, request(headers))).rejects.toMatchObject({ code: 'unauthenticated', kind })
  }
})

test('an API token is taken in either header', async () => {
  for (const headers of [{ 'x-chatworktoken': `${secret} ` }, { authorization: `bearer ${secret}` }]) {
    const { actor, scopes } = await grantOf(app, request(headers))
    expect(actor).toMatchObject({ accountId: people.ben.accountId, sessionId: 0, address: '192.0.2.7' })
    expect(scopes).toEqual(['rooms.all:read'])
  }
})

test('another kind of bearer token is asked for only as a bearer', async () => {
  const other: BearerReader = async (_, token) =>
    token === 'good' ? { accountId: people.chie.accountId, scopes: null, program: 'Other' } : null
  const { actor, scopes } = await grantOf(app, request({ authorization: 'Bearer good' }), [other])
  expect([actor.accountId, actor.program, scopes]).toEqual([people.chie.accountId, 'Other', null])
  const wrong = grantOf(app, request({ 'x-chatworktoken': 'good' }), [other])
  await expect(wrong).rejects.toMatchObject({ kind: 'token' })
})
