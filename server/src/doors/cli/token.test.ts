import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '../../testing/app.ts'
import { type Cast, cast } from '../../testing/cast.ts'
import { naniwaOn } from '../../testing/command.ts'
import { authenticateToken } from '../../tokens/authenticate.ts'
import { setPolicy } from '../../tokens/policy.ts'

let app: TestApp
let people: Cast

beforeAll(async () => {
  app = await testApp()
  people = await cast(app)
})
afterAll(() => app.close())

const naniwa = (...args: string[]) => naniwaOn(app, 'token', ...args)

const BEN = ['--email', 'ben@example.com']

test('an unknown address, a name of nothing and an unknown scope are refused in one line', async () => {
  const [unknown, nameless, odd] = await Promise.all([
    naniwa('create', '--email', 'nobody@example.com', '--name', 'x', '--json'),
    naniwa('create', ...BEN, '--name', ' '),
    naniwa('create', ...BEN, '--name', 'x', '--scope', 'everything'),
  ])
  expect([unknown.code, JSON.parse(unknown.out).error.code]).toEqual([1, 'not_found'])
  expect(nameless).toMatchObject({
    code: 1,
    err: expect.stringMatching(/^The token cannot be created like this: name: /),
  })
  expect(odd).toMatchObject({
    code: 1,
    err: expect.stringMatching(/^The token cannot be created like this: scopes\.0: /),
  })
})

test('a token is made, listed and revoked, and waits for nobody', async () => {
  await setPolicy(app, people.aiko, { policy: 'approval' })
  const { out } = await naniwa(
    'create',
    ...BEN,
    '--name',
    '監視',
    '--scope',
    'rooms.all:read',
    '--days',
    '30',
    '--json',
  )
  const made = JSON.parse(out)
  expect(made).toMatchObject({ accountId: people.ben.accountId, name: '監視', status: 'active' })
  expect(await authenticateToken(app, made.token)).toMatchObject({ scopes: ['rooms.all:read'] })
  const listed = await naniwa('list', ...BEN)
  expect(listed.out.split('\t').slice(0, 4)).toEqual([String(made.id), '監視', `${made.hint}…`, 'active'])
  expect(await naniwa('revoke', ...BEN, '--id', String(made.id))).toMatchObject({
    code: 0,
    out: `Revoked token ${made.id}.`,
  })
  expect(await authenticateToken(app, made.token)).toBeNull()
  expect((await naniwa('list', ...BEN)).out).toBe('There are no tokens.')
})
