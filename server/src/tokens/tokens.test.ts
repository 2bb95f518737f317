import { api } from '@naniwa/contract'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type TestApp, testApp } from '../testing/app.ts'
import { type Cast, cast } from '../testing/cast.ts'
import { authenticateToken } from './authenticate.ts'
import { create } from './create.ts'
import { list } from './list.ts'
import { listAll } from './listAll.ts'
import { setPolicy } from './policy.ts'
import { approve, reject } from './review.ts'
import { revoke } from './revoke.ts'

const DAY = 24 * 60 * 60 * 1_000

let app: TestApp
let people: Cast

beforeAll(async () => {
  app = await testApp()
  people = await cast(app)
})
beforeEach(() => app.db.deleteFrom('apiToken').execute())
afterAll(() => app.close())

const plain = { name: '在庫の自動通知', scopes: null, expiresInDays: null }

test('a member may neither see the organization’s tokens, nor approve or refuse one, nor set the policy', async () => {
  const { ben } = people
  const { token } = await create(app, ben, plain)
  const one = { accountId: ben.accountId, id: token.id }
  const attempts = [
    () => listAll(app, ben),
    () => approve(app, ben, one),
    () => reject(app, ben, one),
    () => setPolicy(app, ben, { policy: 'open' }),
  ]
  for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject({ code: 'forbidden' })
})

test('nobody revokes another’s token, and an administrator elsewhere does not find it', async () => {
  const { aiko, ben, dai } = people
  const { token, secret } = await create(app, ben, plain)
  const one = { accountId: ben.accountId, id: token.id }
  const attempts = [
    () => revoke(app, aiko, { id: token.id }),
    () => approve(app, dai, one),
    () => reject(app, dai, one),
  ]
  for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject({ code: 'not_found' })
  expect((await listAll(app, dai)).tokens).toEqual([])
  expect(await authenticateToken(app, secret)).not.toBeNull()
})

test('a token opens its owner’s account for what it was made for, until it is revoked', async () => {
  const { ben } = people
  const made = await create(app, ben, { ...plain, scopes: ['rooms.messages:write', 'rooms.messages:write'] })
  expect(api.tokens.create.output.parse(made)).toEqual(made)
  expect(made.token.scopes).toEqual(['rooms.messages:write'])
  expect(made.secret.startsWith(made.token.hint)).toBe(true)
  const grant = {
    accountId: ben.accountId,
    tokenId: made.token.id,
    scopes: ['rooms.messages:write'],
    program: plain.name,
  }
  expect(await authenticateToken(app, made.secret)).toEqual(grant)
  await revoke(app, ben, { id: made.token.id })
  expect(await authenticateToken(app, made.secret)).toBeNull()
  await expect(revoke(app, ben, { id: made.token.id })).rejects.toMatchObject({ code: 'not_found' })
})

test('no row and no list holds the token', async () => {
  const { secret } = await create(app, people.ben, plain)
  const rows = await app.db.selectFrom('apiToken').selectAll().execute()
  const shown = await list(app, people.ben)
  expect(JSON.stringify([rows, shown])).not.toContain(secret.slice(12))
  expect(api.tokens.list.output.parse(shown)).toEqual(shown)
})

test.each([
  '',
  'x',
  'nw_pat_',
  `nw_pat_${'a'.repeat(43)}1`,
  `nw_pat_${'a'.repeat(43)}zzzzzzzzzzz`,
  `1.${'a'.repeat(43)}`,
])('the token %j is nobody’s', async (secret) => {
  expect(await authenticateToken(app, secret)).toBeNull()
})

test('a token with another account’s id behind it is nobody’s', async () => {
  const { secret } = await create(app, people.ben, plain)
  const moved = secret.slice(0, 'nw_pat_'.length + 43) + people.aiko.accountId.toString(36)
  expect(await authenticateToken(app, moved)).toBeNull()
})

test('a token with a life is over at its end', async () => {
  const { secret, token } = await create(app, people.ben, { ...plain, expiresInDays: 90 })
  expect(token.expiresAt).toBe(app.clock.now().getTime() + 90 * DAY)
  app.clock.advance(90 * DAY - 1)
  expect(await authenticateToken(app, secret)).not.toBeNull()
  app.clock.advance(1)
  expect(await authenticateToken(app, secret)).toBeNull()
})

test('use is noted, at most once a minute', async () => {
  const { secret } = await create(app, people.ben, plain)
  const lastUsed = async () => (await list(app, people.ben)).tokens[0]?.lastUsedAt
  expect(await lastUsed()).toBeNull()
  const started = app.clock.now().getTime()
  await authenticateToken(app, secret)
  app.clock.advance(59_000)
  await authenticateToken(app, secret)
  expect(await lastUsed()).toBe(started)
  app.clock.advance(1_000)
  await authenticateToken(app, secret)
  expect(await lastUsed()).toBe(started + 60_000)
})

test('where administrators approve tokens, a member’s opens nothing until one has', async () => {
  const { aiko, ben } = people
  const before = await create(app, ben, plain)
  await setPolicy(app, aiko, { policy: 'approval' })
  app.clock.advance(1_000)
  const [mine, waiting] = [await create(app, aiko, plain), await create(app, ben, plain)]
  await setPolicy(app, aiko, { policy: 'open' })
  expect([before, mine, waiting].map(({ token }) => token.status)).toEqual(['active', 'active', 'waiting'])
  expect(await authenticateToken(app, waiting.secret)).toBeNull()
  const all = await listAll(app, aiko)
  expect(api.tokens.listAll.output.parse(all)).toEqual(all)
  expect(all.tokens.map(({ owner, token }) => [owner.name, token.status])).toEqual([
    ['Ben', 'waiting'],
    ['Aiko', 'active'],
    ['Ben', 'active'],
  ])
  await approve(app, aiko, { accountId: ben.accountId, id: waiting.token.id })
  expect(await authenticateToken(app, waiting.secret)).not.toBeNull()
  await reject(app, aiko, { accountId: ben.accountId, id: waiting.token.id })
  expect(await authenticateToken(app, waiting.secret)).toBeNull()
  expect((await list(app, ben)).tokens[0]).toMatchObject({ status: 'rejected' })
})

test('the fifty-first token is refused, also when it is asked for twice at once', async () => {
  const { chie } = people
  for (let n = 0; n < 49; n++) await create(app, chie, plain)
  const outcomes = await Promise.allSettled([create(app, chie, plain), create(app, chie, plain)])
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  await expect(create(app, chie, plain)).rejects.toMatchObject({ code: 'limit_reached' })
})
