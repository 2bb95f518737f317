import { createHash, randomBytes } from 'node:crypto'
import { api, type OauthApp, type OauthScope, oauthScopes } from '@naniwa/contract'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { saveImage } from '../images/store.ts'
import { ask, callHttp } from '../testing/http.ts'
import { browsing, consent, uidOf } from '../testing/oauth.ts'
import { halves } from '../testing/pictures.ts'
import { outcome, overHttp } from '../testing/scene.ts'
import { cookieOf, type TestServer, testServer } from '../testing/server.ts'
import { sweepOauth } from './end.ts'

const HOME = 'http://chat.example.test'
const BACK = 'https://board.example/back'
const SCOPES: OauthScope[] = ['users.profile.me:read', 'rooms.info:read', 'offline_access']
const SCOPE = SCOPES.join(' ')

let server: TestServer
let aiko: ReturnType<typeof overHttp>
let ben: ReturnType<typeof overHttp>

beforeAll(async () => {
  server = await testServer({ NANIWA_URL: HOME })
  aiko = overHttp(server, server.people.aiko)
  ben = overHttp(server, server.people.ben)
})
afterAll(() => server.close())

interface Registered extends OauthApp {
  readonly secret: string | null
}

async function register(kind: OauthApp['kind'], redirectUris: string[] = [BACK]): Promise<Registered> {
  const { app, secret } = await ben.call(api.oauth.createApp, {
    name: '出荷ボード',
    kind,
    redirectUris,
    scopes: SCOPES,
  })
  return { ...app, secret }
}

function challenge() {
  const verifier = randomBytes(32).toString('base64url')
  const hash = createHash('sha256').update(verifier).digest('base64url')
  return { verifier, query: { code_challenge: hash, code_challenge_method: 'S256' } }
}

type Query = Record<string, string>

function authorizeUrl({ clientId }: Registered, more: Query = {}): string {
  const query = { response_type: 'code', client_id: clientId, redirect_uri: BACK, scope: SCOPE, state: 's1', ...more }
  return `/packages/oauth2/login.php?${new URLSearchParams(query)}`
}

/** To where the answer sends the browser, as far as the application sees it. */
function authorize(app: Registered, more: Query = {}, answer: 'allow' | 'decline' = 'allow'): Promise<URLSearchParams> {
  return consent(server, server.people.aiko, authorizeUrl(app, more), answer)
}

async function tokenFrom(app: Registered, form: Query) {
  const basic = `Basic ${Buffer.from(`${app.clientId}:${app.secret}`).toString('base64')}`
  const answer = await ask(server, '/token', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...(app.secret && { authorization: basic }) },
    body: String(new URLSearchParams({ ...(!app.secret && { client_id: app.clientId }), ...form })),
  })
  return { status: answer.status, headers: answer.headers, body: answer.json() as Record<string, string> }
}

async function exchange(app: Registered, code: string | null, more: Query = {}) {
  return tokenFrom(app, { grant_type: 'authorization_code', code: code ?? '', redirect_uri: BACK, ...more })
}

/** Tokens for an application that aiko let in. */
async function connected(app: Registered): Promise<Record<string, string>> {
  const { verifier, query } = challenge()
  const { body } = await exchange(app, (await authorize(app, query)).get('code'), { code_verifier: verifier })
  return body
}

function me(token: string | undefined, path = '/v2/me') {
  return ask(server, path, { headers: { authorization: `Bearer ${token}` } })
}

function partsOf(jwt: string | undefined): [Record<string, unknown>, Record<string, unknown>] {
  const [header, payload] = String(jwt).split('.')
  const read = (part: string | undefined) => JSON.parse(Buffer.from(part ?? '', 'base64url').toString())
  return [read(header), read(payload)]
}

