import { api } from '@naniwa/contract'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { reactors } from '../app.ts'
import { startRelay } from '../events/relay.ts'
import { unread } from '../mail/unread.ts'
import { noteUnread } from '../mail/unread-note.ts'
import { readDue } from '../push/due.ts'
import { catchUp } from '../search/catchUp.ts'
import type { TestClient } from '../testing/client.ts'
import { sendFile } from '../testing/files.ts'
import { consent } from '../testing/oauth.ts'
import { program as programOf } from '../testing/program.ts'
import { receiver } from '../testing/receiver.ts'
import { makeGroup, say, scene } from '../testing/scene.ts'
import { keyOf } from '../testing/shards.ts'

const stage = scene({ NANIWA_WEBHOOK_LOOPBACK: 'on' })

interface Statement {
  readonly text: string
  readonly values: unknown[]
}

/** Every statement of the server, by its text. */
const seen = new Map<string, Statement>()
const { query } = pg.Client.prototype

beforeAll(() => {
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    const [first, second] = args as [string | Statement, unknown[] | undefined]
    const statement = typeof first === 'string' ? { text: first, values: second ?? [] } : first
    if (/^\s*(\/\*.*?\*\/\s*)?(select|with|insert|update|delete)\b/i.test(statement.text)) {
      seen.set(statement.text, { text: statement.text, values: statement.values ?? [] })
    }
    return Reflect.apply(query, this, args)
  } as typeof query
})
afterAll(() => {
  pg.Client.prototype.query = query
})

interface Node {
  readonly 'Relation Name'?: string
  readonly Alias?: string
  readonly Plans?: readonly Node[]
  readonly [property: string]: unknown
}

function conditionsOf(node: Node = {}): string[] {
  const own = Object.entries(node).flatMap(([name, value]) => (/(Cond|Filter)$/.test(name) ? [String(value)] : []))
  return [...own, ...(node.Plans ?? []).flatMap(conditionsOf)]
}

/** Whether a condition gives the key: it equals something, or one of some; a range of it would ask every shard. */
function gives(condition: string, key: string): boolean {
  const name = key.replaceAll('.', '\\.')
  const isEqual = new RegExp(`[( ]${name} = |[( ]\\(${name}\\)::\\w+ = | = ${name}\\)`).test(condition)
  return isEqual && !condition.includes(' OR ')
}

/** What a plan reads without giving the key of its group, neither where it is read nor where it is joined. */
function unkeyed(node: Node, conditions: readonly string[] = []): string[] {
  const own = conditionsOf({ ...node, Plans: [] })
  // Of a nested loop the inner side names what it takes of the outer one.
  const inner = node['Node Type'] === 'Nested Loop' ? conditionsOf(node.Plans?.[1]) : []
  const all = [...conditions, ...own, ...inner]
  const [table, alias] = [node['Relation Name'], node.Alias]
  const key = table && keyOf(table)
  const isScan = String(node['Node Type']).endsWith('Scan')
  const missing = isScan && key && !all.some((text) => gives(text, `${alias}.${key}`)) ? [`${table} by ${own}`] : []
  return [...missing, ...(node.Plans ?? []).flatMap((child) => unkeyed(child, all))]
}

async function plansWithoutKey(statements: readonly Statement[]): Promise<string[]> {
  const client = new pg.Client(stage.server.app.databaseUrl)
  await client.connect()
  const wrong: string[] = []
  try {
    await client.query('set enable_seqscan = off')
    for (const { text, values } of statements) {
      const { rows } = await client.query({ text: `explain (verbose, format json) ${text}`, values })
      const [{ Plan }] = rows[0]['QUERY PLAN'] as [{ Plan: Node }]
      const missing = unkeyed(Plan)
      if (missing.length > 0) wrong.push(`${missing.join(', ')}: ${text.replace(/\s+/g, ' ').trim()}`)
    }
  } finally {
    await client.end()
  }
  return wrong
}

/** What has to ask every shard; docs/architecture.md says of each why, and what becomes of it. */
const EVERYWHERE = [
  // `readCandidates`: the relay goes round all rooms, and all accounts.
  'outbox by (o_1.room_id > ',
  'account_outbox by (o_1.account_id > ',
  // Who comes with an address finds the invitations to it, which lie with whoever wrote them.
  'join contact_invitation i on i.email = a.login_mail',
]

/** What everybody does all day: hear, say, read, answer, do, look for, and come back. */
async function day(aiko: TestClient, ben: TestClient): Promise<void> {
  const { ben: person, chie } = stage.people
  const { id: roomId } = await makeGroup(aiko, [
    [person, 'member'],
    [chie, 'member'],
  ])
  const first = await say(aiko, roomId, `[To:${person.accountId}] 見積書をお願いします`)
  await ben.level()
  await ben.open(roomId)
  const place = { roomId, id: first.id }
  const answer = await say(ben, roomId, `[rp aid=${chie.accountId} to=${roomId}-${first.id}] はい`)
  await aiko.call(api.messages.edit, { ...place, body: '[toall] 見積書をお願いいたします' })
  await ben.call(api.messages.react, { ...place, emoji: '👍', on: true })
  await ben.call(api.messages.read, { roomId, number: answer.number })
  const asked = { roomId, body: '見積', accountIds: [person.accountId] }
  const { tasks } = await aiko.call(api.tasks.create, asked)
  for (const { id } of tasks) await ben.call(api.tasks.setStatus, { roomId, id, status: 'done' })
  await ben.loadMine()
  await catchUp(stage.server.app, [roomId])
  await readDue(stage.server.app, { roomId, id: first.id, assignees: [] })
  await noteUnread(stage.server.app, { roomId, id: first.id, payload: {} })
  const messages = [{ roomId, id: first.id }]
  await unread(stage.server.app, { kind: 'unread', accountId: chie.accountId, messages })
  await ben.call(api.push.state, {})
  await ben.call(api.sessions.here, { state: 'here' })
  await ben.call(api.search.messages, { query: '見積' })
  await aiko.call(api.messages.delete, place)
  await stage.server.beat()
  await ben.disconnect()
  await say(aiko, roomId, 'またあした')
  await ben.connect()
}

