import { createHash } from 'node:crypto'
import { api, type OauthScope } from '@naniwa/contract'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { transact } from '../db/transaction.ts'
import { ask } from '../testing/http.ts'
import { browsing, consent, uidOf } from '../testing/oauth.ts'
import { outcome, overHttp } from '../testing/scene.ts'
import { type TestServer, testServer } from '../testing/server.ts'
import { answer } from './answer.ts'
import { authenticateBearer } from './authenticate.ts'
import { readApp, type StoredApp } from './client.ts'
import { connect } from './connect.ts'
import { sweepOauth } from './end.ts'
import { request } from './request.ts'

const DAY_MS = 24 * 60 * 60 * 1_000
const BACK = 'http://localhost:3118/callback'

let server: TestServer
let aiko: ReturnType<typeof overHttp>

beforeAll(async () => {
  server = await testServer({ NANIWA_RATE_LIMITS: 'on', NANIWA_TRUST_PROXY: '1' })
  aiko = overHttp(server, server.people.aiko)
})
afterAll(() => server.close())

let networks = 0

/** What a program is answered; each comes from a network of its own unless it is said from which. */
async function register(said: unknown, headers: Record<string, string> = {}, network = `192.0.2.${++networks}`) {
  const body = typeof said === 'string' ? said : JSON.stringify(said)
  const asking = { 'content-type': 'application/json', 'x-forwarded-for': network, ...headers }
  const answer = await ask(server, '/oauth2/register', { method: 'POST', headers: asking, body })
  return { status: answer.status, headers: answer.headers, body: answer.json() as Record<string, unknown> }
}

async function connectTo(clientId: string): Promise<void> {
  await sql`
    insert into oauth_connection (account_id, client_id, grant_id, scopes, created_at)
    values (${server.people.aiko.accountId}, ${clientId}, ${clientId}, '{rooms.info:read}', ${server.app.clock.now()})
  `.execute(server.app.db)
}

async function known(): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select name from oauth_app where account_id is null order by name
  `.execute(server.app.db)
  return rows.map(({ name }) => name)
}

test('what does not fit is refused in the words of the standard, and nothing is kept', async () => {
  const wrong: [unknown, string][] = [
    ['{', 'invalid_redirect_uri'],
    ['null', 'invalid_redirect_uri'],
    [[], 'invalid_redirect_uri'],
    [{}, 'invalid_redirect_uri'],
    [{ redirect_uris: [] }, 'invalid_redirect_uri'],
    [{ redirect_uris: Array.from({ length: 6 }, (_, n) => `https://x.example/${n}`) }, 'invalid_redirect_uri'],
    [{ redirect_uris: ['x'.repeat(3_000)] }, 'invalid_redirect_uri'],
    ...[
      ...[
        'http://evil.example/',
        'http://localhost.evil.example/',
        'http://localhost@evil.example/',
        'javascript:alert(1)',
      ],
      ...[
        'https://a:b@x.example/',
        'https://x.example/#y',
        'http://127.0.0.1/#y',
        'https://localhost/back',
        'http://127.0.0.1:99999/',
        'http://localhost?x',
        'file:///etc/passwd',
        '',
        'x',
        7,
        null,
      ],
    ].map((one): [unknown, string] => [{ redirect_uris: [BACK, one] }, 'invalid_redirect_uri']),
    [{ redirect_uris: [BACK], grant_types: ['client_credentials'] }, 'invalid_client_metadata'],
    [{ redirect_uris: [BACK], response_types: ['token'] }, 'invalid_client_metadata'],
    [{ redirect_uris: [BACK], scope: 'everything' }, 'invalid_client_metadata'],
    [{ redirect_uris: [BACK], scope: 7 }, 'invalid_client_metadata'],
    [{ redirect_uris: [BACK], client_name: 'x'.repeat(20_000) }, 'invalid_client_metadata'],
  ]
  for (const [said, error] of wrong) {
    const { status, body } = await register(said)
    expect([said, status, body.error]).toEqual([said, 400, error])
  }
  expect((await register({ redirect_uris: [BACK] }, { 'content-type': 'text/plain' })).status).toBe(400)
  expect((await register({ redirect_uris: [BACK] }, { origin: 'https://evil.example' })).status).toBe(403)
  expect(await known()).toEqual([])
})