test('nobody registers, sees or changes an application for another, and where it may be sent back to is checked', async () => {
  const input = { name: 'x', kind: 'public' as const, redirectUris: [BACK], scopes: SCOPES }
  expect(await outcome(overHttp(server).call(api.oauth.createApp, input))).toBe('unauthenticated')
  const { clientId, secret } = await register('confidential')
  expect(secret).toMatch(/^[\w-]{43}$/)
  expect(await aiko.call(api.oauth.apps, {})).toEqual({ apps: [] })
  expect(await outcome(aiko.call(api.oauth.editApp, { clientId, name: 'mine' }))).toBe('not_found')
  expect(await outcome(aiko.call(api.oauth.renewSecret, { clientId }))).toBe('not_found')
  expect(await outcome(aiko.call(api.oauth.deleteApp, { clientId }))).toBe('not_found')
  const bad = [
    'http://board.example/',
    'board:/back',
    'https://x.example/#y',
    'javascript:alert(1)',
    'https://a:b@x.example/',
    'x',
  ]
  for (const redirect of bad) {
    const redirectUris = [redirect]
    expect(await outcome(register('confidential', redirectUris)), redirect).toBe('invalid_input')
    expect(await outcome(ben.call(api.oauth.editApp, { clientId, redirectUris })), redirect).toBe('invalid_input')
  }
  expect(await outcome(register('public', ['http://board.example/']))).toBe('invalid_input')
  expect(await outcome(register('public', ['javascript:alert(1)']))).toBe('invalid_input')
  expect(await outcome(register('public', ['board:/back', 'jp.example.board://back']))).toBe('done')
  expect(
    await outcome(
      register(
        'public',
        Array.from({ length: 6 }, (_, n) => `https://x.example/${n}`),
      ),
    ),
  ).toBe('invalid_input')
})

test('a confidential application is asked for, let in, and acts in the person’s name', async () => {
  const app = await register('confidential')
  const { visit, call } = browsing(server, server.people.aiko)
  const asked = await visit(authorizeUrl(app))
  const uid = uidOf(asked)
  expect(asked.headers.location).toBe(`/oauth/consent/${uid}`)
  expect(await call(api.oauth.request, { uid })).toEqual({
    ...{ name: '出荷ボード', host: 'board.example', provider: 'Minamo', logo: null },
    scopes: ['users.profile.me:read', 'rooms.info:read', 'offline_access'],
  })
  expect(await outcome(overHttp(server).call(api.oauth.request, { uid }))).toBe('unauthenticated')
  const { url } = await call(api.oauth.answer, { uid, allow: true })
  expect(url.startsWith(`${HOME}/`)).toBe(true)
  const back = new URL(String((await visit(url)).headers.location))
  expect([back.origin + back.pathname, back.searchParams.get('state')]).toEqual([BACK, 's1'])
  const { status, headers, body } = await exchange(app, back.searchParams.get('code'))
  expect([status, headers['cache-control'], body.token_type, body.expires_in]).toEqual([
    200,
    'no-store',
    'Bearer',
    1_800,
  ])
  expect(body.scope?.split(' ').sort()).toEqual(['rooms.info:read', 'users.profile.me:read'])
  const [header, payload] = partsOf(body.access_token)
  expect(header).toEqual({ alg: 'RS256', typ: 'JWT', cty: 'JWT', kid: expect.any(String) })
  const sub = String(server.people.aiko.accountId)
  expect(payload).toEqual({
    ...{ iss: HOME, aud: HOME, sub, account_id: sub, client_id: app.clientId, jti: expect.any(String) },
    ...{ grant: expect.any(String) },
    ...{ iat: expect.any(Number), exp: (payload.iat as number) + 1_800, scope: expect.any(Array) },
  })
  expect((await me(body.access_token)).json()).toMatchObject({ account_id: server.people.aiko.accountId })
  expect(await aiko.call(api.oauth.connections, {})).toMatchObject({
    connections: [{ clientId: app.clientId, name: '出荷ボード', lastUsedAt: expect.any(Number) }],
  })
})

test('an application that is turned down is told so, and gets nothing', async () => {
  const app = await register('confidential')
  const back = await authorize(app, {}, 'decline')
  expect([back.get('error'), back.get('state'), back.get('code')]).toEqual(['access_denied', 's1', null])
})

