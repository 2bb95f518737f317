import { api, type OutputOf } from '@naniwa/contract'
import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { Signed } from '../testing/app.ts'
import type { TestClient } from '../testing/client.ts'
import { sendFile } from '../testing/files.ts'
import { makeGroup, outcome, overHttp, scene } from '../testing/scene.ts'
import { attempt, testWhoMayNot } from '../testing/strangers.ts'
import { ask } from '../testing/tasks.ts'
import { build, forgetIndex } from './build.ts'
import { catchUp } from './catchUp.ts'

const stage = scene({ NANIWA_RATE_LIMITS: 'off' })

testWhoMayNot(stage, [
  attempt(api.search.tasks, ({ roomId }) => ({ query: '議事録', roomId }), {
    readonly: 'done',
    member: 'done',
    admin: 'done',
  }),
  attempt(api.search.files, ({ roomId }) => ({ query: '議事録', roomId }), {
    readonly: 'done',
    member: 'done',
    admin: 'done',
  }),
])

const as = (person: Signed) => overHttp(stage.server, person)

/** A group of aiko, ben and chie. */
async function makeRoom(): Promise<number> {
  const { aiko, ben, chie } = stage.people
  const members = [ben, chie].map((person): [Signed, 'member'] => [person, 'member'])
  return (await makeGroup(as(aiko), members)).id
}

/** Each a second after the one before. */
async function task(person: Signed, roomId: number, asking: Parameters<typeof ask>[2]) {
  stage.server.app.clock.advance(1_000)
  return ask({ ...as(person), person } as TestClient, roomId, asking)
}

function file(person: Signed, roomId: number, name: string) {
  stage.server.app.clock.advance(1_000)
  return sendFile(stage.server, person, { roomId, name })
}

function findTasks(person: Signed, query: string, rest: object = {}): Promise<OutputOf<typeof api.search.tasks>> {
  return as(person).call(api.search.tasks, { query, ...rest })
}

async function bodies(person: Signed, query: string, rest: object = {}): Promise<string[]> {
  return (await findTasks(person, query, rest)).hits.map(({ body }) => body)
}

async function names(person: Signed, query: string, rest: object = {}): Promise<string[]> {
  return (await as(person).call(api.search.files, { query, ...rest })).hits.map(({ name }) => name)
}

/** How the index is when something is asked: behind, level, made anew. */
function states(roomId: number): (() => Promise<unknown>)[] {
  const { app } = stage.server
  return [
    async () => {},
    () => catchUp(app, [roomId]),
    async () => {
      await sql`delete from search_item where room_id = ${roomId}`.execute(app.db)
      await forgetIndex(app)
      await build(app)
    },
  ]
}

test('tasks are found by any part of their text and checklist, files by any part of their names, newest first', async () => {
  const { aiko, ben, chie } = stage.people
  const roomId = await makeRoom()
  await task(ben, roomId, { body: '[info]ｸﾙﾐの表示[/info]', accountIds: [chie.accountId] })
  await task(aiko, roomId, { body: '版下', checklist: [{ text: 'クルミを数える' }] })
  await file(ben, roomId, '表示確認_くるみ.xlsx')
  await file(chie, roomId, '原材料表示（クルミ）.pdf')
  for (const state of states(roomId)) {
    await state()
    expect(await bodies(chie, 'くるみ', { roomId })).toEqual(['版下', '[info]ｸﾙﾐの表示[/info]'])
    expect(await bodies(chie, 'る 示', { roomId })).toEqual(['[info]ｸﾙﾐの表示[/info]'])
    expect(await bodies(chie, 'くるみ -表示', { roomId })).toEqual(['版下'])
    expect(await bodies(chie, 'info', { roomId })).toEqual([])
    expect(await names(chie, 'ＰＤＦ', { roomId })).toEqual(['原材料表示（クルミ）.pdf'])
    expect(await names(chie, 'くるみ 表示', { roomId })).toEqual(['原材料表示（クルミ）.pdf', '表示確認_くるみ.xlsx'])
    expect(await names(chie, '"認_く"', { roomId })).toEqual(['表示確認_くるみ.xlsx'])
  }
  const { people } = await findTasks(aiko, 'くるみ の表', { roomId })
  expect(people.map(({ name }) => name)).toEqual(['Ben', 'Chie'])
})

