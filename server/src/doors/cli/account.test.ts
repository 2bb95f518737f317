import { Readable } from 'node:stream'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { signIn } from '../../sessions/signIn.ts'
import { browser, type TestApp, testApp } from '../../testing/app.ts'
import { runCli } from '../cli.ts'

let app: TestApp
let out: string[]

beforeEach(async () => {
  app = await testApp()
  out = []
  vi.spyOn(console, 'log').mockImplementation((line) => out.push(String(line)))
  vi.spyOn(console, 'error').mockImplementation((line) => out.push(String(line)))
})
afterEach(async () => {
  vi.restoreAllMocks()
  await app.close()
})

async function naniwa(line: string, input = ''): Promise<{ code: number; text: string }> {
  vi.spyOn(process, 'stdin', 'get').mockReturnValue(Readable.from([input]) as typeof process.stdin)
  out.length = 0
  const withConnection = () => Promise.reject(new Error('not needed'))
  const code = await runCli(line.split(' '), {
    config: () => app.config,
    withConnection,
    withApp: (_, work) => work(app),
  })
  return { code, text: out.join('\n') }
}

const AIKO = 'account create --email Aiko@Example.com --name Aiko'

test('on an empty server an account without an organization is refused, and the server stays free', async () => {
  const { code, text } = await naniwa(AIKO)
  expect([code, text]).toEqual([1, 'This server has no organization yet. Name it with --organization.'])
  expect((await naniwa(`${AIKO} --organization Minamo`)).code).toBe(0)
})

test('the first account founds its organization and signs in with the password that was printed', async () => {
  const { code, text } = await naniwa(`${AIKO} --organization Minamo --json`)
  const made = JSON.parse(text)
  expect([code, made]).toMatchObject([
    0,
    { email: 'aiko@example.com', organizationName: 'Minamo', organizationRole: 'administrator' },
  ])
  const me = await signIn(app, browser(), { email: made.email, password: made.password })
  expect(me.accountId).toBe(made.accountId)
})

test('a later account joins the first organization as a member, or the one that is named', async () => {
  await naniwa(`${AIKO} --organization Minamo`)
  const { text } = await naniwa(
    'account create --email ben@example.com --name Ben --password-stdin',
    'gravel teapot 31 horizon\n',
  )
  expect(text).toBe('Created Ben <ben@example.com>, member of Minamo.')
  const { code, text: said } = await naniwa('account create --email dai@example.com --name Dai --organization Tsubame')
  expect([code, said]).toEqual([1, 'There is no organization named "Tsubame".'])
  await signIn(app, browser(), { email: 'ben@example.com', password: 'gravel teapot 31 horizon' })
})

test('an address is used once, and the answer says so', async () => {
  await naniwa(`${AIKO} --organization Minamo`)
  expect((await naniwa(AIKO)).text).toBe('aiko@example.com has an account already.')
  expect(JSON.parse((await naniwa(`${AIKO} --json`)).text)).toMatchObject({ error: { code: 'email_taken' } })
})

test('how the name is read is taken where it is given', async () => {
  await naniwa(`${AIKO} --organization Minamo --reading あいこ`)
  await naniwa('account create --email ben@example.com --name Ben')
  const rows = await app.db.selectFrom('account').orderBy('id').select('reading').execute()
  expect(rows).toEqual([{ reading: 'あいこ' }, { reading: '' }])
  expect(await app.db.selectFrom('member').orderBy('roomId').select('reading').execute()).toEqual(rows)
  const { text } = await naniwa(`account create --email c@example.com --name C --reading ${'あ'.repeat(101)}`)
  expect(text).toMatch(/\n {2}reading: /)
})

test('what a browser would be refused is refused here', async () => {
  const create = 'account create --organization Minamo --password-stdin --email'
  const { text } = await naniwa(`${create} nonsense --name Aiko`, 'short\n')
  expect(text).toMatch(/^The account cannot be created like this:\n {2}email: .*\n {2}password: /)
  expect((await naniwa(`${create} a@example.com --name Aiko`, 'password1234')).text).toMatch(/^The password is weak: /)
  for (const name of ['\u200b', '\u202eABC', `e${'\u0301'.repeat(90)}`])
    expect((await naniwa(`${create} a@example.com --name ${name}`, 'gravel teapot 31')).text).toMatch(/\n {2}name: /)
})

test('the list has everybody, oldest first, and no control characters', async () => {
  expect((await naniwa('account list')).text).toBe('There are no accounts yet.')
  await naniwa(`${AIKO} --organization Minamo`)
  app.clock.advance(1)
  await naniwa('account create --email ben@example.com --name Ben')
  // The door refuses such a name; one from a restored backup must not steer the terminal either.
  await app.db.updateTable('account').set({ name: 'B\u001b[2Jen' }).where('loginMail', '=', 'ben@example.com').execute()
  const lines = (await naniwa('account list')).text.split('\n').map((line) => line.split('\t').slice(1))
  expect(lines).toEqual([
    ['aiko@example.com', 'Aiko', 'Minamo', 'administrator'],
    ['ben@example.com', 'B\u{fffd}[2Jen', 'Minamo', 'member'],
  ])
  expect(JSON.parse((await naniwa('account list --json')).text).accounts).toHaveLength(2)
})

test('whoever administers the machine shuts an account and opens it again, but not the only administrator’s', async () => {
  await naniwa(`${AIKO} --organization Minamo`)
  await naniwa('account create --email ben@example.com --name Ben --password-stdin', 'gravel teapot 31 horizon\n')
  expect((await naniwa('account deactivate --email nobody@example.com')).code).toBe(1)
  expect((await naniwa('account deactivate --email aiko@example.com')).text).toContain('is the only administrator')
  expect(JSON.parse((await naniwa('account deactivate --email Ben@example.com --json')).text)).toMatchObject({
    email: 'ben@example.com',
    active: false,
  })
  expect((await naniwa('account list')).text).toMatch(/Ben\tMinamo\tdeactivated/)
  expect((await naniwa('token create --email ben@example.com --name x')).code).toBe(1)
  await naniwa('account activate --email ben@example.com')
  await signIn(app, browser(), { email: 'ben@example.com', password: 'gravel teapot 31 horizon' })
})

test('whoever administers the machine gives somebody another address, but none that is taken or none', async () => {
  await naniwa(`${AIKO} --organization Minamo`)
  await naniwa('account create --email ben@example.com --name Ben --password-stdin', 'gravel teapot 31 horizon\n')
  const move = 'account address --email ben@example.com --to'
  expect((await naniwa(`${move} aiko@example.com`)).text).toBe('aiko@example.com has an account already.')
  expect((await naniwa(`${move} nonsense`)).text).toBe('nonsense is no address.')
  expect((await naniwa('account address --email nobody@example.com --to x@example.com')).code).toBe(1)
  expect(JSON.parse((await naniwa(`${move} Ben@Minamo.example --json`)).text)).toMatchObject({
    email: 'ben@minamo.example',
    name: 'Ben',
  })
  await signIn(app, browser(), { email: 'ben@minamo.example', password: 'gravel teapot 31 horizon' })
})