test('who is sent the page of a request that another browser began is shown nothing, and lets nobody in', async () => {
  const app = await register('confidential')
  const attacker = browsing(server)
  const uid = uidOf(await attacker.visit(authorizeUrl(app)))
  const victim = browsing(server, server.people.aiko)
  const refused = async () => [
    await outcome(victim.call(api.oauth.request, { uid })),
    await outcome(victim.call(api.oauth.answer, { uid, allow: true })),
  ]
  expect(await refused()).toEqual(['not_found', 'not_found'])
  // Neither with a request of one's own under way, nor with a cookie that nobody signed.
  const own = uidOf(await victim.visit(authorizeUrl(app)))
  expect(await refused()).toEqual(['not_found', 'not_found'])
  const forged = `${cookieOf(server.people.aiko)}; naniwa_oauth_request=${uid}; naniwa_oauth_request.sig=${victim.cookie('naniwa_oauth_request.sig')}`
  expect(await outcome(callHttp(server, forged, api.oauth.answer, { uid, allow: true }))).toBe('not_found')
  const resumed = await attacker.visit(`/packages/oauth2/login.php/${uid}`)
  expect(resumed.headers.location).not.toContain('code=')
  expect(await aiko.call(api.oauth.connections, {})).not.toMatchObject({ connections: [{ clientId: app.clientId }] })
  expect(await outcome(victim.call(api.oauth.answer, { uid: own, allow: true }))).toBe('done')
  await ben.call(api.oauth.deleteApp, { clientId: app.clientId })
})

test('what was answered is taken by the browser that began it alone, once', async () => {
  const app = await register('confidential')
  const { visit, call } = browsing(server, server.people.aiko)
  const uid = uidOf(await visit(authorizeUrl(app)))
  const { url } = await call(api.oauth.answer, { uid, allow: true })
  const elsewhere = await browsing(server, server.people.aiko).visit(url)
  expect([elsewhere.status, elsewhere.headers.location]).toEqual([400, undefined])
  expect(await outcome(call(api.oauth.answer, { uid, allow: true }))).toBe('not_found')
  await ben.call(api.oauth.deleteApp, { clientId: app.clientId })
})

test('a public application proves with PKCE that it is the one that asked', async () => {
  const app = await register('public')
  const { visit } = browsing(server)
  const without = new URL(String((await visit(authorizeUrl(app))).headers.location))
  expect([without.origin + without.pathname, without.searchParams.get('error')]).toEqual([BACK, 'invalid_request'])
  const { verifier, query } = challenge()
  const code = (await authorize(app, query)).get('code')
  expect((await exchange(app, code, { code_verifier: challenge().verifier })).body.error).toBe('invalid_grant')
  expect((await exchange(app, code)).body.error).toBe('invalid_grant')
  const { body } = await exchange(app, code, { code_verifier: verifier })
  expect((await me(body.access_token)).status).toBe(200)
})

test('a wrong secret, another application and another address are refused', async () => {
  const [app, other] = [await register('confidential'), await register('confidential')]
  const code = (await authorize(app)).get('code')
  expect((await exchange({ ...app, secret: 'wrong' }, code)).body.error).toBe('invalid_client')
  expect((await exchange(other, code)).body.error).toBe('invalid_grant')
  expect((await exchange(app, code, { redirect_uri: 'https://board.example/else' })).body.error).toBe('invalid_grant')
  const { secret } = await ben.call(api.oauth.renewSecret, { clientId: app.clientId })
  expect((await exchange(app, code)).body.error).toBe('invalid_client')
  expect((await exchange({ ...app, secret }, code)).status).toBe(200)
})

test('a code is good once and for a minute; presented again, it ends what came of it', async () => {
  const app = await register('confidential')
  const code = (await authorize(app)).get('code')
  const { body } = await exchange(app, code)
  expect((await exchange(app, code)).body.error).toBe('invalid_grant')
  expect((await me(body.access_token)).status).toBe(401)
  expect((await tokenFrom(app, { grant_type: 'refresh_token', refresh_token: body.refresh_token ?? '' })).status).toBe(
    400,
  )
  const late = (await authorize(app)).get('code')
  const { rows } = await sql<{ life: number }>`
    select extract(epoch from expires_at - now())::float8 as life from oauth_item where kind = 'AuthorizationCode'
    order by expires_at desc limit 1
  `.execute(server.app.db)
  expect(rows[0]?.life).toBeLessThanOrEqual(60)
  await sql`update oauth_item set expires_at = now() where kind = 'AuthorizationCode'`.execute(server.app.db)
  expect((await exchange(app, late)).body.error).toBe('invalid_grant')
})