test('from: is who asked or sent, to: who is to do it; the other conditions are as for messages', async () => {
  const { aiko, ben, chie } = stage.people
  const roomId = await makeRoom()
  await as(aiko).call(api.rooms.update, { roomId, name: '条件の部屋' })
  await task(ben, roomId, { body: '条件一 https://a.test/', accountIds: [chie.accountId] })
  await task(chie, roomId, { body: '条件二', accountIds: [aiko.accountId] })
  await file(ben, roomId, '条件三.txt')
  for (const state of states(roomId)) {
    await state()
    const tasks = async (query: string) =>
      (await bodies(aiko, `条件 ${query}`)).map((body) => body.slice(0, 3)).join(' ')
    expect(await tasks('in:条件の部屋')).toBe('条件二 条件一')
    expect(await tasks('from:ben')).toBe('条件一')
    expect(await tasks('to:me')).toBe('条件二')
    expect(await tasks(`to:${chie.accountId}`)).toBe('条件一')
    expect(await tasks('-to:me')).toBe('条件一')
    expect(await tasks('has:link')).toBe('条件一')
    expect(await tasks('has:task')).toBe('条件二 条件一')
    expect(await tasks('has:file')).toBe('')
    expect(await tasks('after:今日')).toBe('条件二 条件一')
    expect(await tasks('before:今日')).toBe('')
    expect(await names(aiko, '条件 from:ben has:file')).toEqual(['条件三.txt'])
    expect(await names(aiko, '条件 from:chie')).toEqual([])
    expect(await names(aiko, '条件 to:me')).toEqual([])
  }
})

test('what is changed is found by what it says now, what is deleted not at all, before and after indexing', async () => {
  const { ben } = stage.people
  const roomId = await makeRoom()
  const { app } = stage.server
  const changed = await task(ben, roomId, { body: '旧い頼み' })
  const deleted = await task(ben, roomId, { body: '旧い頼みその二' })
  const gone = await file(ben, roomId, '旧い頼み.txt')
  await catchUp(app, [roomId])
  await as(ben).call(api.tasks.edit, { roomId, id: changed.id, body: '新しい頼み' })
  await as(ben).call(api.tasks.delete, { roomId, id: deleted.id })
  await as(ben).call(api.files.delete, { roomId, id: gone.id })
  for (const state of states(roomId)) {
    await state()
    expect(await bodies(ben, '旧い', { roomId })).toEqual([])
    expect(await bodies(ben, '頼み', { roomId })).toEqual(['新しい頼み'])
    expect(await names(ben, '旧い', { roomId })).toEqual([])
  }
})

test('somebody removed from a room finds none of its tasks and files at once', async () => {
  const { aiko, ben, dai } = stage.people
  const roomId = await makeRoom()
  await task(aiko, roomId, { body: '取扱注意の頼み' })
  await file(aiko, roomId, '取扱注意の表.txt')
  await catchUp(stage.server.app, [roomId])
  expect([await bodies(ben, '取扱注意'), await names(ben, '取扱注意')]).toEqual([
    ['取扱注意の頼み'],
    ['取扱注意の表.txt'],
  ])
  await as(aiko).call(api.members.remove, { roomId, accountId: ben.accountId })
  for (const stranger of [ben, dai]) {
    expect([await bodies(stranger, '取扱注意'), await names(stranger, '取扱注意')]).toEqual([[], []])
    expect(await outcome(findTasks(stranger, '取扱注意', { roomId }))).toBe('not_found')
  }
  await as(aiko).call(api.rooms.delete, { roomId })
  expect([await bodies(aiko, '取扱注意'), await names(aiko, '取扱注意')]).toEqual([[], []])
})

test('one asks on where the answer ended', async () => {
  const { ben } = stage.people
  const roomId = await makeRoom()
  for (let n = 1; n <= 5; n++) await task(ben, roomId, { body: `続き${n}` })
  const first = await findTasks(ben, '続き', { roomId, limit: 2 })
  await task(ben, roomId, { body: '続き6' })
  const second = await findTasks(ben, '続き', { roomId, limit: 2, cursor: first.more })
  const third = await findTasks(ben, '続き', { roomId, limit: 2, cursor: second.more })
  const found = [first, second, third].map(({ hits }) => hits.map(({ body }) => body))
  expect(found).toEqual([['続き5', '続き4'], ['続き3', '続き2'], ['続き1']])
  expect(third.more).toBeNull()
  expect(await findTasks(ben, '')).toEqual({ hits: [], people: [], more: null, lag: 0 })
})

