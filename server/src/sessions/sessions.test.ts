import { api } from '@naniwa/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor, App } from '../context.ts'
import { type Browser, browser, type TestApp, testApp } from '../testing/app.ts'
import { type Cast, cast, PASSWORD } from '../testing/cast.ts'
import { authenticate } from './authenticate.ts'
import { ABSOLUTE_END, IDLE_END } from './lifetime.ts'
import { list } from './list.ts'
import { revoke } from './revoke.ts'
import { revokeAll } from './revokeAll.ts'
import { signIn } from './signIn.ts'
import { signOut } from './signOut.ts'
import { sweepSessions } from './sweep.ts'

let app: TestApp
let people: Cast
let lastNetwork = 0

beforeAll(async () => {
  app = await testApp()
  people = await cast(app)
})
afterAll(() => app.close())

/** A browser on a network nobody used, so that limits of other tests do not count. */
function elsewhere(): Browser {
  lastNetwork += 1
  return browser(`198.51.100.${lastNetwork}`)
}

async function enter(email: string): Promise<Actor & Browser> {
  const visitor = elsewhere()
  await signIn(app, visitor, { email, password: PASSWORD })
  const session = await authenticate(app, visitor.token())
  if (!session) throw new Error('not signed in')
  return { ...visitor, ...session }
}

async function refusal(work: Promise<unknown>): Promise<string> {
  return await work.then(
    () => 'no refusal',
    (error) => JSON.stringify(error.toBody()),
  )
}

test('a wrong password and an unknown address get the same answer, byte for byte, and no cookie', async () => {
  const visitor = elsewhere()
  const known = await refusal(signIn(app, visitor, { email: 'ben@example.com', password: 'wrong' }))
  const unknown = await refusal(signIn(app, visitor, { email: 'nobody@example.com', password: 'wrong' }))
  expect(known).toBe(unknown)
  expect(JSON.parse(known).code).toBe('sign_in_failed')
  expect(visitor.kept).toEqual([])
})

test('for an unknown address a password is checked all the same, so that time tells nothing', async () => {
  const checked: (string | null)[] = []
  const watching: App = {
    ...app,
    hasher: { ...app.hasher, verify: async (stored) => checked.push(stored) < 0 },
  }
  await refusal(signIn(watching, elsewhere(), { email: 'nobody@example.com', password: 'wrong' }))
  expect(checked).toEqual([null])
})

test('signing in answers with “me” and hands the door a token of which only the hash is kept', async () => {
  const visitor = elsewhere()
  const me = await signIn(app, visitor, { email: 'ben@example.com', password: PASSWORD })
  expect(api.sessions.signIn.output.parse(me)).toEqual(me)
  expect(me.accountId).toBe(people.ben.accountId)
  expect(await authenticate(app, visitor.token())).toMatchObject({ accountId: people.ben.accountId })
  const rows = await app.db.selectFrom('session').selectAll().execute()
  const secret = visitor.token().split('.')[1] ?? ''
  expect(secret).toHaveLength(43)
  expect(JSON.stringify(rows)).not.toContain(secret)
})

test('the eleventh attempt at one address within five minutes is told when to come back, even with the right password', async () => {
  const visitor = elsewhere()
  const attempt = (password: string) => signIn(app, visitor, { email: 'chie@example.com', password })
  for (let n = 0; n < 10; n++) await refusal(attempt('wrong'))
  await expect(attempt(PASSWORD)).rejects.toMatchObject({ code: 'rate_limited', retryAfter: 30 })
  app.clock.advance(30_000)
  await expect(attempt(PASSWORD)).resolves.toMatchObject({ name: 'Chie' })
})

test('who tries many addresses from one network is stopped too, while others sign in', async () => {
  const visitor = elsewhere()
  const quick: App = { ...app, hasher: { ...app.hasher, verify: async () => false } }
  const attempt = (n: number) => signIn(quick, visitor, { email: `${n}@example.com`, password: 'wrong' })
  for (let n = 0; n < 50; n++) await refusal(attempt(n))
  await expect(attempt(50)).rejects.toMatchObject({ code: 'rate_limited', retryAfter: 6 })
  await enter('chie@example.com')
})

test('who guesses at one account from many networks is stopped, the owner at a known place is not', async () => {
  const threeHours = 3 * 60 * 60 * 1_000
  app.clock.advance(threeHours)
  const known = await enter('ben@example.com')
  const quick: App = { ...app, hasher: { ...app.hasher, verify: async () => false } }
  const guess = (n: number) =>
    signIn(quick, browser(`203.0.${n >> 8}.${n & 255}`), { email: 'ben@example.com', password: 'wrong' })
  for (let n = 0; n < 100; n++) expect(await refusal(guess(n))).toContain('sign_in_failed')
  expect(await refusal(guess(100))).toContain('rate_limited')
  await expect(signIn(app, known, { email: 'ben@example.com', password: PASSWORD })).resolves.toMatchObject({
    name: 'Ben',
  })
  app.clock.advance(threeHours)
})