test('a refresh token turns over with each use; an old one used again ends all of them', async () => {
  const app = await register('confidential')
  const first = await connected(app)
  const refresh = (token: string | undefined) =>
    tokenFrom(app, { grant_type: 'refresh_token', refresh_token: token ?? '' })
  const second = (await refresh(first.refresh_token)).body
  expect(second.refresh_token).not.toBe(first.refresh_token)
  // The used one for as long as its second use is noticed.
  const kept = [
    { days: 14, used: true },
    { days: 3_650, used: false },
  ]
  expect(await tokensOf(app)).toEqual(kept)
  expect((await me(second.access_token)).status).toBe(200)
  expect((await refresh(first.refresh_token)).body.error).toBe('invalid_grant')
  expect((await refresh(second.refresh_token)).body.error).toBe('invalid_grant')
  expect((await me(second.access_token)).status).toBe(401)
  expect(await aiko.call(api.oauth.connections, {})).not.toMatchObject({ connections: [{ clientId: app.clientId }] })
})

interface Kept {
  readonly days: number
  readonly used: boolean
}

/** The application's refresh tokens, and for how long each is kept yet; used ones first. */
async function tokensOf({ clientId }: Registered): Promise<Kept[]> {
  const { rows } = await sql<Kept>`
    select round(extract(epoch from expires_at - now()) / 86400)::int as days, consumed_at is not null as used from oauth_item
    where kind = 'RefreshToken' and payload ->> 'clientId' = ${clientId} order by used desc
  `.execute(server.app.db)
  return rows
}

/** How long those that were not used are good. */
async function daysLeft(app: Registered): Promise<number[]> {
  return (await tokensOf(app)).filter(({ used }) => !used).map(({ days }) => days)
}

const lives = [
  ['confidential', SCOPE, 3_650],
  ['confidential', 'rooms.info:read', 14],
  ['public', SCOPE, 14],
] as const

test.each(lives)('a refresh token of a %s application with %s is good for %i days', async (kind, scope, days) => {
  const { verifier, query } = challenge()
  const app = await register(kind)
  await exchange(app, (await authorize(app, { ...query, scope })).get('code'), { code_verifier: verifier })
  expect(await daysLeft(app)).toEqual([days])
})

test('of two who use a refresh token at once, one is served', async () => {
  const app = await register('confidential')
  const { refresh_token = '' } = await connected(app)
  const uses = await Promise.all([1, 2, 3].map(() => tokenFrom(app, { grant_type: 'refresh_token', refresh_token })))
  expect(uses.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(1)
})

test('an application does what it was let do, and is told what it lacks', async () => {
  const { access_token } = await connected(await register('confidential'))
  const refused = await me(access_token, '/v2/my/tasks')
  expect(refused.status).toBe(403)
  expect(refused.headers['www-authenticate']).toContain('insufficient_scope')
  const over = await me('a.b.c')
  expect([over.status, over.headers['www-authenticate']]).toEqual([401, expect.stringContaining('invalid_token')])
  const [header, payload, signature] = String(access_token).split('.')
  const forged = Buffer.from(JSON.stringify({ ...partsOf(access_token)[1], sub: '1' })).toString('base64url')
  expect((await me(`${header}.${forged}.${signature}`)).status).toBe(401)
  const none = Buffer.from('{"alg":"none"}').toString('base64url')
  expect((await me(`${none}.${payload}.`)).status).toBe(401)
})

test('disconnected or removed, an application is out at once; connected anew, old tokens stay dead', async () => {
  const app = await register('confidential')
  const before = await connected(app)
  // Written by a process whose clock is ahead.
  await sql`update oauth_connection set created_at = now() + interval '1 minute'`.execute(server.app.db)
  expect((await me(before.access_token)).status).toBe(200)
  expect(await outcome(ben.call(api.oauth.disconnect, { clientId: app.clientId }))).toBe('not_found')
  await aiko.call(api.oauth.disconnect, { clientId: app.clientId })
  expect((await me(before.access_token)).status).toBe(401)
  const refresh_token = before.refresh_token ?? ''
  expect((await tokenFrom(app, { grant_type: 'refresh_token', refresh_token })).body.error).toBe('invalid_grant')
  const after = await connected(app)
  expect((await me(after.access_token)).status).toBe(200)
  expect((await me(before.access_token)).status).toBe(401)
  const { headers } = await ask(server, '/oauth2/revoke', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: '',
  })
  expect(headers['content-type']).toContain('json')
  await ben.call(api.oauth.deleteApp, { clientId: app.clientId })
  expect((await me(after.access_token)).status).toBe(401)
  expect(await tokensOf(app)).toHaveLength(2)
  await sweepOauth(server.app)
  expect(await tokensOf(app)).toEqual([])
  expect((await browsing(server).visit(authorizeUrl(app))).status).toBe(400)
})