test('more of them than are written at a time are all written, and with too many behind the index it says so', async () => {
  const { ben } = stage.people
  const { app } = stage.server
  const roomId = await makeRoom()
  await as(ben).call(api.tasks.create, { roomId, accountIds: [ben.accountId], body: '元' })
  // What many people’s work would leave: rows of tasks, each with a clock of its own.
  await sql`
    insert into task (room_id, id, tick, account_id, assigned_by, body, priority, message_id, created_at)
    select ${roomId}, n, 1000 + n, ${ben.accountId}, ${ben.accountId}, 'まとめて' || n, 'normal', 1, ${app.clock.now()}
    from generate_series(1, 620) as n
  `.execute(app.db)
  await sql`update room set tick = 1620 where id = ${roomId}`.execute(app.db)
  app.clock.advance(90_000)
  const behind = await findTasks(ben, 'まとめて', { roomId })
  expect(behind.lag).toBeGreaterThanOrEqual(90)
  expect(behind.hits).toHaveLength(40)
  await catchUp(app, [roomId])
  const level: string[] = []
  let cursor: string | undefined
  do {
    const answer = await findTasks(ben, 'まとめて', { roomId, ...(cursor !== undefined && { cursor }) })
    expect(answer.lag).toBe(0)
    level.push(...answer.hits.map(({ body }) => body))
    cursor = answer.more ?? undefined
  } while (cursor !== undefined)
  expect(level).toEqual(Array.from({ length: 620 }, (_, n) => `まとめて${620 - n}`))
})

const words = fc.constantFrom(
  'く',
  'くる',
  'くるみ',
  'クルミ',
  'ｸﾙﾐ',
  '表示',
  '示',
  'ab',
  'ABC',
  'a',
  '🙆',
  '%',
  "'",
  '1',
)
const texts = fc.array(words, { minLength: 1, maxLength: 6 }).map((all) => all.join(''))
const deeds = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('task'), body: texts, who: fc.nat(2) }) },
  fc.record({ do: fc.constant('edit'), which: fc.nat(30), body: texts }),
  fc.record({ do: fc.constant('delete'), which: fc.nat(30) }),
  fc.record({ do: fc.constant('index') }),
  fc.record({ do: fc.constant('rebuild') }),
)
const conditions = fc.oneof(
  { weight: 4, arbitrary: words },
  words.map((word) => `-${word}`),
  fc.constantFrom('from:me', 'to:me', 'from:ben', '-from:chie', 'to:aiko'),
)

test('every answer equals looking at every task, whatever happened and however far the index is', async () => {
  const { aiko, ben, chie } = stage.people
  const { app } = stage.server
  const people = [aiko, ben, chie]
  await fc.assert(
    fc.asyncProperty(
      fc.array(deeds, { minLength: 4, maxLength: 14, size: 'max' }),
      fc.array(fc.array(conditions, { minLength: 1, maxLength: 3 }), { minLength: 8, maxLength: 8 }),
      fc.constantFrom(2, 40),
      async (happened, queries, limit) => {
        const roomId = await makeRoom()
        for (const deed of happened) await perform(roomId, deed)
        const { rows } = await sql<Row>`
          select id, body as text, assigned_by as by, account_id as of from task where room_id = ${roomId} and deleted_at is null
          order by created_at desc, id desc
        `.execute(app.db)
        for (const asked of queries) {
          const wanted = rows.filter((row) => holdsAll(row, asked)).map(({ id }) => id)
          expect(await all(api.search.tasks, asked.join(' '), { roomId, limit }), asked.join(' ')).toEqual(wanted)
        }
      },
    ),
    { numRuns: 6, endOnFailure: true },
  )

  async function perform(roomId: number, deed: typeof deeds extends fc.Arbitrary<infer T> ? T : never): Promise<void> {
    if (deed.do === 'index') return void (await catchUp(app, [roomId]))
    if (deed.do === 'rebuild') {
      await forgetIndex(app)
      return build(app)
    }
    if (deed.do === 'task') {
      const asking = { body: deed.body, accountIds: [(people[(deed.who + 1) % 3] as Signed).accountId] }
      return void (await task(people[deed.who] as Signed, roomId, asking))
    }
    const { tasks } = await as(aiko).call(api.tasks.list, { roomId })
    const chosen = tasks[deed.which % tasks.length]
    if (!chosen) return
    if (deed.do === 'delete') return void (await as(aiko).call(api.tasks.delete, { roomId, id: chosen.id }))
    await as(aiko).call(api.tasks.edit, { roomId, id: chosen.id, body: deed.body })
  }
}, 600_000)

