import { api } from '@naniwa/contract'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { sweepTickets } from '../accounts/ticket.ts'
import { updateSettings } from '../accounts/updateSettings.ts'
import { confirm } from '../organizations/confirm.ts'
import { found } from '../organizations/found.ts'
import { browser, type TestApp, testApp } from '../testing/app.ts'
import { type Cast, cast } from '../testing/cast.ts'
import { refusalOf, secretIn } from '../testing/refusal.ts'
import { accept } from './accept.ts'
import { create } from './create.ts'
import { list } from './list.ts'
import { readOne } from './readOne.ts'
import { revoke } from './revoke.ts'

const DAY = 24 * 60 * 60 * 1_000

let app: TestApp
let people: Cast

beforeEach(async () => {
  app = await testApp({ SMTP_URL: 'smtp://mail.example:587' })
  people = await cast(app)
})
afterEach(() => app.close())

const fumi = { name: 'Fumi', password: 'gravel teapot 31 horizon', language: 'en' } as const

/** Invites one address and answers with the secret its mail brought. */
async function invited(email: string): Promise<string> {
  await create(app, people.aiko, { emails: [email] })
  await app.drain()
  return secretIn(app.mails.at(-1)?.text)
}

/** Makes an open link and answers with its secret. */
async function opened(): Promise<string> {
  const { invitations } = await create(app, people.aiko, { emails: [] })
  return secretIn(invitations[0]?.url)
}

test('a member may neither invite, nor list, nor withdraw', async () => {
  const id = (await create(app, people.aiko, { emails: [] })).invitations[0]?.id ?? 0
  const { ben } = people
  for (const attempt of [() => create(app, ben, { emails: [] }), () => list(app, ben), () => revoke(app, ben, { id })])
    await expect(attempt()).rejects.toMatchObject({ code: 'forbidden' })
})

test('an administrator of another organization does not find it', async () => {
  const id = (await create(app, people.aiko, { emails: [] })).invitations[0]?.id ?? 0
  await expect(revoke(app, people.dai, { id })).rejects.toMatchObject({ code: 'not_found' })
  expect((await list(app, people.dai)).invitations).toEqual([])
  expect((await list(app, people.aiko)).invitations.map((one) => one.id)).toEqual([id])
})

test('an invitation to an address comes by mail alone, in the language of who invites', async () => {
  await updateSettings(app, people.aiko, { language: 'en' })
  const answer = await create(app, people.aiko, { emails: ['fumi@example.com', 'gen@example.com', 'fumi@example.com'] })
  expect(api.invitations.create.output.parse(answer)).toEqual(answer)
  expect(answer.invitations.map(({ email, url }) => [email, url])).toEqual([
    ['fumi@example.com', null],
    ['gen@example.com', null],
  ])
  await app.drain()
  expect(app.mails.map(({ to, subject }) => [to, subject])).toEqual([
    ['fumi@example.com', 'Aiko invited you to Minamo'],
    ['gen@example.com', 'Aiko invited you to Minamo'],
  ])
})

test('who opens the mailed link joins at once', async () => {
  const token = await invited('fumi@example.com')
  const shown = await readOne(app, browser(), { token })
  expect(api.invitations.read.output.parse(shown)).toEqual(shown)
  expect(shown).toEqual({ organizationName: 'Minamo', invitedBy: 'Aiko', email: 'fumi@example.com' })
  const visitor = browser()
  const welcome = await accept(app, visitor, { token, ...fumi })
  expect(api.invitations.accept.output.parse(welcome)).toEqual(welcome)
  expect(welcome).toMatchObject({
    outcome: 'signedIn',
    me: { loginMail: 'fumi@example.com', organizationRole: 'member', organizationId: people.aiko.organizationId },
  })
  expect(visitor.token()).toBeTruthy()
  expect((await list(app, people.aiko)).invitations).toEqual([])
})

test('a mailed link works once, also when used twice at the same time', async () => {
  const token = await invited('fumi@example.com')
  const outcomes = await Promise.allSettled([1, 2].map(() => accept(app, browser(), { token, ...fumi })))
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(await refusalOf(readOne(app, browser(), { token }))).toContain('invalid_token')
})