test('a program is public, gets the scopes there are, and is told what it did not get', async () => {
  const { status, headers, body } = await register({
    ...{ client_name: ' \u202eeman\n  nice ', redirect_uris: [BACK], scope: 'rooms.info:read everything' },
    ...{ token_endpoint_auth_method: 'client_secret_basic', application_type: 'web', client_id: 'mine' },
    ...{ logo_uri: 'https://evil.example/x.png', jwks_uri: 'http://127.0.0.1/', software_id: 'x' },
  })
  expect([status, headers['cache-control']]).toEqual([201, 'no-store'])
  expect(body).toEqual({
    client_id: expect.stringMatching(/^[\w-]{22}$/),
    client_id_issued_at: Math.floor(server.app.clock.now().getTime() / 1_000),
    ...{ client_name: 'eman nice', redirect_uris: [BACK], scope: 'rooms.info:read', application_type: 'native' },
    ...{ grant_types: ['authorization_code', 'refresh_token'], response_types: ['code'] },
    token_endpoint_auth_method: 'none',
  })
  const all = (await register({ redirect_uris: ['https://desk.example/back'] })).body
  expect([all.client_name, String(all.scope).split(' ').length]).toEqual(['desk.example', 22])
  const posing = (await register({ redirect_uris: ['evil-app://accounts.google.com/back'] })).body
  expect(posing.client_name).toBe('evil-app:')
  // Nobody's: no one lists, changes or removes it.
  const clientId = String(body.client_id)
  expect(await aiko.call(api.oauth.apps, {})).toEqual({ apps: [] })
  expect(await outcome(aiko.call(api.oauth.editApp, { clientId, name: 'mine' }))).toBe('not_found')
  expect(await outcome(aiko.call(api.oauth.deleteApp, { clientId }))).toBe('not_found')
})

test('on one’s own machine any port will do, elsewhere nothing but the address', async () => {
  const redirect_uris = [BACK, 'http://[::1]:5000/', 'https://desk.example:8443/back', 'cursor://desk/callback']
  const registered = await register({ redirect_uris })
  const status = async (redirect_uri: string) => {
    const query = new URLSearchParams({
      ...{
        response_type: 'code',
        client_id: String(registered.body.client_id),
        redirect_uri,
        scope: 'rooms.info:read',
      },
      ...{ code_challenge: 'a'.repeat(43), code_challenge_method: 'S256' },
    })
    return (await ask(server, `/packages/oauth2/login.php?${query}`)).status
  }
  const anyPort = ['http://localhost:9/callback', 'http://localhost/callback', 'http://[::1]:5001/']
  for (const there of [...redirect_uris, ...anyPort]) expect([there, await status(there)]).toEqual([there, 303])
  for (const elsewhere of [
    ...['http://localhost:3118/other', 'http://127.0.0.1:3118/callback', 'https://localhost:3118/callback'],
    ...['http://localhost.evil.example:3118/callback', 'http://localhost:3118@evil.example/callback'],
    ...['https://desk.example/back', 'http://desk.example:8443/back'],
  ])
    expect([elsewhere, await status(elsewhere)]).toEqual([elsewhere, 400])
})