test('nobody is sent to an address that was not registered', async () => {
  const app = await register('confidential')
  const elsewhere = [
    'https://evil.example/back',
    'https://board.example/back/../evil',
    'https://board.example/back?x=1',
    'https://board.example.evil.example/back',
    'https://board.example/back#x',
    'javascript:alert(1)',
    '//evil.example/back',
    '',
  ]
  for (const redirect_uri of elsewhere.slice(0, -1)) {
    const { status, headers } = await browsing(server).visit(authorizeUrl(app, { redirect_uri }))
    expect([status, headers.location], redirect_uri).toEqual([400, undefined])
  }
  const unknown = await browsing(server).visit(authorizeUrl({ ...app, clientId: 'nobody' }))
  expect([unknown.status, unknown.headers.location]).toEqual([400, undefined])
})

test('what is wrong with a request has the public API’s number: for programs as text, for people on a page', async () => {
  const app = await register('public', [BACK, 'board:/back'])
  const { query } = challenge()
  const wrong: [string, Query][] = [
    ['11000', { client_id: '' }],
    ['no application', { client_id: 'nobody' }],
    ['13000', { redirect_uri: '' }],
    ['14000', { redirect_uri: 'board' }],
    ['15000', { redirect_uri: 'https://evil.example/back' }],
    ['1001', { response_type: '' }],
    ['4001', { response_type: 'token' }],
    ['4002', { response_type: 'code id_token' }],
    ['5001', { scope: '' }],
    ['5002', { scope: 'rooms.info:read everything' }],
    // One that there is, and that this application was not registered with.
    ['5002', { scope: 'rooms.messages:write' }],
    ['18000', { ...query, code_challenge_method: 'plain' }],
    ['19000', { ...query, code_challenge: 'short' }],
  ]
  for (const [number, more] of wrong) {
    const answer = await browsing(server).visit(authorizeUrl(app, more))
    expect([answer.status, answer.headers.location], number).toEqual([400, undefined])
    expect(answer.text).toContain(number)
  }
  const page = await ask(server, authorizeUrl(app, { scope: '' }), { headers: { accept: 'text/html,*/*' } })
  expect([page.status, page.headers.location]).toEqual([303, '/oauth/fault/5001'])
  const declined = await authorize(app, query, 'decline')
  expect(Object.fromEntries(declined)).toMatchObject({ error: 'access_denied', state: 's1' })
  expect(declined.get('error_description')).toContain('3001')
  const code = (await authorize(app, query)).get('code')
  const { status, body } = await exchange(app, code, { code_verifier: 'short' })
  expect([status, body.error, body.error_description]).toEqual([
    400,
    'invalid_request',
    expect.stringMatching(/^20000: /),
  ])
})

test('of what an application asks for it is let do no more than it was registered with', async () => {
  const app = await register('public')
  const { verifier, query } = challenge()
  const code = (await authorize(app, { ...query, scope: 'rooms.info:read rooms.messages:write' })).get('code')
  const { body } = await exchange(app, code, { code_verifier: verifier })
  expect([body.scope, partsOf(body.access_token)[1].scope]).toEqual(['rooms.info:read', ['rooms.info:read']])
})