test('a mailed link cannot be used for another address', async () => {
  const token = await invited('fumi@example.com')
  await expect(accept(app, browser(), { token, email: 'gen@example.com', ...fumi })).rejects.toMatchObject({
    code: 'invalid_input',
    issues: [{ path: 'email' }],
  })
})

test('a weak password leaves the link usable', async () => {
  const token = await invited('fumi@example.com')
  await expect(accept(app, browser(), { token, ...fumi, password: 'password1234' })).rejects.toMatchObject({
    code: 'weak_password',
  })
  expect((await accept(app, browser(), { token, ...fumi })).outcome).toBe('signedIn')
})

test('unknown, withdrawn, used and ended links get the same answer, byte for byte', async () => {
  const [ended, withdrawn, used] = [await invited('a@example.com'), await invited('b@example.com'), await opened()]
  const { invitations } = await list(app, people.aiko)
  for (const { id, email } of invitations) if (email !== 'a@example.com') await revoke(app, people.aiko, { id })
  app.clock.advance(14 * DAY)
  const answers = await Promise.all(
    ['x'.repeat(43), ended, withdrawn, used].map((token) => refusalOf(accept(app, browser(), { token, ...fumi }))),
  )
  expect(new Set(answers).size).toBe(1)
  expect(answers[0]).toContain('invalid_token')
})

test('a mailed link lives 14 days, an open one 7', async () => {
  const [mailed, open] = [await invited('fumi@example.com'), await opened()]
  const works = async (token: string) => (await readOne(app, browser(), { token })).organizationName
  app.clock.advance(7 * DAY - 1)
  expect(await works(open)).toBe('Minamo')
  app.clock.advance(1)
  expect(await refusalOf(works(open))).toContain('invalid_token')
  app.clock.advance(7 * DAY - 1)
  expect(await works(mailed)).toBe('Minamo')
  app.clock.advance(1)
  expect(await refusalOf(works(mailed))).toContain('invalid_token')
})

test('a member is not invited again: the answer names them, and an administrator sees no more of another organization', async () => {
  const answer = await create(app, people.aiko, { emails: ['ben@example.com', 'dai@example.com'] })
  expect(api.invitations.create.output.parse(answer)).toEqual(answer)
  expect(answer.members).toEqual(['ben@example.com'])
  expect(answer.invitations.map(({ email }) => email)).toEqual(['dai@example.com'])
  expect(await create(app, people.aiko, { emails: ['ben@example.com'] })).toMatchObject({ invitations: [] })
})

test('an address with an account is invited like any other, and its mail brings no link to join', async () => {
  const shape = ({ url, invitedBy, expiresAt }: { url: string | null; invitedBy: string; expiresAt: number }) =>
    JSON.stringify({ url, invitedBy, expiresAt })
  const { invitations } = await create(app, people.aiko, { emails: ['dai@example.com', 'fumi@example.com'] })
  expect(new Set(invitations.map(shape)).size).toBe(1)
  expect((await list(app, people.aiko)).invitations).toHaveLength(2)
  await app.drain()
  const toDai = app.mails.find(({ to }) => to === 'dai@example.com')
  expect(toDai?.text).not.toContain('#')
  expect(toDai?.text).toContain('すでにアカウントがあり')
})

test('an address that has got an account since meets a link that ended', async () => {
  const token = await invited('fumi@example.com')
  await found(app, browser(), { ...fumi, email: 'fumi@example.com', organizationName: 'Kamome' })
  await app.drain()
  await confirm(app, browser(), { token: secretIn(app.mails.at(-1)?.text) })
  const refusal = await refusalOf(accept(app, browser(), { token, ...fumi }))
  expect(refusal).toBe(await refusalOf(accept(app, browser(), { token: 'x'.repeat(43), ...fumi })))
})

test('an open link needs an address and its confirmation, and is there for the next', async () => {
  const token = await opened()
  await expect(accept(app, browser(), { token, ...fumi })).rejects.toMatchObject({
    code: 'invalid_input',
    issues: [{ path: 'email' }],
  })
  for (const email of ['fumi@example.com', 'gen@example.com']) {
    const visitor = browser()
    expect(await accept(app, visitor, { token, email, ...fumi })).toEqual({ outcome: 'confirm' })
    await app.drain()
    const me = await confirm(app, visitor, { token: secretIn(app.mails.at(-1)?.text) })
    expect(me).toMatchObject({ loginMail: email, organizationName: 'Minamo', organizationRole: 'member' })
  }
})

