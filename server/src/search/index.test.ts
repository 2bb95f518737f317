import { fold } from '@naniwa/contract'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { transact } from '../db/transaction.ts'
import { newMessageId } from '../lib/ids.ts'
import { deleteMessage } from '../messages/delete.ts'
import { edit } from '../messages/edit.ts'
import { react } from '../messages/react.ts'
import { writeMessages } from '../messages/write.ts'
import { create } from '../rooms/create.ts'
import { type TestApp, testApp } from '../testing/app.ts'
import { type Cast, cast } from '../testing/cast.ts'
import { build, countUnbuilt, forgetIndex } from './build.ts'
import { catchUp } from './catchUp.ts'
import { EFFORT, type Effort } from './effort.ts'
import { LINE_END, RULES, WORDS_END } from './line.ts'
import { ALL_LINES, linesThatMay } from './masks.ts'
import { searchMessages } from './messages.ts'
import { startOf, windowOf } from './place.ts'
import { ALWAYS } from './plan.ts'
import { searchReactor } from './react.ts'
import { readSearchable } from './rooms.ts'
import { countUpTo, readSample, timeOf } from './sample.ts'
import { readStatus } from './status.ts'

let app: TestApp
let people: Cast

beforeAll(async () => {
  app = await testApp({ NANIWA_RATE_LIMITS: 'off' })
  people = await cast(app)
})
afterAll(() => app.close())

let roomId: number
beforeEach(async () => {
  await sql`truncate search_end, search_segment, message, outbox, member, account_room, room cascade`.execute(app.db)
  roomId = await makeRoom()
})

async function makeRoom(): Promise<number> {
  app.clock.advance(1_000)
  const icon = { preset: 'group' as const, hue: 1, image: null }
  return (await create(app, people.aiko, { name: '-', description: '', icon, members: [] })).id
}

/** The room's first number is the line that says it was made. */
async function send(room: number, ...bodies: string[]): Promise<string[]> {
  const { accountId } = people.aiko
  const sendings = bodies.map((body) => ({
    roomId: room,
    id: newMessageId(app.clock),
    accountId,
    body,
    selfUnread: false,
  }))
  await transact(app, (tx) => writeMessages(tx, sendings, app.clock.now()))
  return sendings.map(({ id }) => id)
}

const numbered = (count: number, word = '言葉') => Array.from({ length: count }, (_, n) => `${word}${n + 1}番`)

async function shape(): Promise<{ segments: string[]; end: number[] }> {
  const segments = await sql<{ place: string }>`
    select room_id || ':' || first_number || '+' || cardinality(sent_at) as place from search_segment order by room_id, first_number
  `.execute(app.db)
  const end = await sql<{
    number: number
  }>`select generate_series(first_number, first_number + cardinality(sent_at) - 1) as number from search_end where room_id = ${roomId}`.execute(
    app.db,
  )
  return {
    segments: segments.rows.map(({ place }) => place.replace(`${roomId}:`, '')),
    end: end.rows.map(({ number }) => number),
  }
}

/** Everything the index holds, where each row lies left aside. */
async function contents(): Promise<unknown[]> {
  const { rows } = await sql`
    select room_id, first_number as number, sent_at, lines from search_segment
    union all select room_id, first_number, sent_at, lines from search_end where lines <> '' order by 1, 2
  `.execute(app.db)
  return rows
}

async function catchUpWholly(room = roomId): Promise<void> {
  while ((await catchUp(app, [room])).length > 0);
}

/** However long it takes: a busy machine finds the same. */
const PATIENT: Effort = { ...EFFORT, budget: 60_000 }

async function find(query: string, limit = 40, effort: Effort = PATIENT): Promise<string[]> {
  const answer = await searchMessages(app, people.aiko.accountId, { query, limit, timeZone: 'UTC' }, effort)
  return answer.hits.map(({ body }) => body)
}

test('new messages are added to the end, and what it holds is not read again', async () => {
  const end = async () => {
    const { rows } = await sql<{ lines: string; newest: boolean }>`
      select lines, last_at = (select max(at) from unnest(sent_at) as at) as newest from search_end where room_id = ${roomId}
    `.execute(app.db)
    return { ...rows[0], words: rows[0]?.lines.split(LINE_END).map((line) => line.split(WORDS_END)[0]) }
  }
  await send(roomId, ...numbered(31))
  const [first = ''] = await send(roomId, '消えた')
  await deleteMessage(app, people.aiko, { roomId, id: first })
  await catchUpWholly()
  expect(await end()).toMatchObject({ lines: '' })
  await send(roomId, '一')
  await catchUpWholly()
  // Past every clock, so that only who reads it again can know.
  await sql`update message set body = '別' where room_id = ${roomId}`.execute(app.db)
  app.clock.advance(-2_000)
  await send(roomId, '二', '三')
  await catchUpWholly()
  expect(await end()).toMatchObject({ words: ['', '一', '二', '三'], newest: true })
  await send(roomId, ...numbered(30))
  await catchUpWholly()
  expect(await shape()).toEqual({ segments: ['1+32', '33+32'], end: [65, 66] })
})

