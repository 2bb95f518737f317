import { api, dueTime, type Message, mentions, type Node, parse, print } from '@naniwa/contract'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { requireStrong } from '../accounts/strength.ts'
import { Fatal } from '../lib/fatal.ts'
import { account } from '../sync/account.ts'
import { hello } from '../sync/hello.ts'
import { room } from '../sync/room.ts'
import { mine } from '../tasks/mine.ts'
import { type TestApp, testApp } from '../testing/app.ts'
import { createCalendar, DAY, dayOf, HOUR, startOf, weekday } from './calendar.ts'
import { DEMO_PASSWORD } from './cast.ts'
import { type Filled, fillDemo } from './fill.ts'
import { characters, organizationNames } from './people.ts'

type Said = Pick<Message, 'roomId' | 'id' | 'number' | 'accountId' | 'kind' | 'body' | 'deleted' | 'createdAt'>

let app: TestApp
let filled: Filled
let said: Said[]
let now: number

beforeAll(async () => {
  app = await testApp()
  now = app.clock.now().getTime()
  filled = await fillDemo(app, { seed: 1 })
  const { rows } = await sql<Said>`
    select room_id, id::text as id, number, account_id, kind, body, deleted_at is not null as deleted,
      (extract(epoch from created_at) * 1000)::bigint as created_at
    from message order by room_id, number
  `.execute(app.db)
  said = rows
}, 120_000)
afterAll(() => app.close())

test('a server with an organization is refused with one line', async () => {
  const refusal = fillDemo(app, { seed: 1 })
  await expect(refusal).rejects.toBeInstanceOf(Fatal)
  await expect(refusal).rejects.toThrow(/^[^\n]+$/)
})

test('it is thirty people of three organizations in some forty rooms, half of them with a picture', async () => {
  expect(filled).toMatchObject({ organizations: 3, people: 30, rooms: 42, messages: said.length })
  expect(said.length).toBeGreaterThan(6_000)
  expect(said.length).toBeLessThan(10_000)
  const { rows } = await sql<{ type: string; count: number }>`
    select type, count(*) as count from room group by type order by type`.execute(app.db)
  expect(rows).toEqual([
    { type: 'direct', count: 12 },
    { type: 'group', count: 30 },
    { type: 'my', count: 30 },
  ])
  const pictures = await app.db.selectFrom('account').where('avatar', 'is not', null).select('id').execute()
  expect(pictures.length).toBeGreaterThan(12)
})

test('everybody’s password passes the rule that everybody else’s has to', async () => {
  for (const { name, email, organization } of characters) {
    await requireStrong(DEMO_PASSWORD, [name, email, organizationNames[organization]])
  }
})

test('six weeks are said at the hours of people who work, up to the present and not beyond', () => {
  const times = said.map(({ createdAt }) => createdAt)
  expect(now - Math.max(...times)).toBeLessThan(HOUR)
  expect(Math.max(...times)).toBeLessThanOrEqual(now)
  expect(now - Math.min(...times)).toBeGreaterThan(40 * DAY)
  const share = (fits: (at: number) => boolean) => times.filter(fits).length / times.length
  expect(share((at) => weekday(dayOf(at)) % 6 !== 0)).toBeGreaterThan(0.9)
  expect(share((at) => Math.abs((at - startOf(dayOf(at))) / HOUR - 13) < 6)).toBeGreaterThan(0.95)
  const calendar = createCalendar(now, 6)
  for (let day = calendar.workingDay(calendar.firstDay, 1); day < dayOf(now); day = calendar.workingDay(day, 1)) {
    expect([day, times.filter((at) => dayOf(at) === day).length > 100]).toEqual([day, true])
  }
})

test('in every room time goes on with the numbers and nobody says the same twice in a row', () => {
  for (const [place, message] of said.entries()) {
    const before = said[place - 1]
    if (before?.roomId !== message.roomId) continue
    expect(message.number).toBe(before.number + 1)
    expect(message.createdAt).toBeGreaterThanOrEqual(before.createdAt)
    if (!message.deleted) expect([message.accountId, message.body]).not.toEqual([before.accountId, before.body])
  }
})