test('nobody is sent to a stranger’s address before somebody has answered, whatever is wrong', async () => {
  const there = 'https://evil.example/'
  const client_id = String((await register({ redirect_uris: [there] })).body.client_id)
  const good = { response_type: 'code', client_id, redirect_uri: there, scope: 'rooms.info:read' }
  const challenge = { code_challenge: 'a'.repeat(43), code_challenge_method: 'S256' }
  const wrong: [string, Record<string, string>][] = [
    ['19000', good],
    ['other', { ...good, ...challenge, resource: 'https://elsewhere.example/' }],
    ['other', { ...good, ...challenge, request_uri: 'https://elsewhere.example/' }],
    ['other', { ...good, ...challenge, response_mode: 'everything' }],
    ['other', { ...good, ...challenge, response_mode: 'form_post', resource: 'https://elsewhere.example/' }],
  ]
  for (const [fault, query] of wrong) {
    const path = `/packages/oauth2/login.php?${new URLSearchParams(query)}`
    const page = await ask(server, path, { headers: { accept: 'text/html' } })
    expect([query, page.headers.location]).toEqual([query, `/oauth/fault/${fault}`])
    const text = await ask(server, path)
    expect([text.status, text.headers.location, text.headers['content-type']]).toEqual([
      ...[400, undefined],
      expect.stringContaining('text/plain'),
    ])
    expect(page.text + text.text).not.toContain('evil.example')
  }
  const asking = `/packages/oauth2/login.php?${new URLSearchParams({ ...good, ...challenge, state: 's1' })}`
  const { visit } = browsing(server)
  const uid = uidOf(await visit(asking))
  // Come back without an answer, one is asked again.
  expect((await visit(`/packages/oauth2/login.php/${uid}`)).headers.location).toMatch(/^\/oauth\/consent\//)
  const declined = await consent(server, server.people.aiko, asking, 'decline')
  expect([declined.get('error'), declined.get('state')]).toEqual(['access_denied', 's1'])
})

test('a page shows a program’s scheme, not what stands where a host would', async () => {
  const { body } = await register({ redirect_uris: ['evil-app://accounts.google.com/back'] })
  const query = { response_type: 'code', client_id: String(body.client_id), scope: 'rooms.info:read' }
  const challenge = { code_challenge: 'a'.repeat(43), code_challenge_method: 'S256' }
  const { visit, call } = browsing(server, server.people.aiko)
  const uid = uidOf(await visit(`/packages/oauth2/login.php?${new URLSearchParams({ ...query, ...challenge })}`))
  expect(await call(api.oauth.request, { uid })).toMatchObject({ name: 'evil-app:', host: 'evil-app:' })
})

test('a network registers so many in an hour, and all together so many that nobody lets in', async () => {
  const statuses: number[] = []
  for (let n = 0; n < 21; n++) statuses.push((await register({ redirect_uris: [BACK] }, {}, '198.51.100.1')).status)
  expect([new Set(statuses.slice(0, 20)), statuses[20]]).toEqual([new Set([201]), 429])
  const site: number[] = []
  for (let n = 0; n < 101; n++)
    site.push((await register({ redirect_uris: [BACK] }, {}, `2001:db8:1:${n.toString(16)}::1`)).status)
  expect([new Set(site.slice(0, 100)), site[100]]).toEqual([new Set([201]), 429])
})

test('a network asks so often in an hour, and what is kept of a request is no more than it needs', async () => {
  const client_id = String((await register({ redirect_uris: [BACK] })).body.client_id)
  const query = {
    ...{ response_type: 'code', client_id, redirect_uri: BACK, scope: 'rooms.info:read' },
    ...{ code_challenge: 'a'.repeat(43), code_challenge_method: 'S256' },
  }
  const asked = (more: Record<string, string> = {}) =>
    ask(server, `/packages/oauth2/login.php?${new URLSearchParams({ ...query, ...more })}`, {
      headers: { 'x-forwarded-for': '198.51.100.9' },
    })
  const [long, ...rest] = [{ state: 'x'.repeat(2_001) }, { state: 'x'.repeat(2_000), nonce: 'y'.repeat(5_000) }]
  expect((await asked(long)).status).toBe(400)
  const uid = uidOf(await asked(rest[0]))
  const { rows } = await sql<{ size: number }>`
    select length(payload::text) as size from oauth_item where kind = 'Interaction' and id = ${uid}
  `.execute(server.app.db)
  expect(rows[0]?.size).toBeLessThan(4_000)
  const statuses: number[] = []
  for (let n = 0; n < 200; n++) statuses.push((await asked()).status)
  expect([new Set(statuses.slice(0, 199)), statuses[199]]).toEqual([new Set([303]), 429])
})

test('when too many wait, the oldest that nobody is being asked about go', async () => {
  const { db } = server.app
  const old = String((await register({ client_name: 'old', redirect_uris: [BACK] })).body.client_id)
  await sql`update oauth_app set created_at = created_at - interval '1 hour' where client_id = ${old}`.execute(db)
  await sql`
    insert into oauth_app (client_id, account_id, name, kind, redirect_uris, created_at)
    select 'full' || n, null, 'full', 'public', '{}', ${server.app.clock.now()}::timestamptz - interval '1 minute'
    from generate_series(1, 1000) n
  `.execute(db)
  await sql`
    insert into oauth_item (kind, id, payload, expires_at)
    select 'Interaction', 'of ' || client_id, jsonb_build_object('params', jsonb_build_object('client_id', client_id)), now() + interval '1 hour'
    from oauth_app
  `.execute(db)
  const { status, headers } = await register({ redirect_uris: [BACK] })
  expect([status, headers['retry-after']]).toEqual([503, '3600'])
  await sql`delete from oauth_item where id like 'of full%'`.execute(db)
  // As many go as came too many, some at a time.
  await sql`delete from oauth_app where name <> 'full' and name <> 'old'`.execute(db)
  await sql`delete from oauth_app where client_id in ('full1', 'full2')`.execute(db)
  expect((await register({ client_name: 'new', redirect_uris: [BACK] })).status).toBe(201)
  expect((await register({ client_name: 'newer', redirect_uris: [BACK] })).status).toBe(201)
  const names = await known()
  expect([names.includes('old'), names.includes('new'), names.includes('newer')]).toEqual([true, true, true])
  expect(names.filter((one) => one === 'full')).toHaveLength(978)
})

test('administrators alone say whether their people may use such programs', async () => {
  const ben = overHttp(server, server.people.ben)
  for (const call of [
    () => ben.call(api.oauth.policy, {}),
    () => ben.call(api.oauth.setPolicy, { selfRegistered: 'refused' }),
  ])
    expect(await outcome(call())).toBe('forbidden')
  expect(await aiko.call(api.oauth.policy, {})).toEqual({ selfRegistered: 'allowed' })
  await aiko.call(api.oauth.setPolicy, { selfRegistered: 'refused' })
  expect(await aiko.call(api.oauth.policy, {})).toEqual({ selfRegistered: 'refused' })
  expect(await overHttp(server, server.people.dai).call(api.oauth.policy, {})).toEqual({ selfRegistered: 'allowed' })
  await aiko.call(api.oauth.setPolicy, { selfRegistered: 'allowed' })
})

test('switched off, those that registered themselves before are out', async () => {
  const { app, people } = server
  const off = { ...app, config: { ...app.config, appRegistration: 'off' as const } }
  const client_id = String((await register({ redirect_uris: [BACK] })).body.client_id)
  const verifier = 'v'.repeat(43)
  const code_challenge = createHash('sha256').update(verifier).digest('base64url')
  const query = { response_type: 'code', client_id, redirect_uri: BACK, scope: 'rooms.info:read' }
  const asking = `/packages/oauth2/login.php?${new URLSearchParams({ ...query, code_challenge, code_challenge_method: 'S256' })}`
  const { visit, cookie } = browsing(server)
  const uid = uidOf(await visit(asking))
  expect(await outcome(request(off, { ...people.aiko, cookie }, { uid }))).toBe('forbidden')
  expect(await outcome(answer(off, { ...people.aiko, cookie }, { uid, allow: true }))).toBe('forbidden')
  const code = (await consent(server, people.aiko, asking)).get('code') ?? ''
  const form = { grant_type: 'authorization_code', client_id, code, code_verifier: verifier, redirect_uri: BACK }
  const { access_token } = (
    await ask(server, '/token', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: String(new URLSearchParams(form)),
    })
  ).json() as { access_token: string }
  expect(await authenticateBearer(app, access_token)).toMatchObject({ accountId: people.aiko.accountId })
  expect(await authenticateBearer(off, access_token)).toBeNull()
  await aiko.call(api.oauth.disconnect, { clientId: client_id })
})

