import { api } from '@naniwa/contract'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { makeGroup, overHttp, say } from '../testing/scene.ts'
import { type TestServer, testServer } from '../testing/server.ts'
import { unreadReactors } from './react.ts'
import { mailUnread } from './unread-due.ts'

let server: TestServer
let aiko: ReturnType<typeof overHttp>
let ben: ReturnType<typeof overHttp>
let roomId: number

beforeAll(async () => {
  server = await testServer({ SMTP_URL: 'smtp://127.0.0.1:9' })
  aiko = overHttp(server, server.people.aiko)
  ben = overHttp(server, server.people.ben)
})
beforeEach(async () => {
  const { app } = server
  app.clock.set(new Date('2026-11-30T01:00:00Z'))
  await ben.call(api.accounts.updateSettings, { mailUnread: 'hour', language: 'ja', timeZone: 'Asia/Tokyo' })
  await ben.call(api.sessions.here, { state: 'away' })
  roomId = (await makeGroup(aiko, [[server.people.ben, 'member']])).id
  await app.drain()
  app.mails.length = 0
  await sql`delete from unread_mail`.execute(app.db)
})
afterAll(() => server.close())

const MINUTE = 60_000

/** What is said is noted, time goes on, what is due is mailed. */
async function after(minutes: number) {
  const { app } = server
  await app.drain()
  app.clock.advance(minutes * MINUTE)
  await mailUnread(app)
  await app.drain()
  return app.mails.splice(0)
}

function toBen(): string {
  return `[To:${server.people.ben.accountId}]`
}

test('what is addressed to somebody and stays unread for an hour comes in one mail', async () => {
  const { aiko: author } = server.people
  const first = await say(aiko, roomId, `${toBen()}\n見積書 [code]です[/code] ${'👨‍👩‍👧‍👦'.repeat(90)}`)
  await say(aiko, roomId, '誰かへ')
  expect(await after(59)).toEqual([])
  await aiko.call(api.tasks.create, { roomId, body: '箱を数える', accountIds: [server.people.ben.accountId] })
  const direct = await aiko.call(api.rooms.direct, { accountId: server.people.ben.accountId })
  await say(aiko, direct.id, 'ふたりだけ')
  const [mail, ...more] = await after(1)
  expect(more).toEqual([])
  expect(mail).toMatchObject({ to: server.people.ben.email, subject: 'あなた宛ての未読メッセージ：3件' })
  const { url } = server.app.config
  expect(mail?.text).toMatch(
    new RegExp(
      `^${author.name} · 企画 Planning · 11月30日 10:00\n見積書 です .*👨‍👩‍👧‍👦…\n${url}/rooms/${roomId}/${first.id}\n`,
      'u',
    ),
  )
  for (const part of ['タスクを依頼されました：箱を数える\n', `${author.name} · 11月30日 10:59\nふたりだけ\n`])
    expect(mail?.text).toContain(part)
  expect(mail?.text).toContain(`${url}/settings/notifications`)
  expect(mail?.text).not.toContain('誰かへ')
  expect(await after(24 * 60)).toEqual([])
})

test('at most one mail an hour', async () => {
  await say(aiko, roomId, `${toBen()} 1`)
  expect(await after(50)).toEqual([])
  await say(aiko, roomId, `${toBen()} 2`)
  expect(await after(10)).toHaveLength(1)
  await say(aiko, roomId, `${toBen()} 3`)
  expect(await after(59)).toEqual([])
  expect(await after(1)).toHaveLength(1)
})

test('by the language, the clock and the wish of the reader', async () => {
  await ben.call(api.accounts.updateSettings, { mailUnread: 'morning', language: 'en', timeZone: 'Europe/Berlin' })
  await say(aiko, roomId, `${toBen()} 朝に`)
  expect(await after(5 * 60 + 59)).toEqual([])
  const [mail] = await after(1)
  expect(mail?.subject).toBe(`Unread message from ${server.people.aiko.name}`)
  expect(mail?.text).toContain('30 November at 2:00\n朝に\n')
  await say(aiko, roomId, `${toBen()} あしたの朝に`)
  expect(await after(24 * 60 - 1)).toEqual([])
  expect(await after(1)).toHaveLength(1)
  await ben.call(api.accounts.updateSettings, { mailUnread: 'off' })
  await say(aiko, roomId, `${toBen()} もう送らないで`)
  expect(await after(48 * 60)).toEqual([])
})

