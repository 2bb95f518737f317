import { api } from '@naniwa/contract'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { me } from '../accounts/me.ts'
import { authenticate } from '../sessions/authenticate.ts'
import { browser, type TestApp, testApp } from '../testing/app.ts'
import { refusalOf, secretIn } from '../testing/refusal.ts'
import { confirm } from './confirm.ts'
import { found } from './found.ts'
import { status } from './status.ts'

let app: TestApp

beforeEach(async () => {
  app = await testApp()
})
afterEach(() => app.close())

const aiko = {
  organizationName: 'Minamo',
  email: 'aiko@example.com',
  name: 'Aiko',
  password: 'umbrella otter 47 lantern',
  language: 'ja',
} as const
const dai = { ...aiko, organizationName: 'Tsubame', email: 'dai@example.com', name: 'Dai', language: 'en' } as const

test('an organization is not founded with a weak password, and the server stays free', async () => {
  await expect(found(app, browser(), { ...aiko, password: 'minamo minamo' })).rejects.toMatchObject({
    code: 'weak_password',
    issues: [{ path: 'password' }],
  })
  expect(await status(app)).toEqual({ founded: false, version: app.version, mail: false })
})

test('the first visitor founds the first organization at once and administers it', async () => {
  const visitor = browser()
  const welcome = await found(app, visitor, aiko)
  expect(api.organizations.found.output.parse(welcome)).toEqual(welcome)
  expect(welcome).toMatchObject({
    outcome: 'signedIn',
    me: { organizationRole: 'administrator', organizationName: 'Minamo', settings: { language: 'ja' } },
  })
  const session = await authenticate(app, visitor.token())
  expect(session && (await me(app, { ...visitor, ...session })).name).toBe('Aiko')
  expect((await status(app)).founded).toBe(true)
})

test('of several first visitors at the same time exactly one wins, and the others confirm by mail', async () => {
  const visitors = [1, 2, 3, 4].map((n) => ({ ...aiko, organizationName: `Minamo ${n}`, email: `${n}@example.com` }))
  const welcomes = await Promise.all(visitors.map((input) => found(app, browser(), input)))
  expect(welcomes.map(({ outcome }) => outcome).sort()).toEqual(['confirm', 'confirm', 'confirm', 'signedIn'])
  expect(await app.db.selectFrom('organization').select('id').execute()).toHaveLength(1)
})

test('a second organization waits for its mail: nothing exists before the link is opened', async () => {
  await found(app, browser(), aiko)
  const visitor = browser()
  expect(await found(app, visitor, dai)).toEqual({ outcome: 'confirm' })
  await app.drain()
  expect(visitor.kept).toEqual([])
  expect(await app.db.selectFrom('organization').select('name').execute()).toEqual([{ name: 'Minamo' }])
  expect(app.mails.map(({ to, subject }) => [to, subject])).toEqual([['dai@example.com', 'Confirm your email address']])

  const confirmed = await confirm(app, visitor, { token: secretIn(app.mails[0]?.text) })
  expect(api.organizations.confirm.output.parse(confirmed)).toEqual(confirmed)
  expect(confirmed).toMatchObject({
    name: 'Dai',
    organizationName: 'Tsubame',
    organizationRole: 'administrator',
    settings: { language: 'en' },
  })
  expect(await authenticate(app, visitor.token())).toMatchObject({ accountId: confirmed.accountId })
})

test('the answer to a known and to an unknown address is the same, byte for byte; only the mail differs', async () => {
  await found(app, browser(), aiko)
  const known = await found(app, browser(), { ...dai, email: aiko.email })
  const unknown = await found(app, browser(), dai)
  expect(JSON.stringify(known)).toBe(JSON.stringify(unknown))
  await app.drain()
  expect(app.mails.map(({ to, subject }) => [to, subject])).toEqual([
    ['aiko@example.com', 'You already have an account'],
    ['dai@example.com', 'Confirm your email address'],
  ])
  expect(app.mails[0]?.text).not.toContain('#')
})