test('those that nobody let in go after a day, those that nobody uses after a month; registered ones stay', async () => {
  const { app } = server
  app.clock.advance(DAY_MS + 1_000)
  await sweepOauth(app)
  const kept = await register({ client_name: 'kept', redirect_uris: [BACK] })
  await register({ client_name: 'left', redirect_uris: [BACK] })
  await connectTo(String(kept.body.client_id))
  const scopes: OauthScope[] = ['rooms.info:read']
  const common = { kind: 'public' as const, redirectUris: ['https://x.example/'], scopes }
  const own = await aiko.call(api.oauth.createApp, { name: 'own', ...common })
  app.clock.advance(DAY_MS + 1_000)
  // Somebody lets it in at this moment.
  await transact(app, async (tx) => {
    await sql`select from oauth_app where name = 'left' for key share`.execute(tx)
    await sweepOauth(app)
  })
  expect(await known()).toEqual(['kept', 'left'])
  await sweepOauth(app)
  expect(await known()).toEqual(['kept'])
  expect((await aiko.call(api.oauth.connections, {})).connections).toMatchObject([{ name: 'kept', provider: null }])
  app.clock.advance(30 * DAY_MS)
  await sweepOauth(app)
  expect([await known(), (await sql`select from oauth_connection`.execute(app.db)).rows]).toEqual([[], []])
  const { rows } = await sql`select client_id from oauth_app`.execute(app.db)
  expect(rows).toEqual([{ clientId: own.app.clientId }])
})

test('what was removed meanwhile is not let in, and leaves nothing behind that is good', async () => {
  const { app, people } = server
  const clientId = String((await register({ redirect_uris: [BACK] })).body.client_id)
  const client = (await readApp(app.db, clientId)) as StoredApp
  await sql`delete from oauth_app where client_id = ${clientId}`.execute(app.db)
  const scopes: OauthScope[] = ['rooms.info:read']
  expect(await outcome(connect(app, people.aiko.accountId, { client, scopes }))).toBe('not_found')
  const { rows } = await sql`
    select kind from oauth_item where payload ->> 'clientId' = ${clientId} and expires_at > now()
    union all select 'connection' from oauth_connection where client_id = ${clientId}
  `.execute(app.db)
  expect(rows).toEqual([])
})

test('whoever runs the server may switch it off', async () => {
  const closed = await testServer({ NANIWA_APP_REGISTRATION: 'off' })
  const discovery = await ask(closed, '/.well-known/oauth-authorization-server')
  expect(discovery.json()).not.toHaveProperty('registration_endpoint')
  const body = JSON.stringify({ redirect_uris: [BACK] })
  const asking = { method: 'POST', headers: { 'content-type': 'application/json' }, body }
  expect((await ask(closed, '/oauth2/register', asking)).status).toBe(404)
  await closed.close()
})
