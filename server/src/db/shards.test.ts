import { api } from '@naniwa/contract'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { deliverToNewcomer } from '../contacts/deliver.ts'
import { anyLeft } from '../events/outbox.ts'
import { startRelay } from '../events/relay.ts'
import { tellRestored } from '../files/restored.ts'
import { unread } from '../mail/unread.ts'
import { mailUnread } from '../mail/unread-due.ts'
import { noteUnread } from '../mail/unread-note.ts'
import { registerSelf } from '../oauth/register.ts'
import { readDue } from '../push/due.ts'
import { releaseHeld } from '../push/release.ts'
import { catchUp } from '../search/catchUp.ts'
import { reactors } from '../serve.ts'
import { ringAlarms } from '../tasks/ring.ts'
import type { TestClient } from '../testing/client.ts'
import { sendFile } from '../testing/files.ts'
import { consent } from '../testing/oauth.ts'
import { program as programOf } from '../testing/program.ts'
import { receiver } from '../testing/receiver.ts'
import { makeGroup, say, scene } from '../testing/scene.ts'
import { keyOf } from '../testing/shards.ts'
import { queueDue } from '../webhooks/delivery/queue.ts'

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

/**
 * What asks every shard, by what makes it run; nothing that people or programs do in a room, or to their own, does. Each belongs into
 * docs/decisions/0016-what-asks-every-shard.md with its reason. The hourly sweeps go through everything by nature, and are not looked at.
 */
const EVERYWHERE = {
  /** A worker's clock, however many people there are. */
  clock: [
    // `anyLeft` looks whether there is something to be done, and
    'select exists (select from "outbox" o where o.topic = any($1)) or exists',
    // `readCandidates` goes round the rooms, and the accounts, that have something to be done.
    'outbox by (o_1.room_id > ',
    'account_outbox by (o_1.account_id > ',
    'select room_id, task_id, kind, place, at from task_alarm where at <= ',
    'select distinct account_id, webhook_id as id from webhook_delivery where due_at <= ',
    'select room_id, file_id from file_restore group by room_id, file_id',
    'select account_id from unread_mail where due_at <= ',
    'select account_id, session_id from push_held where due_at <= ',
    // How long the oldest row has waited, for the metrics.
    'select min(created_at) as at from "outbox"',
    'select min(created_at) as at from "account_outbox"',
  ],
  /** The beginning or end of an account or of an application. */
  life: [
    // Who comes with an address finds the invitations to it, which lie with whoever wrote them.
    'join contact_invitation i on i.email = a.login_mail',
    // An application that registers itself: how many wait to be let in. With a thousand of them the oldest that nobody is asked about go.
    'insert into oauth_app (client_id, account_id, name, kind,',
    'and not exists ( select from oauth_item i where i.kind = ',
    'delete from oauth_app a where a.client_id = any(',
    // Whoever deletes an application ends it for everybody who uses it.
    'select account_id from oauth_connection where client_id = ',
  ],
} as const

/** What is done since the last time. */
async function statementsOf(work: () => Promise<void>): Promise<Statement[]> {
  seen.clear()
  await work()
  return [...seen.values()]
}

/** Exactly these ask every shard: what does no more is no exception any more. */
function expectEverywhere(wrong: readonly string[], known: readonly string[]): void {
  expect(wrong.filter((text) => !known.some((one) => text.includes(one)))).toEqual([])
  for (const one of known) expect(wrong).toContainEqual(expect.stringContaining(one))
}

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
  await relay.lag()
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

/** What workers look for every few seconds. */
async function clocks(): Promise<void> {
  const { app } = stage.server
  await Promise.all([ringAlarms, queueDue, tellRestored, mailUnread, releaseHeld].map((look) => look(app)))
  await anyLeft(app.db, ['mail'])
}

/** Somebody comes, and an application of somebody's goes; one that knows nobody comes when as many wait as may. */
async function life(aiko: TestClient): Promise<void> {
  const { app } = stage.server
  const asked = { name: '在庫係', kind: 'public' as const, redirectUris: [BACK] }
  const made = await aiko.call(api.oauth.createApp, { ...asked, scopes: ['users.profile.me:read'] })
  await aiko.call(api.oauth.deleteApp, { clientId: made.app.clientId })
  await deliverToNewcomer(app, stage.people.ben.accountId)
  const stranger = { client_name: 'Gizmo', redirect_uris: [BACK] }
  await registerSelf(app, '192.0.2.9', stranger)
  await sql`
    insert into oauth_app (client_id, account_id, name, kind, redirect_uris, created_at)
    select 'waits' || n, null, 'waits', 'public', '{}', ${app.clock.now()} from generate_series(1, 1000) n
  `.execute(app.db)
  await registerSelf(app, '192.0.2.9', stranger)
}

test('what everybody and their programs do all day names the key of what it reads and writes in every statement', async () => {
  const [aiko, ben] = [await stage.enter('aiko'), await stage.enter('ben')]
  const statements = await statementsOf(async () => {
    await day(aiko, ben)
    await program(aiko, ben)
  })
  expect(statements.length).toBeGreaterThan(60)
  expect(await plansWithoutKey(statements)).toEqual([])
})

test('of what follows on workers only looking for work asks every shard', async () => {
  const [aiko, ben] = [await stage.enter('aiko'), await stage.enter('ben')]
  const statements = await statementsOf(async () => {
    await consequences(aiko, ben)
    await clocks()
  })
  expectEverywhere(await plansWithoutKey(statements), EVERYWHERE.clock)
})

test('whoever comes or goes for good may ask every shard', async () => {
  const aiko = await stage.enter('aiko')
  const statements = await statementsOf(() => life(aiko))
  expectEverywhere(await plansWithoutKey(statements), EVERYWHERE.life)
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
