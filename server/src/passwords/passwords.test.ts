import { afterEach, beforeEach, expect, test } from 'vitest'
import { createApp } from '../oauth/apps.ts'
import { connect } from '../oauth/connect.ts'
import { authenticate } from '../sessions/authenticate.ts'
import { signIn } from '../sessions/signIn.ts'
import { browser, type TestApp, testApp } from '../testing/app.ts'
import { type Cast, cast, PASSWORD } from '../testing/cast.ts'
import { collide } from '../testing/collide.ts'
import { refusalOf, secretIn } from '../testing/refusal.ts'
import { authenticateToken } from '../tokens/authenticate.ts'
import { create as createToken } from '../tokens/create.ts'
import { change } from './change.ts'
import { requestReset } from './requestReset.ts'
import { reset } from './reset.ts'

const NEXT = 'gravel teapot 31 horizon'

let app: TestApp
let people: Cast

beforeEach(async () => {
  app = await testApp()
  people = await cast(app)
  app.heard.length = 0
})
afterEach(() => app.close())

/** Asks for a reset mail and answers with its secret. */
async function resetSecret(email: string): Promise<string> {
  await requestReset(app, browser(), { email })
  await app.drain()
  return secretIn(app.mails.at(-1)?.text)
}

function enter(password: string) {
  return signIn(app, browser(), { email: 'ben@example.com', password })
}

test('who does not know the password does not change it', async () => {
  const attempt = change(app, people.ben, { current: 'a wrong password', next: NEXT, programs: 'keep' })
  await expect(attempt).rejects.toMatchObject({ code: 'sign_in_failed' })
  await expect(enter(PASSWORD)).resolves.toMatchObject({ name: 'Ben' })
})

test('the eleventh attempt within five minutes is told when to come back', async () => {
  const attempt = (current: string) => change(app, people.ben, { current, next: NEXT, programs: 'keep' })
  for (let n = 0; n < 10; n++) await refusalOf(attempt('wrong'))
  await expect(attempt(PASSWORD)).rejects.toMatchObject({ code: 'rate_limited', retryAfter: 30 })
})

test('a weak password changes nothing', async () => {
  const attempt = change(app, people.ben, { current: PASSWORD, next: 'minamo minamo minamo', programs: 'keep' })
  await expect(attempt).rejects.toMatchObject({ code: 'weak_password', issues: [{ path: 'password' }] })
  await expect(enter(PASSWORD)).resolves.toMatchObject({ name: 'Ben' })
})

test('a changed password ends all other sessions and reset links, and the owner is told by mail', async () => {
  const elsewhere = browser()
  await signIn(app, elsewhere, { email: 'ben@example.com', password: PASSWORD })
  const token = await resetSecret('ben@example.com')
  await change(app, people.ben, { current: PASSWORD, next: NEXT, programs: 'keep' })
  await app.drain()
  expect(await authenticate(app, people.ben.token())).not.toBeNull()
  expect(await authenticate(app, elsewhere.token())).toBeNull()
  expect(app.heard).toEqual([
    { kind: 'signedOut', accountId: people.ben.accountId, sessionId: null, except: people.ben.sessionId },
  ])
  expect(await refusalOf(reset(app, browser(), { token, password: NEXT }))).toContain('invalid_token')
  await expect(enter(PASSWORD)).rejects.toMatchObject({ code: 'sign_in_failed' })
  await expect(enter(NEXT)).resolves.toMatchObject({ name: 'Ben' })
  expect(app.mails.at(-1)).toMatchObject({ to: 'ben@example.com', subject: 'パスワードが変わりました' })
})

test('a session does not begin with a password that is being replaced', async () => {
  const slow = {
    ...app,
    hasher: {
      ...app.hasher,
      verify: async (stored: string | null, password: string) => {
        const fits = await app.hasher.verify(stored, password)
        await change(app, people.ben, { current: PASSWORD, next: NEXT, programs: 'keep' })
        return fits
      },
    },
  }
  const visitor = browser()
  const attempt = signIn(slow, visitor, { email: 'ben@example.com', password: PASSWORD })
  await expect(attempt).rejects.toMatchObject({ code: 'sign_in_failed' })
  expect(visitor.kept).toEqual([])
})

test('asking for a reset is answered alike for a known and an unknown address; only one gets a mail', async () => {
  const known = await requestReset(app, browser(), { email: 'ben@example.com' })
  const unknown = await requestReset(app, browser(), { email: 'nobody@example.com' })
  expect(JSON.stringify(known)).toBe(JSON.stringify(unknown))
  await app.drain()
  expect(app.mails.map(({ to, subject }) => [to, subject])).toEqual([['ben@example.com', 'パスワードの再設定']])
})