test('in quiet hours it waits for their end, also where they were chosen since', async () => {
  const { app } = server
  await say(aiko, roomId, `${toBen()} 夜に`)
  await app.drain()
  await ben.call(api.accounts.updateSettings, { quietHours: { from: 10 * 60, to: 14 * 60 } })
  expect(await after(60)).toEqual([])
  await say(aiko, roomId, `${toBen()} まだ夜に`)
  expect(await after(2 * 60 + 59)).toEqual([])
  const [mail, ...more] = await after(1)
  expect([mail?.subject, more]).toEqual(['あなた宛ての未読メッセージ：2件', []])
  await ben.call(api.accounts.updateSettings, { quietHours: null })
})

const { accounts, members, messages, rooms, sessions } = api

test('who left before it was said is mailed, though the page that was open still said they were there', async () => {
  await say(aiko, roomId, `${toBen()} 席にいますか`)
  await server.app.drain()
  server.app.clock.advance(3 * MINUTE)
  await ben.call(sessions.here, { state: 'here' })
  server.app.clock.advance(MINUTE)
  await ben.call(sessions.here, { state: 'away', idle: 5 * 60 })
  expect(await after(60)).toHaveLength(1)
})

test.each<[string, (id: string, number: number) => Promise<unknown>]>([
  ['is read', (_, number) => ben.call(messages.read, { roomId, number })],
  ['is deleted', (id) => aiko.call(messages.delete, { roomId, id })],
  ['lies in a room that is muted', () => ben.call(rooms.arrange, { roomId, muted: true })],
  [
    'lies in a room they were taken out of',
    () => aiko.call(members.remove, { roomId, accountId: server.people.ben.accountId }),
  ],
  ['lies in a room that is gone', () => aiko.call(rooms.delete, { roomId })],
  ['is no longer to be mailed', () => ben.call(accounts.updateSettings, { mailUnread: 'off' })],
  [
    'came before they were at work',
    async () => {
      server.app.clock.advance(MINUTE)
      await ben.call(sessions.here, { state: 'here' })
      server.app.clock.advance(5 * MINUTE)
      await ben.call(sessions.here, { state: 'away' })
    },
  ],
  [
    'is to somebody who left the organization',
    () =>
      sql`update account set deactivated_at = now() where id = ${server.people.ben.accountId}`.execute(server.app.db),
  ],
])('nothing is mailed of what meanwhile %s', async (_, happen) => {
  const { id, number } = await say(aiko, roomId, `${toBen()} 内緒`)
  await server.app.drain()
  await happen(id, number)
  const mails = await after(60)
  await sql`update account set deactivated_at = null`.execute(server.app.db)
  expect(mails).toEqual([])
})

test('what is said of nobody, or where mail is printed, is not even queued', () => {
  const { app } = server
  const printing = { ...app, config: { ...app.config, smtpUrl: undefined } }
  const counts = [
    [app, { addressed: true }],
    [app, { addressed: false }],
    [printing, { addressed: true }],
  ] as const
  const wanted = counts.map(([at, payload]) =>
    unreadReactors.filter(({ topic, wants }) => topic === 'message' && wants?.({ id: '1', payload }, at)),
  )
  expect(wanted.map(({ length }) => length)).toEqual([1, 0, 0])
})

test('one POST to the address in a mail, without signing in, switches them off; no other address does', async () => {
  await say(aiko, roomId, `${toBen()} 1`)
  const [mail] = await after(60)
  const path = new URL(mail?.unsubscribe ?? '').pathname
  const post = (to: string) =>
    fetch(`${server.url}${to}`, { method: 'POST', body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) })
  const wish = async () => (await ben.call(api.accounts.me, {})).settings.mailUnread
  const { accountId } = server.people.aiko
  for (const wrong of [path.slice(0, -1), `${path}x`, path.replace(/\d+/, String(accountId)), '/mail/off/x'])
    expect((await post(wrong)).status, wrong).toBe(404)
  const seen = await fetch(`${server.url}${path}`, { redirect: 'manual' })
  expect([seen.status, new URL(seen.headers.get('location') ?? '').pathname]).toEqual([303, '/settings/notifications'])
  expect(await wish()).toBe('hour')
  expect((await post(path)).status).toBe(200)
  expect(await wish()).toBe('off')
})
