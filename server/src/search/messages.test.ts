import { api, type Message, type OutputOf } from '@naniwa/contract'
import { expect, test } from 'vitest'
import type { Signed } from '../testing/app.ts'
import { makeGroup, messageId, outcome, overHttp, say, scene } from '../testing/scene.ts'
import { attempt, testWhoMayNot } from '../testing/strangers.ts'
import { catchUp } from './catchUp.ts'

const stage = scene()

testWhoMayNot(stage, [
  attempt(api.search.messages, ({ roomId }) => ({ query: 'おはよう', roomId }), {
    readonly: 'done',
    member: 'done',
    admin: 'done',
  }),
])

type Answer = OutputOf<typeof api.search.messages>

const as = (person: Signed) => overHttp(stage.server, person)

/** A group of aiko, ben and chie, with a word in it that no other test has. */
async function makeRoom(): Promise<{ roomId: number; say(person: Signed, body: string): Promise<Message> }> {
  const { aiko, ben, chie } = stage.people
  const { id: roomId } = await makeGroup(as(aiko), [
    [ben, 'member'],
    [chie, 'member'],
  ])
  return {
    roomId,
    async say(person, body) {
      stage.server.app.clock.advance(1_000)
      return say(as(person), roomId, body)
    },
  }
}

function find(person: Signed, query: string, rest: object = {}): Promise<Answer> {
  return as(person).call(api.search.messages, { query, ...rest })
}

async function bodies(person: Signed, query: string, rest: object = {}): Promise<string[]> {
  return (await find(person, query, rest)).hits.map(({ body }) => body)
}

test('any part of a text is found, however it is written, newest first', async () => {
  const { aiko, ben } = stage.people
  const { roomId, say } = await makeRoom()
  const first = await say(ben, '半角の「ｸﾙﾐ」が1か所残っていました。')
  const second = await say(aiko, '[info][title]ＫＵＲＵＭＩ[/title]クルミの表示[/info]')
  expect((await find(aiko, 'くるみ', { roomId })).hits).toEqual([second, first])
  for (const query of ['み', 'の表', 'kurumi', 'URU', '"み の"', 'くるみ 表示']) {
    expect(await bodies(ben, query, { roomId }), query).toEqual(
      query === 'み' ? [second.body, first.body] : query === '"み の"' ? [] : [second.body],
    )
  }
  expect(await bodies(ben, 'info', { roomId })).toEqual([])
  expect(await bodies(ben, 'くるみ -表示', { roomId })).toEqual([first.body])
})

test('an answer brings the people who wrote it', async () => {
  const { aiko, ben } = stage.people
  const { roomId, say } = await makeRoom()
  await say(ben, '人物一')
  await say(ben, '人物二')
  const { people } = await find(aiko, '人物', { roomId })
  expect(people).toEqual([
    expect.objectContaining({ accountId: ben.accountId, name: ben.name, organizationName: 'Minamo' }),
  ])
})

test('somebody removed from a room finds nothing of it at once, and everything again when they come back', async () => {
  const { aiko, ben, dai } = stage.people
  const { roomId, say } = await makeRoom()
  await say(ben, '取扱注意の稟議')
  await catchUp(stage.server.app, [roomId])
  expect(await bodies(ben, '取扱注意の稟議')).toHaveLength(1)
  await as(aiko).call(api.members.remove, { roomId, accountId: ben.accountId })
  expect(await bodies(ben, '取扱注意の稟議')).toEqual([])
  expect(await outcome(find(ben, '取扱注意の稟議', { roomId }))).toBe('not_found')
  expect(await bodies(dai, '取扱注意の稟議')).toEqual([])
  await as(aiko).call(api.members.add, { roomId, members: [{ accountId: ben.accountId }] })
  expect(await bodies(ben, '取扱注意の稟議')).toHaveLength(1)
})

test('a deleted room is found by nobody', async () => {
  const { aiko } = stage.people
  const { roomId, say } = await makeRoom()
  await say(aiko, '消える部屋の言葉')
  await catchUp(stage.server.app, [roomId])
  await as(aiko).call(api.rooms.delete, { roomId })
  expect(await bodies(aiko, '消える部屋の言葉')).toEqual([])
})

test('what is edited is found by its new words only, what is deleted not at all, before and after indexing', async () => {
  const { ben } = stage.people
  const { roomId, say } = await makeRoom()
  const [one, two] = [await say(ben, '旧い文面その一'), await say(ben, '旧い文面その二')]
  await catchUp(stage.server.app, [roomId])
  await as(ben).call(api.messages.edit, { roomId, id: one.id, body: '改めた文面' })
  await as(ben).call(api.messages.delete, { roomId, id: two.id })
  for (const index of [() => {}, () => catchUp(stage.server.app, [roomId])]) {
    await index()
    expect(await bodies(ben, '旧い', { roomId })).toEqual([])
    expect(await bodies(ben, '文面', { roomId })).toEqual(['改めた文面'])
  }
})

test('a change of a message leaves a row for the reactors, a deletion too', async () => {
  const { ben } = stage.people
  const { roomId, say } = await makeRoom()
  const message = await say(ben, '後で消す')
  const rows = () =>
    stage.server.app.db.selectFrom('outbox').where('roomId', '=', roomId).select(['tick', 'topic']).execute()
  const clear = () => stage.server.app.db.deleteFrom('outbox').where('roomId', '=', roomId).execute()
  await clear()
  const edited = await as(ben).call(api.messages.edit, { roomId, id: message.id, body: '直した' })
  expect(await rows()).toEqual([{ tick: edited.tick, topic: 'message' }])
  await clear()
  const deleted = await as(ben).call(api.messages.delete, { roomId, id: message.id })
  expect(await rows()).toEqual([{ tick: deleted.tick, topic: 'message' }])
})