test('the mail that strangers can have sent carries none of their words', async () => {
  await found(app, browser(), aiko)
  const words = 'Win at prize.example now'
  await found(app, browser(), { ...dai, organizationName: words, name: words })
  await found(app, browser(), { ...dai, organizationName: words, name: words, email: aiko.email })
  await app.drain()
  expect(app.mails).toHaveLength(2)
  expect(JSON.stringify(app.mails)).not.toContain('prize')
})

test('no secret of a mail is in the database', async () => {
  await found(app, browser(), aiko)
  await found(app, browser(), dai)
  await app.drain()
  const secret = secretIn(app.mails[0]?.text)
  const tickets = await app.db.selectFrom('ticket').selectAll().execute()
  expect(tickets.length).toBeGreaterThan(0)
  expect(JSON.stringify(tickets)).not.toContain(secret)
})

test('a confirmation link works once, also when opened twice at the same time', async () => {
  await found(app, browser(), aiko)
  await found(app, browser(), dai)
  await app.drain()
  const token = secretIn(app.mails[0]?.text)
  const outcomes = await Promise.allSettled([1, 2].map(() => confirm(app, browser(), { token })))
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(await refusalOf(confirm(app, browser(), { token }))).toContain('invalid_token')
  expect(await app.db.selectFrom('organization').select('name').execute()).toHaveLength(2)
})

test('of two sign-ups for one address the first to be confirmed has it; the other link is like any that ended', async () => {
  await found(app, browser(), aiko)
  await found(app, browser(), dai)
  await found(app, browser(), { ...dai, organizationName: 'Tsubame 2' })
  await app.drain()
  const [first, second] = app.mails.map(({ text }) => secretIn(text))
  await confirm(app, browser(), { token: second as string })
  const late = await refusalOf(confirm(app, browser(), { token: first as string }))
  expect(late).toBe(await refusalOf(confirm(app, browser(), { token: 'x'.repeat(43) })))
  const names = await app.db.selectFrom('organization').orderBy('id').select('name').execute()
  expect(names).toEqual([{ name: 'Minamo' }, { name: 'Tsubame 2' }])
})

test('a confirmation link ends after 24 hours, with the same answer as one that never was', async () => {
  await found(app, browser(), aiko)
  await found(app, browser(), dai)
  await app.drain()
  const token = secretIn(app.mails[0]?.text)
  app.clock.advance(24 * 60 * 60 * 1_000)
  const ended = await refusalOf(confirm(app, browser(), { token }))
  expect(ended).toBe(await refusalOf(confirm(app, browser(), { token: 'x'.repeat(43) })))
})

test('a mail written twice, because the first attempt seemed to fail, brings two links of which either works', async () => {
  await found(app, browser(), aiko)
  await found(app, browser(), dai)
  const orders = app.db.selectFrom('accountOutbox').selectAll().where('topic', '=', 'mail')
  const order = await orders.executeTakeFirstOrThrow()
  await app.drain()
  await app.db
    .insertInto('accountOutbox')
    .values({ ...order, payload: JSON.stringify(order.payload) })
    .execute()
  await app.drain()
  const [first, second] = app.mails.map(({ text }) => secretIn(text))
  expect((await confirm(app, browser(), { token: first as string })).name).toBe('Dai')
  expect(await refusalOf(confirm(app, browser(), { token: second as string }))).toContain('invalid_token')
})

test('the sixth sign-up for one address within an hour is told when to come back, known or not', async () => {
  await found(app, browser('192.0.2.1'), aiko)
  const sixth = async (input: typeof aiko | typeof dai, address: string) => {
    for (let n = 0; n < 5; n++) await found(app, browser(address), input).catch(() => {})
    return await refusalOf(found(app, browser(address), input))
  }
  app.clock.advance(60 * 60 * 1_000)
  const known = await sixth(aiko, '192.0.2.2')
  expect(JSON.parse(known)).toMatchObject({ code: 'rate_limited', retryAfter: 720 })
  expect(await sixth(dai, '192.0.2.3')).toBe(known)
})