test('32 numbers make a segment, the rest is the end', async () => {
  await send(roomId, ...numbered(30))
  await catchUp(app, [roomId])
  expect(await shape()).toEqual({ segments: [], end: Array.from({ length: 31 }, (_, n) => n + 1) })
  await send(roomId, 'あと一つ')
  await catchUp(app, [roomId])
  expect(await shape()).toEqual({ segments: ['1+32'], end: [] })
  await send(roomId, ...numbered(40))
  await catchUp(app, [roomId])
  expect(await shape()).toEqual({ segments: ['1+32', '33+32'], end: [65, 66, 67, 68, 69, 70, 71, 72] })
})

test('what changes in a closed segment changes there', async () => {
  const ids = await send(roomId, ...numbered(40))
  await catchUp(app, [roomId])
  await edit(app, people.aiko, { roomId, id: ids[4] as string, body: '書き直した' })
  await deleteMessage(app, people.aiko, { roomId, id: ids[5] as string })
  await catchUp(app, [roomId])
  expect(await find('書き直')).toEqual(['書き直した'])
  expect(await find('言葉5番')).toEqual([])
  expect(await find('言葉6番')).toEqual([])
  expect((await shape()).segments).toEqual(['1+32'])
})

test('catching up again, or with nothing to do, changes nothing', async () => {
  await send(roomId, ...numbered(40))
  await catchUp(app, [roomId])
  const before = await contents()
  await catchUp(app, [roomId, roomId])
  await sql`update search_end set tick = 0`.execute(app.db)
  await catchUp(app, [roomId])
  expect(await contents()).toEqual(before)
})

test('a reaction moves the clock and leaves the segment alone', async () => {
  const ids = await send(roomId, ...numbered(40))
  app.clock.advance(60_000)
  await catchUp(app, [roomId])
  const version = () => sql`select xmin::text, tick from search_segment`.execute(app.db)
  const { rows: before } = await version()
  await react(app, people.aiko, { roomId, id: ids[3] as string, emoji: '👍', on: true })
  expect(await readStatus(app)).toMatchObject({ lag: 0, behind: 0 })
  await catchUp(app, [roomId])
  expect((await version()).rows).toEqual(before)
})

test('a long history is caught up with in several steps', async () => {
  await send(roomId, ...numbered(1_200))
  expect(await catchUp(app, [roomId])).toEqual([roomId])
  expect(await catchUp(app, [roomId])).toEqual([roomId])
  expect(await catchUp(app, [roomId])).toEqual([])
  expect((await shape()).segments).toHaveLength(37)
  expect(await find('言葉1番')).toEqual(['言葉1番'])
})

test('the reactor brings all of a room up to date, whoever else does it at the same time', async () => {
  const other = await makeRoom()
  await send(roomId, ...numbered(700))
  await send(other, ...numbered(70))
  const row = (id: number) => ({ roomId: id, id: '1', payload: {} })
  await Promise.all([roomId, other, roomId, other].map((id) => searchReactor.handle(app, row(id))))
  expect(await readStatus(app)).toEqual({ rooms: 2, unbuilt: 0, behind: 0, lag: 0 })
  expect((await shape()).segments).toHaveLength(21 + 2)
})

test('the reactor does nothing for a room that is not there', async () => {
  await searchReactor.handle(app, { roomId: 7, id: '1', payload: {} })
  expect(await contents()).toEqual([])
})

test('built from nothing, the index is the same as when it was kept all along', async () => {
  const other = await makeRoom()
  const ids = await send(roomId, ...numbered(100))
  await catchUp(app, [roomId, other])
  await send(other, ...numbered(2_100, '別の'))
  await edit(app, people.aiko, { roomId, id: ids[50] as string, body: '直した' })
  await catchUpWholly()
  await catchUpWholly(other)
  const kept = await contents()
  await sql`truncate search_end, search_segment`.execute(app.db)
  expect(await countUnbuilt(app)).toEqual({ rooms: 2, messages: 2_202 })
  const heard: number[] = []
  await build(app, (messages) => heard.push(messages))
  expect(await contents()).toEqual(kept)
  expect(heard.at(-1)).toBe(2_202)
  expect(heard).toEqual(heard.toSorted((a, b) => a - b))
  expect(await readStatus(app)).toEqual({ rooms: 2, unbuilt: 0, behind: 0, lag: 0 })
})