test('every body is notation that means what it says', () => {
  const places = new Set(said.map(({ roomId, id }) => `${roomId}-${id}`))
  for (const { body, deleted } of said) {
    const tree = parse(body)
    expect(print(tree)).toBe(body)
    if (!deleted) expect(body.trim()).not.toBe('')
    for (const node of everyNode(tree)) {
      if (node.type === 'text')
        expect(node.text).not.toMatch(/\[\/?(?:To|toall|rp|qt|info|title|code|hr)\b|[{}]|undefined/)
      if (node.type === 'reply') expect(places).toContain(`${node.roomId}-${node.messageId}`)
    }
  }
})

function everyNode(nodes: readonly Node[]): Node[] {
  return nodes.flatMap((node) => [
    node,
    ...('children' in node ? everyNode(node.children) : []),
    ...('title' in node ? everyNode(node.title ?? []) : []),
  ])
}

test('clocks, unread counts and To counts are what counting by hand gives', async () => {
  const { rows: rooms } = await sql<{ id: number; lastNumber: number; tick: number; highest: number }>`
    select r.id, r.last_number, r.tick, greatest(r.room_tick,
      (select max(tick) from message m where m.room_id = r.id), (select max(tick) from member m where m.room_id = r.id),
      (select max(tick) from task t where t.room_id = r.id)) as highest
    from room r`.execute(app.db)
  for (const { id, lastNumber, tick, highest } of rooms) {
    expect([lastNumber, tick]).toEqual([said.filter(({ roomId }) => roomId === id).length, highest])
  }
  const accounts = await app.db.selectFrom('account').select('id').execute()
  for (const { id: accountId } of accounts) {
    const actor = { accountId, sessionId: 0, address: '', userAgent: '', keep: () => {} }
    for (const room of (await hello(app, actor)).rooms) {
      const unread = said.filter((one) => one.roomId === room.roomId && one.number > room.readNumber)
      expect(room.mentions).toEqual(unread.filter((one) => calls(one, accountId)).map(({ number }) => number))
    }
  }
})

function calls(message: Said, accountId: number): boolean {
  if (message.deleted || message.kind === 'system' || message.accountId === accountId) return false
  const { accountIds, all } = mentions(message.body)
  return all || accountIds.includes(accountId)
}

test('who signs in finds what the product’s pictures show', async () => {
  const { rows } = await sql<{ name: string; unread: number; mentions: number; pinned: boolean; muted: boolean }>`
    select r.name, r.last_number - m.read_number as unread, x.pinned, x.muted,
      (select count(*) from mention n where n.room_id = r.id and n.account_id = a.id and n.number > m.read_number) as mentions
    from account a join member m on m.account_id = a.id join room r on r.id = m.room_id
      join account_room x on x.room_id = r.id and x.account_id = a.id
    where a.login_mail = ${filled.email} and r.type = 'group' and r.last_number > m.read_number
  `.execute(app.db)
  const state = Object.fromEntries(rows.map(({ name, unread, mentions: to }) => [name, [unread, to]]))
  expect(state).toEqual({
    '冬ギフト「みなもの月」': [4, 1],
    '【全社】お知らせ': [2, 0],
    'つむぎデザイン × 化粧箱': [5, 2],
    '北浜ロジ 出荷調整': [12, 0],
    商品企画チーム: [3, 1],
    '工場 第2ライン': [48, 0],
    'Hanoi Plant Liaison': [1, 0],
    秋の催事: [2, 1],
    '夏ギフト「涼音」': [1, 0],
  })
  expect(rows.find(({ muted }) => muted)?.name).toBe('工場 第2ライン')
  expect(rows.filter(({ pinned }) => pinned).map(({ name }) => name)).toContain('冬ギフト「みなもの月」')
})

test('the main character has what to do, and asked others, as the product’s pictures show', async () => {
  const account = await app.db
    .selectFrom('account')
    .where('loginMail', '=', filled.email)
    .select('id as accountId')
    .executeTakeFirstOrThrow()
  const actor = { ...account, sessionId: 0, address: '', userAgent: '', keep: () => {} }
  const own = await mine(app, actor, { scope: 'mine', status: 'open' })
  expect(own.tasks.map(({ body }) => body).sort()).toEqual(
    [
      '梅田新店の看板見積もりに返事をする',
      '原材料表示の最終確認（12個入・24個入）',
      'くるみの個別表示を版下に反映',
      '週次の販売速報を送る',
      '試食会アンケートの設問を決める',
      'Confirm English label copy for Taipei and Singapore',
      '春商品の名前を三つ考えておく',
    ].sort(),
  )
  expect((await mine(app, actor, { scope: 'asked', status: 'open' })).tasks).toHaveLength(12)
  const done = await mine(app, actor, { scope: 'mine', status: 'done' })
  expect(done.tasks.filter(({ body }) => body === '週次の販売速報を送る')).toHaveLength(3)
  const late = own.tasks.filter(({ due }) => (dueTime(due, 'Asia/Tokyo') ?? now) < now)
  expect(late.map(({ body }) => body)).toEqual(['梅田新店の看板見積もりに返事をする'])
})

test('nobody is reminded of the past', async () => {
  const { rows } = await sql<{ at: Date }>`select at from task_alarm`.execute(app.db)
  expect(rows.length).toBeGreaterThan(0)
  for (const { at } of rows) expect(at.getTime()).toBeGreaterThan(now)
})

test('what she reads is what the contract says', async () => {
  const { accountId } = await app.db
    .selectFrom('login')
    .where('email', '=', filled.email)
    .select('accountId')
    .executeTakeFirstOrThrow()
  const actor = { accountId, sessionId: 0, address: '', userAgent: '', keep: () => {} }
  const own = await account(app, actor, { since: 0 })
  expect(api.sync.account.output.parse(own)).toEqual(own)
  const roomIds = own.rooms.map(({ roomId }) => roomId)
  for (const roomId of roomIds) {
    const answer = await room(app, actor, { roomId, since: 0 })
    expect(api.sync.room.output.parse(answer)).toEqual(answer)
  }
})

test('people send each other files, which tell what they are and wait for their previews', async () => {
  const { rows } = await sql<{ name: string; type: string; state: string; told: boolean; size: number }>`
    select f.name, f.type, f.preview_state as state, f.size, m.body like '%[download:' || f.id || ']%' as told
    from file f left join message m on m.room_id = f.room_id and m.id = f.message_id order by f.name
  `.execute(app.db)
  expect(rows).toHaveLength(13)
  expect(rows.every(({ told }) => told)).toBe(true)
  expect(new Set(rows.map(({ type }) => type)).size).toBeGreaterThan(7)
  const { rows: waiting } = await sql`select from outbox where topic = 'file'`.execute(app.db)
  expect(waiting).toHaveLength(rows.filter(({ state }) => state === 'waiting').length)
  const { used } = await sql<{ used: number }>`select sum(used)::bigint as used from organization_storage`
    .execute(app.db)
    .then(({ rows: [sum] }) => sum as { used: number })
  expect(used).toBe(rows.reduce((sum, { size }) => sum + size, 0))
})

test('whoever signs in has contacts outside, requests to answer and requests of her own, and nothing of it is mailed', async () => {
  const rows = await app.db
    .selectFrom('contact')
    .innerJoin('account', 'account.id', 'contact.accountId')
    .where('account.loginMail', '=', filled.email)
    .select(['contact.standing'])
    .execute()
  const count = (standing: string) => rows.filter((row) => row.standing === standing).length
  expect([count('contact'), count('incoming'), count('outgoing')]).toEqual([3, 2, 1])
  const topics = await app.db.selectFrom('accountOutbox').select('topic').distinct().execute()
  expect(topics.map(({ topic }) => topic)).not.toContain('mail')
  expect(topics.map(({ topic }) => topic)).not.toContain('contact_invitation')
})
