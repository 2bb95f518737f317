import type { OAuthClientProvider } from '@modelcontextprotocol/sdk/client/auth.js'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import type { OAuthClientInformationFull, OAuthTokens } from '@modelcontextprotocol/sdk/shared/auth.js'
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js'
import { api, type OauthScope, type Scope } from '@naniwa/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sweepOauth } from '../../oauth/end.ts'
import type { Signed } from '../../testing/app.ts'
import { ask } from '../../testing/http.ts'
import { consent } from '../../testing/oauth.ts'
import { program } from '../../testing/program.ts'
import { makeGroup, overHttp, say } from '../../testing/scene.ts'
import { type TestServer, testServer } from '../../testing/server.ts'
import { operations } from '../v2/table.ts'
import { destructive, toolNames } from './names.ts'
import { tools } from './tools.ts'

let server: TestServer
const clients: Client[] = []

beforeAll(async () => {
  server = await testServer({ NANIWA_URL: 'http://chat.example.test' })
})
afterAll(async () => {
  for (const client of clients) await client.close()
  await server.close()
})

/** An assistant that acts in somebody's name. */
async function assistant(owner: Signed, scopes: readonly Scope[] | null = null): Promise<Client> {
  const { token } = await program(server, owner, scopes)
  const client = new Client({ name: 'test', version: '1' })
  const headers = { authorization: `Bearer ${token}` }
  await client.connect(new StreamableHTTPClientTransport(new URL(`${server.url}/mcp`), { requestInit: { headers } }))
  clients.push(client)
  return client
}

async function call(client: Client, name: string, args: Record<string, unknown> = {}) {
  const { isError = false, content } = (await client.callTool({ name, arguments: args })) as CallToolResult
  const [first] = content
  const text = first?.type === 'text' ? first.text : ''
  return { isError, text, json: () => JSON.parse(text) }
}

test('nobody calls without a token, and is told where to get one', async () => {
  const asking = {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: '{}',
  }
  const none = await ask(server, '/mcp', asking)
  expect(none.status).toBe(401)
  const [, address = ''] = /resource_metadata="([^"]+)"/.exec(String(none.headers['www-authenticate'])) ?? []
  const { authorization_servers, resource } = (await ask(server, new URL(address).pathname)).json() as Record<
    string,
    unknown
  >
  expect([authorization_servers, resource]).toEqual([[server.app.config.url], `${server.app.config.url}/mcp`])
  const wrong = await ask(server, '/mcp', { ...asking, headers: { ...asking.headers, authorization: 'Bearer x' } })
  expect([wrong.status, wrong.headers['www-authenticate']]).toEqual([401, expect.stringContaining('invalid_token')])
  const page = await ask(server, '/mcp', { ...asking, headers: { ...asking.headers, origin: 'https://evil.example' } })
  expect(page.status).toBe(403)
  expect((await ask(server, '/mcp')).status).toBe(405)
  expect([(await ask(server, '/mcp/', asking)).status, (await ask(server, '/mcp/')).status]).toEqual([401, 405])
})

test('every operation of the public API is a tool, those that destroy are marked', async () => {
  const missing = operations.filter(({ method, path }) => !toolNames[`${method} ${path}`]).map(({ path }) => path)
  expect(missing).toEqual(['/incoming_requests/{request_id}/accept', '/incoming_requests/{request_id}/reject'])
  expect(tools.size).toBe(Object.keys(toolNames).length)
  const offered = (await (await assistant(server.people.aiko)).listTools()).tools
  expect(offered.map(({ name }) => name).sort()).toEqual(Object.values(toolNames).sort())
  for (const { name, annotations } of offered) {
    expect(annotations?.destructiveHint, name).toBe(destructive.has(name))
    expect(annotations?.readOnlyHint, name).toBe(/^(get|list|search)_/.test(name))
  }
})

