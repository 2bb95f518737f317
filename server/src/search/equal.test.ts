import { type Condition, fold, instantOf, type Message, parseQuery, searched } from '@naniwa/contract'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { transact } from '../db/transaction.ts'
import { newMessageId } from '../lib/ids.ts'
import { add } from '../members/add.ts'
import { remove } from '../members/remove.ts'
import { deleteMessage } from '../messages/delete.ts'
import { edit } from '../messages/edit.ts'
import { react } from '../messages/react.ts'
import { messageColumns } from '../messages/view.ts'
import { writeMessages } from '../messages/write.ts'
import { create } from '../rooms/create.ts'
import { type Signed, type TestApp, testApp } from '../testing/app.ts'
import { type Cast, cast } from '../testing/cast.ts'
import { build, forgetIndex } from './build.ts'
import { catchUp } from './catchUp.ts'
import type { Effort } from './effort.ts'
import { searchMessages } from './messages.ts'

const ZONE = 'Asia/Tokyo'
const DAY_MS = 86_400_000
/** So many calls without a hit are more than there are segments. */
const CALLS = 2_000
/** More by hand: SEARCH_RUNS=100. */
const RUNS = Number(process.env.SEARCH_RUNS ?? 4)

let app: TestApp
let people: Cast
let authors: Signed[]

beforeAll(async () => {
  app = await testApp({ NANIWA_RATE_LIMITS: 'off' })
  people = await cast(app)
  authors = [people.aiko, people.ben, people.chie]
})
afterAll(() => app.close())
beforeEach(async () => {
  await sql`truncate search_end, search_segment, message, mention, reaction, outbox, member, account_room, room cascade`.execute(
    app.db,
  )
})

const words = [
  'く',
  'くる',
  'くるみ',
  'クルミ',
  'ｸﾙﾐ',
  '表示',
  '示',
  'ab',
  'ABC',
  'bc',
  'a',
  '🙆',
  '🙆🏽',
  'が',
  'か',
  'ー',
  '%',
  '\\',
  "'",
  '1',
  '12',
]
const word = fc.constantFrom(...words)
const bodies = fc
  .array(
    fc.oneof(
      { weight: 8, arbitrary: word },
      { weight: 2, arbitrary: fc.constantFrom(' ', '\n', '　', '、') },
      fc.constantFrom(
        '[info]',
        '[/info]',
        '[qt]表[/qt]',
        '[code]示[/code]',
        'https://a.test/くる',
        '[download:1]表.pdf[/download]',
      ),
      fc.constantFrom('[toall]', '[To:0]', '[To:1]', '[To:2]', '[task aid=1 st=open lt=0]示[/task]', ':)', '稀'),
    ),
    { minLength: 1, maxLength: 9 },
  )
  .map((parts) => parts.join(''))
  .filter((body) => body.trim() !== '')

const conditions = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.oneof(
      word,
      fc.constantFrom('稀', '無', 'みく', 'るみ表', 'a.te', ':', '"く 示"', '"み　表', 'info', '🙂'),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom('-く', '－表示', '-a', '-"くるみ"', '-from:ben', '-has:link', '-to:me', '-in:二'),
  },
  fc.constantFrom('from:me', 'from:ben', 'from:B', 'from:nobody', 'to:me', 'to:@aiko', 'in:一', 'in:室', 'in:none'),
  fc.constantFrom(
    'has:link',
    'has:file',
    'has:task',
    'after:今日',
    'before:昨日',
    'after:2026-11-23',
    'before:2026-11-25',
  ),
)
const queries = fc.array(conditions, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(' '))