test('through an open link a known and an unknown address get the same answer, byte for byte', async () => {
  const token = await opened()
  const known = await accept(app, browser(), { token, email: 'dai@example.com', ...fumi })
  const unknown = await accept(app, browser(), { token, email: 'fumi@example.com', ...fumi })
  expect(JSON.stringify(known)).toBe(JSON.stringify(unknown))
  await app.drain()
  expect(app.mails.map(({ subject }) => subject)).toEqual(['You already have an account', 'Confirm your email address'])
})

test('withdrawing an open link turns away who has not confirmed yet', async () => {
  const token = await opened()
  await accept(app, browser(), { token, email: 'fumi@example.com', ...fumi })
  await app.drain()
  const id = (await list(app, people.aiko)).invitations[0]?.id ?? 0
  await revoke(app, people.aiko, { id })
  const late = confirm(app, browser(), { token: secretIn(app.mails.at(-1)?.text) })
  await expect(late).rejects.toMatchObject({ code: 'invalid_token' })
})

test('an invitation withdrawn before its mail was written is not mailed', async () => {
  const { invitations } = await create(app, people.aiko, { emails: ['fumi@example.com'] })
  await revoke(app, people.aiko, { id: invitations[0]?.id ?? 0 })
  await app.drain()
  expect(app.mails).toEqual([])
})

test('inviting an address again ends its earlier link', async () => {
  const first = await invited('fumi@example.com')
  const second = await invited('fumi@example.com')
  expect((await list(app, people.aiko)).invitations).toHaveLength(1)
  expect(await refusalOf(readOne(app, browser(), { token: first }))).toContain('invalid_token')
  expect((await readOne(app, browser(), { token: second })).email).toBe('fumi@example.com')
})

test('the list shows open invitations, newest first, without their links', async () => {
  await opened()
  app.clock.advance(1_000)
  await invited('fumi@example.com')
  const answer = await list(app, people.aiko)
  expect(api.invitations.list.output.parse(answer)).toEqual(answer)
  expect(answer.invitations.map(({ email, url, invitedBy }) => [email, url, invitedBy])).toEqual([
    ['fumi@example.com', null, 'Aiko'],
    [null, null, 'Aiko'],
  ])
})

test('a server without mail hands the link to the administrator', async () => {
  const silent = { ...app, config: { ...app.config, smtpUrl: undefined } }
  const { invitations } = await create(silent, people.aiko, { emails: ['fumi@example.com'] })
  const welcome = await accept(silent, browser(), { token: secretIn(invitations[0]?.url), ...fumi })
  expect(welcome).toMatchObject({ outcome: 'signedIn', me: { loginMail: 'fumi@example.com' } })
})

test('three hundred mails an hour are enough for one administrator', async () => {
  const hundred = (n: number) => Array.from({ length: 100 }, (_, i) => `${n}-${i}@example.com`)
  for (const n of [1, 2, 3]) await create(app, people.aiko, { emails: hundred(n) })
  await expect(create(app, people.aiko, { emails: ['fumi@example.com'] })).rejects.toMatchObject({
    code: 'rate_limited',
    retryAfter: 12,
  })
})

test('an organization has at most a thousand open invitations, and one too many adds none', async () => {
  const hundred = (n: number) => Array.from({ length: 100 }, (_, i) => `${n}-${i}@example.com`)
  for (let n = 0; n < 10; n++) {
    await create(app, people.aiko, { emails: hundred(n) })
    app.clock.advance(60 * 60 * 1_000)
  }
  await expect(create(app, people.aiko, { emails: [] })).rejects.toMatchObject({ code: 'limit_reached' })
  expect((await list(app, people.aiko)).invitations).toHaveLength(1_000)
})

test('only tickets past their time are swept away', async () => {
  const [token] = [await invited('fumi@example.com'), await opened()]
  app.clock.advance(7 * DAY)
  await sweepTickets(app)
  const left = await app.db.selectFrom('ticket').select('email').execute()
  expect(new Set(left.map(({ email }) => email))).toEqual(new Set(['fumi@example.com']))
  expect((await readOne(app, browser(), { token })).email).toBe('fumi@example.com')
})