test('an assistant reads, writes, makes tasks and sends a file, as the person', async () => {
  const { people } = server
  const aiko = overHttp(server, people.aiko)
  const { id: room_id } = await makeGroup(aiko, [[people.ben, 'member']])
  const client = await assistant(people.ben)
  expect((await call(client, 'get_me')).json()).toMatchObject({ account_id: people.ben.accountId })
  await say(aiko, room_id, '見積書はどこですか')
  const read = (await call(client, 'list_room_messages', { room_id, force: true })).json()
  expect(read.at(-1)).toMatchObject({ body: '見積書はどこですか', account: { account_id: people.aiko.accountId } })
  const { message_id } = (await call(client, 'post_room_message', { room_id, body: 'ここです' })).json()
  expect((await call(client, 'get_room_message', { room_id, message_id })).json()).toMatchObject({ body: 'ここです' })
  const to_ids = [people.ben.accountId]
  const { task_ids } = (await call(client, 'create_room_task', { room_id, body: '送る', to_ids })).json()
  const done = { room_id, task_id: task_ids[0], body: 'done' }
  expect((await call(client, 'update_room_task_status', done)).json()).toEqual({ task_id: task_ids[0] })
  const file = Buffer.from('くるみ三つ').toString('base64')
  const { file_id } = (await call(client, 'upload_room_file', { room_id, file, file_name: '見積書.txt' })).json()
  expect((await call(client, 'get_room_file', { room_id, file_id })).json()).toMatchObject({
    filename: '見積書.txt',
    filesize: 15,
  })
  expect((await call(client, 'list_incoming_requests')).text).toBe('[]')
  expect((await call(client, 'delete_room_message', { room_id, message_id })).json()).toEqual({ message_id })
})

test('what does not fit or may not be is told in words, and changes nothing', async () => {
  const { people } = server
  const client = await assistant(people.dai)
  const { id: room_id } = await makeGroup(overHttp(server, people.aiko))
  const wrong: [string, Record<string, unknown>, RegExp][] = [
    ['get_room', { room_id }, /Not found/],
    ['post_room_message', { room_id, body: 'x' }, /Not found/],
    ['get_room', {}, /'room_id' is required/],
    ['get_room', { room_id: 'x' }, /'room_id' is invalid/],
    ['get_room', { room_id: { a: 1 } }, /'room_id' is invalid/],
    ['post_room_message', { room_id: people.dai.roomId }, /'body' is required/],
    ['post_room_message', { room_id: people.dai.roomId, body: 'x', surplus: 1 }, /'surplus' is unknown/],
    ['upload_room_file', { room_id: people.dai.roomId, file: '!', file_name: 'a' }, /not base64/],
    ['drop_everything', {}, /no tool/],
  ]
  for (const [name, args, words] of wrong) {
    const { isError, text } = await call(client, name, args)
    expect([isError, text], name).toEqual([true, expect.stringMatching(words)])
  }
})

test('a token for reading is offered no tool that writes, and is refused one', async () => {
  const { people } = server
  const client = await assistant(people.chie, ['rooms.messages:read'])
  const names = (await client.listTools()).tools.map(({ name }) => name)
  expect(names.sort()).toEqual(['get_room_message', 'list_message_reactions', 'list_room_messages', 'search_messages'])
  const { isError, text } = await call(client, 'post_room_message', { room_id: people.chie.roomId, body: 'x' })
  expect([isError, text]).toEqual([true, expect.stringContaining('scope')])
})

const BACK = 'https://assistant.example/back'

interface Kept {
  url?: URL
  verifier?: string
  tokens?: OAuthTokens
  client?: OAuthClientInformationFull
}

/** An assistant: what it is told and given is kept, and who uses it is sent to be asked. Without an id it registers itself. */
function applicant(clientId: string | null, scopes: readonly OauthScope[]) {
  const kept: Kept = {}
  const provider: OAuthClientProvider = {
    redirectUrl: BACK,
    clientMetadata: { client_name: '議事録係', redirect_uris: [BACK], scope: scopes.join(' ') },
    clientInformation: () => (clientId === null ? kept.client : { client_id: clientId }),
    saveClientInformation: (client) => void Object.assign(kept, { client }),
    invalidateCredentials: () => void Object.assign(kept, { client: undefined, tokens: undefined }),
    tokens: () => kept.tokens,
    saveTokens: (tokens) => void Object.assign(kept, { tokens }),
    redirectToAuthorization: (url) => void Object.assign(kept, { url }),
    saveCodeVerifier: (verifier) => void Object.assign(kept, { verifier }),
    codeVerifier: () => kept.verifier ?? '',
  }
  return { kept, provider }
}