test('conditions look at author, addressee, room, contents and day', async () => {
  const { aiko, ben, chie } = stage.people
  const { app } = stage.server
  const { roomId, say } = await makeRoom()
  const other = await makeRoom()
  await as(aiko).call(api.rooms.update, { roomId, name: '冬ギフト「みなもの月」' })
  const today = await say(ben, `条件 [To:${aiko.accountId}]Aikoさん`)
  await say(chie, '条件 [toall] https://a.test/')
  await other.say(chie, '条件 [download:5]表.pdf[/download]')
  const ask = async (query: string, person = aiko) =>
    (await bodies(person, `条件 ${query}`)).map((body) => body.slice(3, 6)).join(' ')
  expect(await ask('')).toBe('[do [to [To')
  expect(await ask('from:ben')).toBe('[To')
  expect(await ask('from:BEN from:me')).toBe('[To')
  expect(await ask(`from:${chie.accountId} -has:file`)).toBe('[to')
  expect(await ask('from:誰も')).toBe('')
  await as(ben).call(api.accounts.updateProfile, { reading: 'あらい べん' })
  await app.drain()
  expect(await ask('from:ｱﾗｲ')).toBe('[To')
  expect(await ask('to:me')).toBe('[to [To')
  expect(await ask('to:me', chie)).toBe('[to')
  expect(await ask('-to:me')).toBe('[do')
  expect(await ask('in:ギフト')).toBe('[to [To')
  expect(await ask('in:冬ｷﾞﾌﾄ from:chie')).toBe('[to')
  expect(await ask('-in:ギフト')).toBe('[do')
  expect(await ask('has:link')).toBe('[to')
  expect(await ask('has:file')).toBe('[do')
  expect(await ask('has:task')).toBe('')
  expect(await ask('after:今日')).toBe('[do [to [To')
  expect(await ask('before:今日')).toBe('')
  app.clock.advance(86_400_000)
  await say(ben, '条件 [hr]翌日')
  expect(await ask('before:今日')).toBe('[do [to [To')
  expect(await ask('after:今日')).toBe('[hr')
  expect(await ask('after:昨日')).toBe('[hr [do [to [To')
  // Where the day begins seven hours later, it was the day before.
  const before = new Date(today.createdAt).toISOString().slice(0, 10)
  expect(await bodies(ben, `条件 before:${before}`, { timeZone: 'America/New_York' })).toHaveLength(3)
})

test('conditions without words list what fulfils them, and nothing asked is nothing found', async () => {
  const { ben } = stage.people
  const { roomId, say } = await makeRoom()
  await say(ben, 'あ')
  await say(ben, 'い')
  expect(await bodies(ben, 'from:me', { roomId })).toEqual(['い', 'あ'])
  expect(await bodies(ben, '-あ from:me', { roomId })).toEqual(['い'])
  for (const query of ['', '  ', 'from:', '""'])
    expect(await find(ben, query)).toEqual({ hits: [], people: [], more: null, lag: 0 })
})

test('one asks on where the answer ended, whatever is said meanwhile', async () => {
  const { ben } = stage.people
  const { roomId, say } = await makeRoom()
  for (let n = 1; n <= 7; n++) await say(ben, `続き${n}`)
  const first = await find(ben, '続き', { roomId, limit: 3 })
  expect(first.hits.map(({ body }) => body)).toEqual(['続き7', '続き6', '続き5'])
  await say(ben, '続き8')
  const second = await find(ben, '続き', { roomId, limit: 3, cursor: first.more })
  expect(second.hits.map(({ body }) => body)).toEqual(['続き4', '続き3', '続き2'])
  const third = await find(ben, '続き', { roomId, limit: 3, cursor: second.more })
  expect(third.hits.map(({ body }) => body)).toEqual(['続き1'])
  expect(third.more).toBeNull()
})

test('lines of the product are found by words that people wrote, not by what every reader sees in their language', async () => {
  const { aiko, ben } = stage.people
  const input = { name: '珍しい部屋名', members: [{ accountId: ben.accountId }] }
  const { id: roomId } = await as(aiko).call(api.rooms.create, input)
  await as(aiko).call(api.members.remove, { roomId, accountId: ben.accountId })
  expect(await bodies(aiko, 'from:me', { roomId })).toEqual([expect.stringContaining('珍しい部屋名')])
  expect(await bodies(aiko, 'dtext', { roomId })).toEqual([])
})

test('a query that is too long, a cursor that is none and a place that is no time zone are refused', async () => {
  const { ben } = stage.people
  expect(await outcome(find(ben, 'あ'.repeat(501)))).toBe('invalid_input')
  expect(await outcome(find(ben, 'あ', { cursor: "1' or" }))).toBe('invalid_input')
  expect(await outcome(find(ben, 'あ', { timeZone: 'Nowhere/At_All' }))).toBe('invalid_input')
  expect(await outcome(find(ben, 'あ', { limit: 41 }))).toBe('invalid_input')
})

test('the same message id in two rooms is two messages', async () => {
  const { ben } = stage.people
  const [one, two] = [await makeRoom(), await makeRoom()]
  const id = messageId()
  for (const { roomId } of [one, two]) await as(ben).call(api.messages.send, { roomId, id, body: '同じ番号の双子' })
  expect((await find(ben, '番号の双子')).hits.map(({ roomId }) => roomId)).toEqual([two.roomId, one.roomId])
})