test('an application has a picture and scopes, which its owner changes', async () => {
  const { clientId } = await register('confidential')
  const logo = (await saveImage(server.app, await halves(64, 64).png().toBuffer(), 'avatar')).hash
  expect(await outcome(ben.call(api.oauth.editApp, { clientId, logo: 'f'.repeat(64) }))).toBe('not_found')
  expect(await outcome(ben.call(api.oauth.editApp, { clientId, scopes: [] }))).toBe('invalid_input')
  const edited = await ben.call(api.oauth.editApp, { clientId, logo, scopes: ['rooms.info:read'] })
  expect(edited).toMatchObject({ name: '出荷ボード', logo, scopes: ['rooms.info:read'], redirectUris: [BACK] })
  expect((await ben.call(api.oauth.apps, {})).apps.find((one) => one.clientId === clientId)).toEqual(edited)
})

test('what is taken from an application is taken from the tokens it has at once, and shown so', async () => {
  const app = await register('confidential')
  const { clientId } = app
  const { access_token, refresh_token = '' } = await connected(app)
  const may = async (token = access_token) => [(await me(token)).status, (await me(token, '/v2/rooms')).status]
  expect(await may()).toEqual([200, 200])
  await ben.call(api.oauth.editApp, { clientId, scopes: ['rooms.info:read'] })
  expect(await may()).toEqual([403, 200])
  expect(await daysLeft(app)).toEqual([14])
  const { body } = await tokenFrom(app, { grant_type: 'refresh_token', refresh_token })
  expect(await may(body.access_token)).toEqual([403, 200])
  expect(await daysLeft(app)).toEqual([14])
  const { connections } = await aiko.call(api.oauth.connections, {})
  expect(connections.find((one) => one.clientId === clientId)?.scopes).toEqual(['rooms.info:read'])
  // Given back, it is what aiko let the application do, and no more.
  await ben.call(api.oauth.editApp, { clientId, scopes: [...SCOPES, 'users.tasks.me:read'] })
  expect(await may()).toEqual([200, 200])
  expect((await me(access_token, '/v2/my/tasks')).status).toBe(403)
  await ben.call(api.oauth.deleteApp, { clientId })
})

test('no secret lies in the database as it is', async () => {
  const app = await register('confidential')
  const { refresh_token } = await connected(app)
  const code = (await authorize(app)).get('code')
  const { rows } = await sql<{ text: string }>`
    select (select string_agg(i::text, '') from oauth_item i) || (select string_agg(a::text, '') from oauth_app a) as text
  `.execute(server.app.db)
  for (const secret of [refresh_token, code, app.secret]) expect(rows[0]?.text).not.toContain(secret)
})

test('the discovery document says where everything is', async () => {
  for (const path of ['/.well-known/openid-configuration', '/.well-known/oauth-authorization-server']) {
    const answer = await ask(server, path)
    expect(answer.json()).toMatchObject({
      issuer: HOME,
      authorization_endpoint: `${HOME}/packages/oauth2/login.php`,
      token_endpoint: `${HOME}/token`,
      revocation_endpoint: `${HOME}/oauth2/revoke`,
      registration_endpoint: `${HOME}/oauth2/register`,
      jwks_uri: `${HOME}/oauth2/jwks`,
      code_challenge_methods_supported: ['S256'],
      grant_types_supported: ['authorization_code', 'refresh_token'],
      scopes_supported: oauthScopes,
    })
    expect(Object.keys(answer.json() as object).filter((name) => /pushed|dpop/.test(name))).toEqual([])
  }
  const { keys } = (await ask(server, '/oauth2/jwks')).json() as { keys: Record<string, unknown>[] }
  expect(keys).toMatchObject([{ kty: 'RSA', alg: 'RS256' }])
  expect(keys[0]).not.toHaveProperty('d')
})

test('what is called in another way than it is meant says so, and shows no page', async () => {
  const wrong = [
    ['GET', '/token', 'POST, OPTIONS'],
    ['GET', '/oauth2/revoke', 'POST'],
    ['GET', '/oauth2/register', 'POST'],
    ['POST', '/oauth2/jwks', 'GET'],
  ] as const
  for (const [method, path, allow] of wrong) {
    const { status, headers, json } = await ask(server, path, { method })
    expect([path, status, headers.allow, json()]).toEqual([path, 405, allow, { error: 'invalid_request' }])
  }
})
