import { api } from '@naniwa/contract'
import { beforeAll, expect, test } from 'vitest'
import { makeGroup, messageId, outcome, overHttp, say, scene } from '../testing/scene.ts'
import { attempt, testWhoMayNot } from '../testing/strangers.ts'
import { writeMessages } from './write.ts'

const stage = scene()
const everyone = { readonly: 'done', member: 'done', admin: 'done' } as const

testWhoMayNot(stage, [
  attempt(api.messages.list, ({ roomId }) => ({ roomId }), everyone),
  attempt(api.messages.get, ({ roomId, message }) => ({ roomId, id: message.id }), everyone),
])

/** With messages 1 to 300, whose body is their number; the first is the product's own. */
let roomId: number

beforeAll(async () => {
  const { app } = stage.server
  const { aiko, ben } = stage.people
  roomId = (await makeGroup(overHttp(stage.server, aiko), [[ben, 'member']])).id
  const { accountId } = aiko
  const sendings = span(2, 300).map((n) => ({ roomId, id: messageId(), accountId, body: `${n}`, selfUnread: false }))
  await writeMessages(app.db, sendings, app.clock.now())
})

async function numbers(query: { before?: number; after?: number; around?: number; limit?: number }): Promise<number[]> {
  const ben = overHttp(stage.server, stage.people.ben)
  const { messages } = await ben.call(api.messages.list, { roomId, ...query })
  return messages.map(({ number }) => number)
}

function span(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, n) => from + n)
}

test.each([
  ['the newest fifty', {}, span(251, 300)],
  ['the newest three', { limit: 3 }, span(298, 300)],
  ['before a number', { before: 10, limit: 5 }, span(5, 9)],
  ['before the first', { before: 1 }, []],
  ['before more than there are', { before: 99_999, limit: 2 }, span(299, 300)],
  ['after a number', { after: 10, limit: 5 }, span(11, 15)],
  ['after the last', { after: 300 }, []],
  ['from the start', { after: 0, limit: 200 }, span(1, 200)],
  ['around a number, half on each side', { around: 100, limit: 10 }, span(95, 104)],
  ['around an even smaller number', { around: 2, limit: 10 }, span(1, 10)],
  ['around one message alone', { around: 100, limit: 1 }, [100]],
  ['around the last', { around: 300, limit: 4 }, span(298, 300)],
  ['around nothing', { around: 0, limit: 4 }, span(1, 4)],
  ['after the largest number there is', { after: Number.MAX_SAFE_INTEGER }, []],
  ['around the largest number there is', { around: Number.MAX_SAFE_INTEGER, limit: 4 }, span(299, 300)],
] as const)('a page %s is in order and without gaps', async (_, query, expected) => {
  expect(await numbers(query)).toEqual(expected)
})

test('a timeline scrolled to the top from the middle, then down to the end, is the whole room', async () => {
  const ben = await stage.enter('ben')
  await ben.open(roomId, { around: 150, limit: 50 })
  const timeline = () => ben.room(roomId).timeline
  while (timeline().messages[0]?.number !== 1)
    await ben.open(roomId, { before: timeline().messages[0]?.number as number })
  while (!timeline().atEnd) await ben.open(roomId, { after: timeline().messages.at(-1)?.number as number })
  expect(timeline().messages.map(({ number }) => number)).toEqual(span(1, ben.room(roomId).lastNumber))
})

test('messages that come while a page is being read are in the timeline once', async () => {
  const [aiko, ben] = [await stage.enter('aiko'), await stage.enter('ben')]
  for (let round = 0; round < 10; round++) {
    const { id: newRoom } = await makeGroup(aiko, [[stage.people.ben, 'member']])
    await ben.level()
    await Promise.all([say(aiko, newRoom, 'a'), ben.open(newRoom), say(aiko, newRoom, 'b'), ben.open(newRoom)])
    await ben.level()
    expect(ben.room(newRoom).timeline.messages.map(({ number }) => number)).toEqual([1, 2, 3])
  }
})

test('a message is found by its id in its own room only', async () => {
  const aiko = await stage.enter('aiko')
  const sent = await say(aiko, roomId, '探してみて')
  const other = await makeGroup(aiko)
  expect(await aiko.call(api.messages.get, { roomId, id: sent.id })).toEqual(sent)
  expect(await outcome(aiko.call(api.messages.get, { roomId: other.id, id: sent.id }))).toBe('not_found')
  expect(await outcome(aiko.call(api.messages.get, { roomId, id: '9223372036854775807' }))).toBe('not_found')
})

test('who joins late may read what was said before', async () => {
  const aiko = await stage.enter('aiko')
  const { id } = await makeGroup(aiko)
  await say(aiko, id, '前の話')
  await aiko.call(api.members.add, { roomId: id, members: [{ accountId: stage.people.chie.accountId }] })
  const chie = await stage.enter('chie')
  await chie.open(id)
  expect(chie.room(id).timeline.messages.map(({ body }) => body)).toContain('前の話')
})