test('a rebuild replaces what is wrong, loses nothing meanwhile and goes on where it was cut short', async () => {
  const other = await makeRoom()
  await send(roomId, ...numbered(40))
  await send(other, ...numbered(40, '別の'))
  await catchUp(app, [roomId, other])
  const right = await contents()
  await sql`update search_segment set lines = replace(lines, '言葉', '誤り')`.execute(app.db)
  await forgetIndex(app)
  expect((await countUnbuilt(app)).rooms).toBe(2)
  expect(await find('別の1番')).toEqual(['別の1番'])
  await sql`update search_end set built_by = ${RULES} where room_id = ${other}`.execute(app.db)
  expect((await countUnbuilt(app)).rooms).toBe(1)
  await build(app)
  expect(await contents()).toEqual(right)
})

test('a room that a build was cut short in does not count as built, nor as up to date', async () => {
  await send(roomId, ...numbered(2_100))
  await catchUpWholly()
  app.clock.advance(60_000)
  const right = await contents()
  await sql`truncate search_end, search_segment`.execute(app.db)
  await sql`alter table search_segment add constraint full_disk check (first_number < 2049)`.execute(app.db)
  await expect(build(app)).rejects.toThrow('full_disk')
  await sql`alter table search_segment drop constraint full_disk`.execute(app.db)
  expect(await readStatus(app)).toEqual({ rooms: 1, unbuilt: 1, behind: 1, lag: 60 })
  await build(app)
  expect(await contents()).toEqual(right)
})

test('what is said while a room is rebuilt is neither lost nor found twice', async () => {
  await send(roomId, ...numbered(20))
  await catchUp(app, [roomId])
  await forgetIndex(app)
  // The rebuild has read the room's last number and waits for the room, which closes a segment meanwhile.
  const rebuilt = await transact(app, async (tx) => {
    await sql`select from search_end where room_id = ${roomId} for update`.execute(tx)
    const running = build(app)
    await send(roomId, ...numbered(30, '途中'))
    return { running }
  })
  await Promise.all([rebuilt.running, catchUpWholly()])
  expect(await find('途中1番')).toEqual(['途中1番'])
  expect((await shape()).segments).toEqual(['1+32'])
  expect((await find('番', 40)).length).toBe(40)
  expect(new Set(await find('番', 40)).size).toBe(40)
  expect((await shape()).end[0]).toBe(33)
})

test('a segment that the version before this one closed is found once, and leaves nothing in its tail', async () => {
  await send(roomId, ...numbered(30))
  await catchUp(app, [roomId])
  await sql`create table known as select * from search_end`.execute(app.db)
  await send(roomId, ...numbered(5, '後の'))
  await catchUp(app, [roomId])
  await sql`delete from search_end`.execute(app.db)
  await sql`insert into search_end select * from known`.execute(app.db)
  await sql`drop table known`.execute(app.db)
  const found = await find('番')
  expect(found).toHaveLength(35)
  expect(new Set(found).size).toBe(35)
  await sql`
    insert into search_tail (room_id, number, tick, sent_at, line) select ${roomId}, n, n, n, '' from generate_series(33, 65) as n
  `.execute(app.db)
  await send(roomId, ...numbered(29, '次の'))
  await catchUp(app, [roomId])
  const { rows } = await sql`select number from search_tail`.execute(app.db)
  await sql`truncate search_tail`.execute(app.db)
  expect(rows).toEqual([{ number: 65 }])
})

test('which messages hold several words is known without reading the segment, and kept with it', async () => {
  const terms = ['みかん', 'りんご'].map((word) => ({ any: [fold(word)], without: false }))
  const may = async () =>
    (await sql<{ may: number }>`select ${linesThatMay(terms)} as may from search_segment s`.execute(app.db)).rows
  const ids = await send(roomId, 'みかん', 'りんご', ...numbered(29))
  await catchUp(app, [roomId])
  expect(await may()).toEqual([{ may: 0 }])
  await edit(app, people.aiko, { roomId, id: ids[1] as string, body: 'りんごとみかん' })
  await catchUp(app, [roomId])
  expect(await may()).toEqual([{ may: 4 }])
  await edit(app, people.aiko, { roomId, id: ids[1] as string, body: 'りんご' })
  await catchUp(app, [roomId])
  expect(await may()).toEqual([{ may: 0 }])
  // As the version before this one writes it, which knows nothing of them.
  await sql`update search_segment set tick = tick + 1`.execute(app.db)
  expect(await may()).toEqual([{ may: ALL_LINES }])
  await sql`update search_segment set masks = null, masks_tick = null`.execute(app.db)
  expect(await may()).toEqual([{ may: ALL_LINES }])
  await forgetIndex(app)
  await build(app)
  expect(await may()).toEqual([{ may: 0 }])
})