const deeds = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('send'),
      room: fc.nat(2),
      bodies: fc.array(bodies, { minLength: 1, maxLength: 45, size: 'max' }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('edit'), room: fc.nat(2), which: fc.nat(99), body: bodies }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('delete'), room: fc.nat(2), which: fc.nat(99) }) },
  fc.record({ do: fc.constant('react'), room: fc.nat(2), which: fc.nat(99) }),
  fc.record({ do: fc.constant('remove'), room: fc.nat(2), who: fc.integer({ min: 1, max: 2 }) }),
  fc.record({ do: fc.constant('add'), room: fc.nat(2), who: fc.integer({ min: 1, max: 2 }) }),
  { weight: 2, arbitrary: fc.record({ do: fc.constant('index'), room: fc.nat(2) }) },
  fc.record({ do: fc.constant('rebuild') }),
)
/** Always in a hurry or never, in large steps or small ones. */
const efforts: fc.Arbitrary<Effort> = fc.record({
  budget: fc.constantFrom(0, 60_000),
  many: fc.record({ rooms: fc.constantFrom(0, 100), newest: fc.integer({ min: 1, max: 3 }) }),
  walk: fc.constantFrom(1, 3, 200),
  statement: fc.constantFrom(0, 1_000),
  asking: fc.constantFrom(0, 1),
  chosen: fc.constantFrom(1, 4, 2_048),
  steps: fc.constantFrom([1], [2, 3], [24, 56, 120]),
})

type Deed = typeof deeds extends fc.Arbitrary<infer T> ? T : never

/** The rooms of one run: aiko, their admin, in all of them. */
async function makeRooms(): Promise<number[]> {
  const members = [people.ben, people.chie].map(({ accountId }) => ({ accountId, role: 'member' as const }))
  const icon = { preset: 'group' as const, hue: 1, image: null }
  const ids: number[] = []
  for (const name of ['第一室', '第二室', '三']) {
    app.clock.advance(5)
    ids.push((await create(app, people.aiko, { name, description: '', icon, members })).id)
  }
  return ids
}

async function perform(rooms: readonly number[], deed: Deed): Promise<void> {
  if (deed.do === 'rebuild') {
    await forgetIndex(app)
    return build(app)
  }
  const roomId = rooms[deed.room] as number
  if (deed.do === 'index') return void (await catchUp(app, [roomId]))
  if (deed.do === 'send') return send(roomId, deed.bodies)
  if (deed.do === 'add' || deed.do === 'remove') {
    const { accountId } = authors[deed.who] as Signed
    const work =
      deed.do === 'add'
        ? add(app, people.aiko, { roomId, members: [{ accountId, role: 'member' }] })
        : remove(app, people.aiko, { roomId, accountId })
    return void (await work.catch(() => {}))
  }
  const message = await pick(roomId, deed.which)
  if (!message || message.kind === 'system' || message.deleted) return
  const actor = authors.find(({ accountId }) => accountId === message.accountId) as Signed
  const place = { roomId, id: message.id }
  if (deed.do === 'react') return void (await react(app, people.aiko, { ...place, emoji: '👍', on: true }))
  // Those who were removed can no longer.
  if (deed.do === 'edit') return void (await edit(app, actor, { ...place, body: deed.body }).catch(() => {}))
  await deleteMessage(app, people.aiko, place)
}

async function send(roomId: number, all: readonly string[]): Promise<void> {
  for (const [index, body] of all.entries()) {
    // Some at the same millisecond, also in other rooms; some days later.
    if (index % 4 === 3) app.clock.advance(index % 5 === 0 ? DAY_MS / 7 : 1)
    const { accountId } = authors[index % 3] as Signed
    const said = body.replace(/\[To:(\d)\]/g, (_, n) => `[To:${authors[Number(n)]?.accountId}]`)
    const sending = { roomId, id: newMessageId(app.clock), accountId, body: said, selfUnread: false }
    await transact(app, (tx) => writeMessages(tx, [sending], app.clock.now()))
  }
}

async function pick(roomId: number, which: number): Promise<Message | undefined> {
  const all = await readAll([roomId])
  return all[which % all.length]
}

async function readAll(rooms: readonly number[]): Promise<Message[]> {
  const { rows } = await sql<Message>`
    select ${messageColumns} from message m where m.room_id = any(${rooms}::bigint[])
    order by m.created_at desc, m.room_id desc, m.number desc
  `.execute(app.db)
  return rows
}