test('a company that comes in the morning from one network is let in, however many they are', async () => {
  const visitor = elsewhere()
  const { limits } = app
  // As if each were somebody else.
  const take: App['limits']['take'] = async (key, limit) =>
    key.startsWith('sign-in:') ? undefined : limits.take(key, limit)
  const many: App = { ...app, hasher: { ...app.hasher, verify: async () => true }, limits: { ...limits, take } }
  for (let n = 0; n < 60; n++) await signIn(many, visitor, { email: 'ben@example.com', password: PASSWORD })
})

test('the limit counts an unknown address like a known one', async () => {
  const answers = ['dai@example.com', 'nobody@example.com'].map(async (email) => {
    const visitor = elsewhere()
    for (let n = 0; n < 10; n++) await refusal(signIn(app, visitor, { email, password: 'wrong' }))
    return await refusal(signIn(app, visitor, { email, password: 'wrong' }))
  })
  const [known, unknown] = await Promise.all(answers)
  expect(known).toBe(unknown)
})

test.each(['', 'x', '.', 'zzzzzzzzzzzzzz.abc', `1.${'a'.repeat(43)}`, `${'z'.repeat(11)}.${'a'.repeat(43)}`])(
  'the token %j is nobody’s',
  async (token) => {
    expect(await authenticate(app, token)).toBeNull()
  },
)

test('a token with another account’s id in front is nobody’s', async () => {
  const [, secret] = people.ben.token().split('.')
  expect(await authenticate(app, `${people.aiko.accountId.toString(36)}.${secret}`)).toBeNull()
})

test('nobody revokes another’s session: it is not found, and goes on', async () => {
  const theirs = revoke(app, people.aiko, { id: people.ben.sessionId })
  await expect(theirs).rejects.toMatchObject({ code: 'not_found' })
  expect(await authenticate(app, people.ben.token())).not.toBeNull()
})

test('the list holds one’s own sessions, newest use first, and says which one asks', async () => {
  app.clock.advance(1_000)
  const here = await enter('dai@example.com')
  const answer = await list(app, here)
  expect(api.sessions.list.output.parse(answer)).toEqual(answer)
  expect(answer.sessions.map(({ id, current }) => [id, current])).toEqual([
    [here.sessionId, true],
    [people.dai.sessionId, false],
  ])
  expect(answer.sessions[0]).toMatchObject({ userAgent: 'Test/1.0', address: here.address })
})

test('signing out ends the session and takes the cookie back', async () => {
  const here = await enter('ben@example.com')
  await signOut(app, here)
  expect(here.kept.at(-1)).toBeNull()
  expect(await list(app, people.ben).then(({ sessions }) => sessions.map(({ id }) => id))).not.toContain(here.sessionId)
})

test('signing out everywhere spares the session that asks only if told to', async () => {
  const [here, there] = [await enter('dai@example.com'), await enter('dai@example.com')]
  await revokeAll(app, here, { keepCurrent: true })
  expect(await authenticate(app, here.token())).not.toBeNull()
  expect(await authenticate(app, there.token())).toBeNull()
  const { accountId } = people.dai
  expect(app.heard.at(-1)).toEqual({ kind: 'signedOut', accountId, sessionId: null, except: here.sessionId })
  const token = here.token()
  await revokeAll(app, here, { keepCurrent: false })
  expect(await authenticate(app, token)).toBeNull()
  expect(here.kept.at(-1)).toBeNull()
  expect(app.heard.at(-1)).toEqual({ kind: 'signedOut', accountId, sessionId: null })
})

test('use is noted, at most once a minute', async () => {
  const here = await enter('ben@example.com')
  const started = app.clock.now().getTime()
  const lastSeen = async () => (await list(app, here)).sessions.find(({ current }) => current)?.lastSeenAt
  app.clock.advance(59_000)
  await authenticate(app, here.token())
  expect(await lastSeen()).toBe(started)
  app.clock.advance(1_000)
  await authenticate(app, here.token())
  expect(await lastSeen()).toBe(started + 60_000)
})

test('a session nobody uses for thirty days is over, and swept away', async () => {
  const here = await enter('ben@example.com')
  app.clock.advance(IDLE_END - 1)
  const other = await enter('ben@example.com')
  expect(await authenticate(app, here.token())).not.toBeNull()
  app.clock.advance(IDLE_END)
  expect(await authenticate(app, here.token())).toBeNull()
  await sweepSessions(app)
  const rows = await app.db
    .selectFrom('session')
    .where('id', 'in', [here.sessionId, other.sessionId])
    .select('id')
    .execute()
  expect(rows).toEqual([])
})

test('a session in constant use is over after 180 days', async () => {
  const here = await enter('ben@example.com')
  const step = ABSOLUTE_END / 9
  for (let day = step; day < ABSOLUTE_END; day += step) {
    app.clock.advance(step)
    expect(await authenticate(app, here.token())).not.toBeNull()
  }
  app.clock.advance(step)
  expect(await authenticate(app, here.token())).toBeNull()
})