/** Starts without anything, is let in by somebody, and connects. */
async function letIn(person: Signed, kept: Kept, provider: OAuthClientProvider): Promise<Client> {
  // The server has a name of its own, behind which it listens elsewhere.
  const home = server.app.config.url
  const reach = async (url: string | URL, init?: RequestInit) => {
    const { body, status, headers } = await fetch(String(url).replace(home, server.url), init)
    // The server, in this process, puts another `Response` in the platform's place, and the client looks for that one.
    return new Response(body, { status, headers })
  }
  const transport = () =>
    new StreamableHTTPClientTransport(new URL(`${home}/mcp`), { authProvider: provider, fetch: reach })
  const first = transport()
  await expect(new Client({ name: 'test', version: '1' }).connect(first)).rejects.toThrow('Unauthorized')
  const back = await consent(server, person, String(kept.url))
  await first.finishAuth(back.get('code') ?? '')
  const client = new Client({ name: 'test', version: '1' })
  await client.connect(transport())
  clients.push(client)
  return client
}

test('an assistant that knows only the address finds where to ask, is let in, and does what it was let do', async () => {
  const { people } = server
  const scopes: OauthScope[] = ['users.profile.me:read', 'rooms.messages:read']
  const ben = overHttp(server, people.ben)
  const registering = { name: '議事録係', kind: 'public' as const, redirectUris: [BACK], scopes }
  const { app } = await ben.call(api.oauth.createApp, registering)
  const { kept, provider } = applicant(app.clientId, scopes)
  const client = await letIn(people.aiko, kept, provider)
  expect((await call(client, 'get_me')).json()).toMatchObject({ account_id: people.aiko.accountId })
  const names = (await client.listTools()).tools.map(({ name }) => name)
  expect(names).toContain('list_room_messages')
  expect(names).not.toContain('post_room_message')
  const refused = await call(client, 'post_room_message', { room_id: people.aiko.roomId, body: 'x' })
  expect([refused.isError, refused.text]).toEqual([true, expect.stringContaining('rooms.messages:write')])
  await overHttp(server, people.aiko).call(api.oauth.disconnect, { clientId: app.clientId })
  const after = await ask(server, '/mcp', {
    method: 'POST',
    headers: { authorization: `Bearer ${kept.tokens?.access_token}` },
  })
  expect(after.status).toBe(401)
})

test('an assistant that nobody registered registers itself, is let in as such, and is out when administrators say so', async () => {
  const { people } = server
  const aiko = overHttp(server, people.aiko)
  const { kept, provider } = applicant(null, ['users.profile.me:read', 'rooms.messages:read'])
  const client = await letIn(people.ben, kept, provider)
  expect((await call(client, 'get_me')).json()).toMatchObject({ account_id: people.ben.accountId })
  const { connections } = await overHttp(server, people.ben).call(api.oauth.connections, {})
  expect(connections).toMatchObject([{ clientId: kept.client?.client_id, name: '議事録係', provider: null }])

  await aiko.call(api.oauth.setPolicy, { selfRegistered: 'refused' })
  const headers = { authorization: `Bearer ${kept.tokens?.access_token}` }
  const status = async () => (await ask(server, '/v2/me', { headers })).status
  expect(await status()).toBe(401)
  const asked = () => consent(server, people.ben, String(kept.url))
  await expect(asked()).rejects.toMatchObject({ code: 'forbidden' })
  await aiko.call(api.oauth.setPolicy, { selfRegistered: 'allowed' })
  expect(await status()).toBe(200)

  // Forgotten meanwhile, it finds its way again by itself.
  const clientId = kept.client?.client_id ?? ''
  await overHttp(server, people.ben).call(api.oauth.disconnect, { clientId })
  server.app.clock.advance(25 * 60 * 60_000)
  await sweepOauth(server.app)
  await expect(call(client, 'get_me')).rejects.toThrow('Unauthorized')
  expect(kept.client?.client_id).toMatch(/^[\w-]{22}$/)
  expect(kept.client?.client_id).not.toBe(clientId)
})