const BACK = 'https://board.example/back'

/** What follows from files and words on workers, and goes out to those who asked to be told. */
async function consequences(aiko: TestClient, ben: TestClient): Promise<void> {
  const { server } = stage
  const outside = await receiver()
  const { id: roomId } = await makeGroup(aiko, [[stage.people.ben, 'member']])
  const subject = { kind: 'room' as const, roomId, events: ['message_created' as const] }
  await ben.call(api.webhooks.create, { name: '出荷連絡', url: `${outside.url}/in`, subject })
  const relay = await startRelay(server.app, server.app.databaseUrl, reactors)
  const { get, post } = await programOf(server, stage.people.ben)
  expect((await post(`/rooms/${roomId}/messages`, { body: '出荷しました' })).status).toBe(200)
  expect((await get(`/rooms/${roomId}/messages?force=1`)).status).toBe(200)
  await sendFile(server, stage.people.aiko, { roomId })
  await relay.drain()
  await relay.stop()
  expect(outside.received.length).toBeGreaterThan(0)
  await outside.close()
}

/** What a program does that somebody lets in: is let in, acts, comes back when its token is over, and is shown out. */
async function program(aiko: TestClient, ben: TestClient): Promise<void> {
  const asked = { name: '出荷ボード', kind: 'confidential' as const, redirectUris: [BACK] }
  const { app, secret } = await aiko.call(api.oauth.createApp, { ...asked, scopes: ['users.profile.me:read'] })
  const { clientId } = app
  const query = { response_type: 'code', client_id: clientId, redirect_uri: BACK, scope: 'users.profile.me:read' }
  const url = `/packages/oauth2/login.php?${new URLSearchParams(query)}`
  const code = (await consent(stage.server, stage.people.ben, url)).get('code') ?? ''
  const authorization = `Basic ${Buffer.from(`${clientId}:${secret}`).toString('base64')}`
  const tokens = async (form: Record<string, string>) => {
    const answer = await fetch(`${stage.server.url}/token`, {
      method: 'POST',
      headers: { authorization },
      body: new URLSearchParams(form),
    })
    return (await answer.json()) as Record<'access_token' | 'refresh_token', string>
  }
  const { refresh_token } = await tokens({ grant_type: 'authorization_code', code, redirect_uri: BACK })
  const { access_token } = await tokens({ grant_type: 'refresh_token', refresh_token })
  const me = () => fetch(`${stage.server.url}/v2/me`, { headers: { authorization: `Bearer ${access_token}` } })
  expect((await me()).status).toBe(200)
  expect((await ben.call(api.oauth.connections, {})).connections).toMatchObject([{ clientId }])
  await ben.call(api.oauth.disconnect, { clientId })
  expect((await me()).status).toBe(401)
}

test('what everybody and their programs do all day names the key of what it reads and writes in every statement', async () => {
  const [aiko, ben] = [await stage.enter('aiko'), await stage.enter('ben')]
  seen.clear()
  await day(aiko, ben)
  await program(aiko, ben)
  await consequences(aiko, ben)
  const statements = [...seen.values()]
  expect(statements.length).toBeGreaterThan(60)
  const wrong = await plansWithoutKey(statements)
  const isKnown = (text: string) => EVERYWHERE.some((known) => text.includes(known))
  expect(wrong.filter((text) => !isKnown(text))).toEqual([])
  // What asks every shard no more is no exception any more.
  for (const known of EVERYWHERE) expect(wrong).toContainEqual(expect.stringContaining(known))
})

test('a statement that leaves the key out is noticed', async () => {
  const wrong = await plansWithoutKey([
    { text: 'select body from message where id = $1', values: [1] },
    { text: 'update task t set status = status from room r where r.id = $1', values: [1] },
    { text: "delete from oauth_item where grant_id = 'x'", values: [] },
    { text: 'select body from message where room_id > $1 and id = $2', values: [1, 2] },
    { text: 'select body from message where room_id between $1 and $2', values: [1, 2] },
    { text: 'select body from message where room_id = $1 or id = $2', values: [1, 2] },
    { text: 'select room_id from member where account_id = $1 order by room_id', values: [1] },
    { text: 'select body from message where room_id = any($1::bigint[])', values: [[1, 2]] },
    {
      text: 'select m.name from account_room x join member m on m.room_id = x.room_id where x.account_id = $1',
      values: [1],
    },
  ])
  const tables = ['message', 'task', 'oauth_item', 'message', 'message', 'message', 'member']
  expect(wrong).toEqual(tables.map((table) => expect.stringContaining(`${table} by`)))
})