const fileDeeds = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('send'), name: texts, who: fc.nat(2) }) },
  fc.record({ do: fc.constant('delete'), which: fc.nat(30) }),
  fc.record({ do: fc.constant('index') }),
  fc.record({ do: fc.constant('rebuild') }),
)

test('every answer equals looking at the name of every file, whatever happened and however far the index is', async () => {
  const { aiko, ben, chie } = stage.people
  const { app } = stage.server
  const people = [aiko, ben, chie]
  const perform = async (roomId: number, deed: typeof fileDeeds extends fc.Arbitrary<infer T> ? T : never) => {
    if (deed.do === 'index') return void (await catchUp(app, [roomId]))
    if (deed.do === 'rebuild') return void (await forgetIndex(app).then(() => build(app)))
    if (deed.do === 'send') return void (await file(people[deed.who] as Signed, roomId, deed.name))
    const { files } = await as(aiko).call(api.files.list, { roomId })
    const chosen = files[deed.which % files.length]
    if (chosen) await as(aiko).call(api.files.delete, { roomId, id: chosen.id })
  }
  const fileConditions = conditions.filter((condition) => !condition.includes('to:'))
  await fc.assert(
    fc.asyncProperty(
      fc.array(fileDeeds, { minLength: 4, maxLength: 10, size: 'max' }),
      fc.array(fc.array(fileConditions, { minLength: 1, maxLength: 3 }), { minLength: 6, maxLength: 6 }),
      fc.constantFrom(2, 40),
      async (happened, queries, limit) => {
        const roomId = await makeRoom()
        for (const deed of happened) await perform(roomId, deed)
        const { rows } = await sql<Row>`
          select id, name as text, account_id as by, null as of from file where room_id = ${roomId} and deleted_at is null
          order by created_at desc, id desc
        `.execute(app.db)
        for (const asked of queries) {
          const wanted = rows.filter((row) => holdsAll(row, asked)).map(({ id }) => id)
          expect(await all(api.search.files, asked.join(' '), { roomId, limit }), asked.join(' ')).toEqual(wanted)
        }
      },
    ),
    { numRuns: 4, endOnFailure: true },
  )
}, 600_000)

/** What is looked through: its text, who asked or sent, who is to do it. */
interface Row {
  readonly id: number
  readonly text: string
  readonly by: number
  readonly of: number | null
}

/** Of several `from:` one is enough. */
function holdsAll(row: Row, asked: readonly string[]): boolean {
  const authors = asked.filter((condition) => condition.startsWith('from:'))
  const others = asked.filter((condition) => !condition.startsWith('from:'))
  const isBy = authors.length === 0 || authors.some((condition) => holds(row, condition))
  return isBy && others.every((condition) => holds(row, condition))
}

function holds(row: Row, condition: string): boolean {
  if (condition.startsWith('-')) return !holds(row, condition.slice(1))
  const { aiko, ben, chie } = stage.people
  const [, kind, who] = /^(from|to):(.+)$/.exec(condition) ?? []
  if (kind === undefined) return plain(row.text).includes(plain(condition))
  const named = [aiko, ben, chie].find(({ name }) => name.toLowerCase() === who)
  return (who === 'me' ? aiko : named)?.accountId === (kind === 'from' ? row.by : row.of)
}

/** What the words here fold to, said without `fold`. */
function plain(text: string): string {
  return text.replaceAll(/クルミ|ｸﾙﾐ/g, 'くるみ').toLowerCase()
}

/** Everything that aiko finds, page by page. */
async function all(
  endpoint: (typeof api.search)['tasks' | 'files'],
  query: string,
  rest: { roomId: number; limit: number },
): Promise<number[]> {
  const ids: number[] = []
  let cursor: string | undefined
  do {
    const answer = await as(stage.people.aiko).call(endpoint, {
      query,
      ...rest,
      ...(cursor !== undefined && { cursor }),
    })
    ids.push(...answer.hits.map(({ id }) => id))
    cursor = answer.more ?? undefined
  } while (cursor !== undefined)
  return ids
}
