import { afterEach, beforeEach, expect, test } from 'vitest'
import { change as changePassword } from '../passwords/change.ts'
import { requestReset } from '../passwords/requestReset.ts'
import { reset } from '../passwords/reset.ts'
import { authenticate } from '../sessions/authenticate.ts'
import { signIn } from '../sessions/signIn.ts'
import { browser, type TestApp, testApp } from '../testing/app.ts'
import { type Cast, cast, PASSWORD } from '../testing/cast.ts'
import { collide } from '../testing/collide.ts'
import { refusalOf, secretIn } from '../testing/refusal.ts'
import { moveAddress } from './byOperator.ts'
import { changeAddress } from './change.ts'
import { confirmAddress } from './confirm.ts'

const OLD = 'ben@example.com'
const NEW = 'ben@minamo.example'

let app: TestApp
let people: Cast

beforeEach(async () => {
  app = await testApp()
  people = await cast(app)
  app.heard.length = 0
})
afterEach(() => app.close())

/** What is mailed when Ben asks for an address, by whom it went to. */
async function ask(email: string, password = PASSWORD): Promise<Map<string, { subject: string; text: string }>> {
  const before = app.mails.length
  await changeAddress(app, people.ben, { email, password })
  await app.drain()
  return new Map(app.mails.slice(before).map((mail) => [mail.to, mail]))
}

async function secretFor(email: string): Promise<string> {
  return secretIn((await ask(email)).get(email)?.text)
}

function confirm(token: string) {
  return confirmAddress(app, browser(), { token })
}

function enter(email: string, password = PASSWORD) {
  return signIn(app, browser(), { email, password })
}

test('who does not know the password does not ask, and no mail goes out', async () => {
  expect(await refusalOf(ask(NEW, 'not the password'))).toContain('sign_in_failed')
  expect(await refusalOf(ask(OLD))).toContain('invalid_input')
  await app.drain()
  expect(app.mails).toEqual([])
})

test('the eleventh guess within five minutes is refused, those at a change of password included', async () => {
  for (let n = 0; n < 5; n++) {
    await refusalOf(ask(NEW, 'wrong'))
    await refusalOf(
      changePassword(app, people.ben, { current: 'wrong', next: 'gravel teapot 31 horizon', programs: 'keep' }),
    )
  }
  expect(await refusalOf(ask(NEW))).toContain('rate_limited')
})

test('nothing changes until the link in the mail to the new address is used; the old one is told before and after', async () => {
  const elsewhere = browser()
  await signIn(app, elsewhere, { email: OLD, password: PASSWORD })
  const mails = await ask(NEW)
  expect([...mails.keys()].sort()).toEqual([OLD, NEW])
  expect(mails.get(OLD)?.subject).toBe('メールアドレスの変更の申し込み')
  expect((await enter(OLD)).loginMail).toBe(OLD)
  await expect(enter(NEW)).rejects.toMatchObject({ code: 'sign_in_failed' })

  const token = secretIn(mails.get(NEW)?.text)
  expect(await confirm(token)).toEqual({})
  await app.drain()
  expect((await enter(NEW)).loginMail).toBe(NEW)
  await expect(enter(OLD)).rejects.toMatchObject({ code: 'sign_in_failed' })
  expect(app.mails.at(-1)).toMatchObject({ to: OLD, subject: 'メールアドレスが変わりました' })
  for (const one of [people.ben, elsewhere]) expect(await authenticate(app, one.token())).not.toBeNull()
  expect(await refusalOf(confirm(token))).toBe(await refusalOf(confirm('x'.repeat(43))))
  // The old address is free for somebody else.
  await moveAddress(app, people.chie.email, OLD)
})

test('an address that has an account is answered alike, and its owner learns of it', async () => {
  const [free, taken] = [await ask(NEW), await ask(people.chie.email)]
  expect([free.get(OLD)?.text, free.size]).toEqual([taken.get(OLD)?.text, taken.size])
  expect(taken.get(people.chie.email)?.subject).toBe('このメールアドレスは登録済みです')
  expect(taken.get(people.chie.email)?.text).not.toContain('/address#')
})

test('an address that somebody took meanwhile makes the link invalid, and of two at once one has it', async () => {
  const token = await secretFor(NEW)
  await moveAddress(app, people.chie.email, NEW)
  expect(await refusalOf(confirm(token))).toContain('invalid_token')
  expect((await enter(OLD)).loginMail).toBe(OLD)

  const other = 'both@minamo.example'
  const mine = await secretFor(other)
  const outcomes = await collide(app, (tx) => tx.selectFrom('account').forUpdate().select('id').execute(), [
    async () => void (await confirm(mine)),
    async () => void (await moveAddress(app, people.dai.email, other)),
  ])
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  const logins = await app.db.selectFrom('login').where('email', '=', other).select('accountId').execute()
  const accounts = await app.db.selectFrom('account').where('loginMail', '=', other).select('id').execute()
  expect(logins.map(({ accountId }) => accountId)).toEqual(accounts.map(({ id }) => id))
})

test('the last link holds; it ends after a day, with a new password, and with the account', async () => {
  const [first, second] = [await secretFor(NEW), await secretFor('ben@other.example')]
  expect(await refusalOf(confirm(first))).toContain('invalid_token')
  app.clock.advance(24 * 60 * 60 * 1_000)
  expect(await refusalOf(confirm(second))).toContain('invalid_token')

  const third = await secretFor(NEW)
  await changePassword(app, people.ben, { current: PASSWORD, next: 'gravel teapot 31 horizon', programs: 'keep' })
  expect(await refusalOf(confirm(third))).toContain('invalid_token')

  await changeAddress(app, people.ben, { email: NEW, password: 'gravel teapot 31 horizon' })
  await app.drain()
  const fourth = secretIn(app.mails.findLast(({ to }) => to === NEW)?.text)
  const deactivatedAt = app.clock.now()
  await app.db.updateTable('account').set({ deactivatedAt }).where('id', '=', people.ben.accountId).execute()
  expect(await refusalOf(confirm(fourth))).toContain('invalid_token')
})

test('a reset link that went to the old address ends, also one that is still to be written', async () => {
  const token = await secretFor(NEW)
  await requestReset(app, browser(), { email: OLD })
  await app.drain()
  const sent = secretIn(app.mails.at(-1)?.text)
  await requestReset(app, browser(), { email: OLD })
  await confirm(token)
  const before = app.mails.length
  await app.drain()
  expect(app.mails.slice(before).map(({ subject }) => subject)).toEqual(['メールアドレスが変わりました'])
  const password = 'gravel teapot 31 horizon'
  expect(await refusalOf(reset(app, browser(), { token: sent, password }))).toContain('invalid_token')
})

test('the sixth mail to one address within an hour is refused', async () => {
  for (let n = 0; n < 5; n++) await ask(NEW)
  expect(await refusalOf(ask(NEW))).toContain('rate_limited')
  await expect(ask('ben@other.example')).resolves.toBeDefined()
})
