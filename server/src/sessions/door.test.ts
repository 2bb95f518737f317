import { api } from '@naniwa/contract'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { PASSWORD } from '../testing/cast.ts'
import { type Asking, ask, callHttp } from '../testing/http.ts'
import { refusalOf } from '../testing/refusal.ts'
import { cookieOf, type TestServer, testServer } from '../testing/server.ts'

let server: TestServer

beforeAll(async () => {
  server = await testServer()
})
afterAll(() => server.close())

function post(path: string, input: unknown, cookie?: string) {
  const headers = { 'content-type': 'application/json', ...(cookie && { cookie }) }
  return ask(server, path, { method: 'POST', headers, body: JSON.stringify(input) })
}

/** Signs in and answers with the cookie as the browser keeps it, and as it was set. */
async function enter(email: string): Promise<{ cookie: string; set: string }> {
  const { headers } = await post('/api/sessions/signIn', { email, password: PASSWORD })
  const set = String(headers['set-cookie'])
  return { cookie: set.split(';')[0] ?? '', set }
}

test('nobody is signed in without a cookie, with a made-up one, or with one that was revoked', async () => {
  const { cookie } = await enter('ben@example.com')
  await callHttp(server, cookie, api.sessions.signOut, {})
  for (const attempt of [undefined, 'naniwa=nonsense', `naniwa=1.${'a'.repeat(43)}`, cookie]) {
    expect(await refusalOf(callHttp(server, attempt, api.accounts.me, {}))).toContain('"unauthenticated"')
  }
})

test('a wrong password and an unknown address get the same bytes and the same headers', async () => {
  const [known, unknown] = await Promise.all(
    ['ben@example.com', 'nobody@example.com'].map((email) =>
      post('/api/sessions/signIn', { email, password: 'wrong' }),
    ),
  )
  const seen = (answer: typeof known) => {
    const { date: _, ...headers } = answer?.headers ?? {}
    return [answer?.status, answer?.text, headers]
  }
  expect(seen(known)).toEqual(seen(unknown))
  expect(known).toMatchObject({ status: 401 })
  expect(known?.headers['set-cookie']).toBeUndefined()
})

test('the cookie is out of reach of scripts and of other sites, and is taken back at the end', async () => {
  const { cookie, set } = await enter('ben@example.com')
  expect(set).toMatch(/; Path=\/; .*HttpOnly; SameSite=Lax/)
  const out = await post('/api/sessions/signOut', {}, cookie)
  expect(String(out.headers['set-cookie'])).toMatch(/^naniwa=; .*Max-Age=0/)
})

test('an address is read with its spaces and capitals aside', async () => {
  const me = await post('/api/sessions/signIn', { email: ' BEN@Example.com ', password: PASSWORD })
  expect(me.json()).toMatchObject({ loginMail: 'ben@example.com' })
})

test('every endpoint for the signed-in refuses a visitor, and every administrator’s a member', async () => {
  const mine = [api.accounts, api.sessions, api.passwords, api.organizations, api.invitations].flatMap(
    (noun) => Object.values(noun) as { name: string; access: string }[],
  )
  const closed = mine.filter(({ access }) => access !== 'public')
  expect(closed.length).toBeGreaterThan(12)
  for (const { name } of closed) {
    const { status } = await post(`/api/${name.replace('.', '/')}`, {})
    expect([name, status]).toEqual([name, 401])
  }
  const { ben } = server.people
  expect(await refusalOf(callHttp(server, cookieOf(ben), api.invitations.list, {}))).toContain('"forbidden"')
  expect(await refusalOf(callHttp(server, cookieOf(ben), api.organizations.rename, { name: 'Ben' }))).toContain(
    '"forbidden"',
  )
})

test('what each endpoint answers is what the contract says', async () => {
  const { aiko, ben } = server.people
  const cookie = cookieOf(aiko)
  await callHttp(server, undefined, api.server.status, {})
  await callHttp(server, cookie, api.accounts.me, {})
  await callHttp(server, cookie, api.accounts.updateProfile, { title: '課長' })
  await callHttp(server, cookie, api.accounts.updateSettings, { theme: 'dark' })
  await callHttp(server, cookie, api.accounts.person, { accountId: ben.accountId })
  await callHttp(server, cookie, api.sessions.list, {})
  await callHttp(server, cookie, api.organizations.people, {})
  await callHttp(server, cookie, api.organizations.setRole, { accountId: ben.accountId, role: 'member' })
  const { invitations } = await callHttp(server, cookie, api.invitations.create, {})
  await callHttp(server, cookie, api.invitations.list, {})
  await callHttp(server, cookie, api.invitations.revoke, { id: invitations[0]?.id ?? 0 })
  await callHttp(server, undefined, api.passwords.requestReset, { email: 'ben@example.com' })
})

test('a picture goes up, becomes the avatar and comes back as WebP that may run nothing', async () => {
  const { chie } = server.people
  const body = await sharp({ create: { width: 90, height: 90, channels: 3, background: '#265' } })
    .png()
    .toBuffer()
  const upload = (headers: Asking['headers'], bytes: Buffer) =>
    ask(server, '/api/images', { method: 'POST', body: bytes, headers: { 'content-type': 'image/png', ...headers } })
  expect((await upload({}, body)).status).toBe(401)
  const cookie = cookieOf(chie)
  const html = await upload({ cookie }, Buffer.from('<script>alert(1)</script>'))
  expect([html.status, html.json()]).toMatchObject([400, { error: { code: 'invalid_image' } }])
  const { hash } = (await upload({ cookie }, body)).json() as { hash: string }
  const me = await callHttp(server, cookie, api.accounts.updateProfile, { avatar: hash })
  expect(me.avatar).toBe(hash)
  const { status, headers } = await ask(server, `/images/${hash}`)
  expect([status, headers['content-type']]).toEqual([200, 'image/webp'])
  expect(headers['x-content-type-options']).toBe('nosniff')
  expect(headers['content-security-policy']).toContain("default-src 'none'")
})