/** What the answer must be, found by reading everything. */
async function bruteForce(person: Signed, query: string): Promise<string[]> {
  const { rows } = await sql<{ id: number; name: string }>`
    select r.id, r.name from room r join member m on m.room_id = r.id
    where m.account_id = ${person.accountId} and m.role is not null and r.type = 'group'
  `.execute(app.db)
  const asked = parseQuery(query, new Date(app.clock.now().getTime() + 9 * 3_600_000).toISOString().slice(0, 10))
  const names = new Map(rows.map(({ id, name }) => [id, fold(name)]))
  const all = asked.length === 0 ? [] : await readAll([...names.keys()])
  return all
    .filter((message) => !message.deleted && !(message.kind === 'system' && searched(message.body).text === ''))
    .filter((message) => holdsAll(message, asked, person, names))
    .map(({ id }) => id)
}

function holdsAll(
  message: Message,
  asked: readonly Condition[],
  person: Signed,
  names: ReadonlyMap<number, string>,
): boolean {
  const either = (kind: 'from' | 'in') => {
    const some = asked.filter((condition) => condition.kind === kind && !condition.without)
    return some.length === 0 || some.some((condition) => holds(message, condition, person, names))
  }
  return (
    either('from') &&
    either('in') &&
    asked.every((condition) => {
      if (!condition.without && (condition.kind === 'from' || condition.kind === 'in')) return true
      return holds(message, condition, person, names) !== condition.without
    })
  )
}

function holds(message: Message, condition: Condition, person: Signed, names: ReadonlyMap<number, string>): boolean {
  const { text, marks } = searched(message.body)
  const called = (who: string) =>
    authors.filter(({ accountId, name }) => (who === 'me' ? accountId === person.accountId : fold(name).includes(who)))
  switch (condition.kind) {
    case 'word':
      return text.includes(condition.text)
    case 'from':
      return called(condition.who).some(({ accountId }) => accountId === message.accountId)
    case 'to':
      return message.toAll || called(condition.who).some(({ accountId }) => message.mentions.includes(accountId))
    case 'in':
      return (names.get(message.roomId) ?? '').includes(condition.room)
    case 'has':
      return marks.includes(condition.mark)
    case 'before':
      return message.createdAt < instantOf({ day: condition.day, clock: 0 }, ZONE)
    case 'after':
      return message.createdAt >= instantOf({ day: condition.day, clock: 0 }, ZONE)
  }
}

/** All answers to a query, one after the other. */
async function ask(person: Signed, query: string, limit: number, effort: Effort): Promise<string[]> {
  const ids: string[] = []
  let cursor: string | undefined
  let calls = 0
  do {
    expect(calls++ - ids.length).toBeLessThan(CALLS)
    const input = { query, limit, timeZone: ZONE, ...(cursor !== undefined && { cursor }) }
    const answer = await searchMessages(app, person.accountId, input, effort)
    expect(answer.hits.length).toBeLessThanOrEqual(limit)
    expect(answer.lag).toBe(0)
    expect(answer.more === null || answer.hits.length > 0 || answer.more !== cursor).toBe(true)
    if (effort.budget > 0 && answer.more !== null) expect(answer.hits).toHaveLength(limit)
    ids.push(...answer.hits.map(({ id }) => id))
    cursor = answer.more ?? undefined
  } while (cursor !== undefined)
  return ids
}

test('every answer equals reading every message, whatever happened and however far the index is', async () => {
  const asking = fc.record({
    who: fc.nat(2),
    query: queries,
    limit: fc.constantFrom(3, 17, 40),
    effort: efforts,
  })
  await fc.assert(
    fc.asyncProperty(
      fc.array(deeds, { minLength: 4, maxLength: 12, size: 'max' }),
      fc.array(asking, { minLength: 12, maxLength: 12 }),
      async (happened, askings) => {
        const rooms = await makeRooms()
        for (const deed of happened) await perform(rooms, deed)
        for (const { who, query, limit, effort } of askings) {
          const person = authors[who] as Signed
          expect(await ask(person, query, limit, effort), query).toEqual(await bruteForce(person, query))
        }
      },
    ),
    { numRuns: RUNS, endOnFailure: true },
  )
}, 600_000)