test('what masks leave out is passed over, however much of it lies before what is found', async () => {
  await send(roomId, 'みかんとりんご', ...numbered(30))
  for (let segment = 0; segment < 4; segment++) await send(roomId, 'みかん', 'りんご', ...numbered(30))
  await catchUp(app, [roomId])
  for (const chosen of [1, 2, 3]) {
    const found = await find('みかん りんご', 40, { ...PATIENT, walk: 1, chosen })
    expect(found).toEqual(['みかんとりんご'])
  }
})

test('when the segments of all rooms were said is told by some of them', async () => {
  const other = await makeRoom()
  for (let segment = 0; segment < 15; segment++) {
    await send(roomId, 'みかん', ...numbered(31))
    app.clock.advance(1_000)
    if (segment % 3 === 0) await send(other, ...numbered(32))
    app.clock.advance(1_000)
  }
  await catchUpWholly()
  await catchUpWholly(other)
  const terms = [{ any: [fold('みかん')], without: false }]
  const rooms = await readSearchable(
    app.db,
    [roomId, other].map((id) => ({ roomId: id, tick: 0 })),
    terms,
  )
  const sample = await readSample(app.db, { rooms, terms, window: windowOf(0, startOf(ALWAYS)) })
  const { rows } = await sql<{ time: number }>`
    select last_at as time from search_segment order by last_at desc
  `.execute(app.db)
  const times = rows.map(({ time }) => time)
  expect(sample).toMatchObject({ times, weight: 1, sifted: 3 })
  expect(times).toHaveLength(20)
  const bound = times[4] as number
  expect(countUpTo(sample, bound)).toBe(times.filter((time) => time <= bound).length)
  expect(timeOf(sample, { bound, count: 2.5 })).toBe(times.filter((time) => time < bound)[2])
  expect(timeOf(sample, { bound, count: 21 })).toBe(0)
  // Both pairs of the word are in one room's segments, and in none of the other's.
  const looked = sample.options.map(({ share }) => share)
  expect(looked).toHaveLength(2)
  for (const share of looked) expect(share).toBeGreaterThan(0.3)
})

test('a stretch of time in which little was said is passed in few calls, however little time each has', async () => {
  const other = await makeRoom()
  // Segments that both span the stretch, so that nothing is told of how thick they lie.
  for (const room of [roomId, other]) await send(room, 'みかん', ...numbered(15))
  app.clock.advance(10 * 24 * 3_600_000)
  for (const room of [roomId, other]) await send(room, ...numbered(40))
  await catchUp(app, [roomId, other])
  let calls = 0
  let cursor: string | undefined
  const hits: string[] = []
  do {
    const input = { query: 'みかん', limit: 40, timeZone: 'UTC', ...(cursor !== undefined && { cursor }) }
    const answer = await searchMessages(app, people.aiko.accountId, input, { ...EFFORT, budget: 0, walk: 1 })
    hits.push(...answer.hits.map(({ body }) => body))
    cursor = answer.more ?? undefined
    calls++
  } while (cursor !== undefined)
  expect(hits).toEqual(['みかん', 'みかん'])
  expect(calls).toBeLessThan(50)
})

test('of messages sent in the same millisecond none is passed over', async () => {
  const other = await makeRoom()
  await send(roomId, ...numbered(80, '同時'))
  await send(other, ...numbered(80, '同時'))
  await catchUp(app, [roomId, other])
  for (const limit of [5, 31, 32, 33, 40]) {
    const found = await searchMessages(
      app,
      people.aiko.accountId,
      { query: '同時', limit, timeZone: 'UTC' },
      { ...PATIENT, steps: [1] },
    )
    expect(found.hits.map(({ roomId: room, number }) => [room, number])).toEqual(
      Array.from({ length: limit }, (_, n) => [other, 81 - n]),
    )
  }
})

test('an answer says how far behind it is when too much is not indexed, and never shows what does not fit', async () => {
  const ids = await send(roomId, ...numbered(40))
  await catchUp(app, [roomId])
  await edit(app, people.aiko, { roomId, id: ids[0] as string, body: '別物' })
  app.clock.advance(90_000)
  await send(roomId, ...numbered(600, '後の'))
  app.clock.advance(30_000)
  const ask = (query: string) =>
    searchMessages(app, people.aiko.accountId, { query, limit: 40, timeZone: 'UTC' }, PATIENT)
  const answer = await ask('言葉1番')
  expect(answer).toMatchObject({ hits: [], lag: 120 })
  expect(await readStatus(app)).toMatchObject({ behind: 1, lag: 120 })
  await catchUpWholly()
  expect(await ask('別物')).toMatchObject({ hits: [{ body: '別物' }], lag: 0 })
  expect(await readStatus(app)).toMatchObject({ behind: 0, lag: 0 })
})