test('the sixth reset mail within an hour is refused, for a known and an unknown address alike', async () => {
  const sixth = async (email: string) => {
    for (let n = 0; n < 5; n++) await requestReset(app, browser(`192.0.2.${n}`), { email })
    return await refusalOf(requestReset(app, browser('192.0.2.9'), { email }))
  }
  const known = await sixth('ben@example.com')
  expect(JSON.parse(known)).toMatchObject({ code: 'rate_limited', retryAfter: 720 })
  expect(await sixth('nobody@example.com')).toBe(known)
})

test('a reset ends every session, signs nobody in and works once', async () => {
  const token = await resetSecret('ben@example.com')
  const visitor = browser()
  expect(await reset(app, visitor, { token, password: NEXT })).toEqual({})
  expect(visitor.kept).toEqual([])
  expect(await authenticate(app, people.ben.token())).toBeNull()
  expect(app.heard).toEqual([{ kind: 'signedOut', accountId: people.ben.accountId, sessionId: null }])
  await expect(enter(NEXT)).resolves.toMatchObject({ name: 'Ben' })
  const again = await refusalOf(reset(app, browser(), { token, password: PASSWORD }))
  expect(again).toBe(await refusalOf(reset(app, browser(), { token: 'x'.repeat(43), password: PASSWORD })))
})

test('of two who use one reset link at the same time one gets through', async () => {
  const token = await resetSecret('ben@example.com')
  const outcomes = await collide(
    app,
    (tx) => tx.selectFrom('ticket').forUpdate().select('id').execute(),
    ['gravel teapot 31 horizon', 'velvet anchor 52 meadow'].map(
      (password) => () => reset(app, browser(), { token, password }),
    ),
  )
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
})

test('a weak password leaves the reset link usable', async () => {
  const token = await resetSecret('ben@example.com')
  const weak = reset(app, browser(), { token, password: 'password1234' })
  await expect(weak).rejects.toMatchObject({ code: 'weak_password' })
  await expect(reset(app, browser(), { token, password: NEXT })).resolves.toEqual({})
})

test('one reset ends the account’s other reset links', async () => {
  const [first, second] = [await resetSecret('ben@example.com'), await resetSecret('ben@example.com')]
  await reset(app, browser(), { token: second, password: NEXT })
  expect(await refusalOf(reset(app, browser(), { token: first, password: PASSWORD }))).toContain('invalid_token')
})

test('a reset link ends after an hour', async () => {
  const token = await resetSecret('ben@example.com')
  app.clock.advance(60 * 60 * 1_000)
  expect(await refusalOf(reset(app, browser(), { token, password: NEXT }))).toContain('invalid_token')
})

test('a link of another kind is no reset link', async () => {
  const token = await resetSecret('ben@example.com')
  await app.db.updateTable('ticket').set({ purpose: 'invitation' }).execute()
  expect(await refusalOf(reset(app, browser(), { token, password: NEXT }))).toContain('invalid_token')
})

test('tokens and connections stay through a change and a reset, and end with a change where that is asked for, only one’s own', async () => {
  const wanted = { name: 'bot', scopes: null, expiresInDays: null }
  const [mine, other] = [await createToken(app, people.ben, wanted), await createToken(app, people.chie, wanted)]
  const alive = async ({ secret }: { secret: string }) => (await authenticateToken(app, secret)) !== null
  const asked = {
    kind: 'public',
    redirectUris: ['https://app.example/back'],
    scopes: ['rooms.all:read'],
    logo: null,
  } as const
  const made = await createApp(app, people.chie, {
    name: '在庫',
    ...asked,
    redirectUris: [...asked.redirectUris],
    scopes: [...asked.scopes],
  })
  const client = { ...made.app, accountId: people.chie.accountId, secretHash: null }
  for (const one of [people.ben, people.chie]) await connect(app, one.accountId, { client, scopes: ['rooms.all:read'] })
  const connected = async () => {
    const rows = await app.db.selectFrom('oauthConnection').select('accountId').orderBy('accountId').execute()
    return rows.map(({ accountId }) => accountId)
  }
  await change(app, people.ben, { current: PASSWORD, next: NEXT, programs: 'keep' })
  await app.drain()
  await reset(app, browser(), { token: await resetSecret('ben@example.com'), password: PASSWORD })
  expect(await alive(mine)).toBe(true)
  expect(await connected()).toContain(people.ben.accountId)
  await refusalOf(change(app, people.ben, { current: 'wrong', next: NEXT, programs: 'end' }))
  expect(await alive(mine)).toBe(true)
  await change(app, people.ben, { current: PASSWORD, next: NEXT, programs: 'end' })
  expect([await alive(mine), await alive(other)]).toEqual([false, true])
  expect(await connected()).toEqual([people.chie.accountId])
})
