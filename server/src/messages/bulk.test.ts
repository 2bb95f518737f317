import { api, MESSAGE_LENGTH } from '@naniwa/contract'
import { beforeAll, expect, test } from 'vitest'
import { makeGroup, messageId, overHttp, scene } from '../testing/scene.ts'
import { writeMessages } from './write.ts'

const stage = scene()
const COUNT = 30

/** Full of the longest messages there can be: 8 MB of them. */
let roomId: number

beforeAll(async () => {
  const { server, people } = stage
  roomId = (await makeGroup(overHttp(server, people.aiko), [[people.ben, 'member']])).id
  const body = '🙂'.repeat(MESSAGE_LENGTH)
  const { accountId } = people.aiko
  const sendings = Array.from({ length: COUNT }, () => ({
    roomId,
    id: messageId(),
    accountId,
    body,
    selfUnread: false,
  }))
  await writeMessages(server.app.db, sendings, server.app.clock.now())
})

test('a page of very long messages is short, and the pages beside it bring the rest', async () => {
  const ben = await stage.enter('ben')
  await ben.open(roomId)
  const pages: number[] = []
  for (let first = Number.POSITIVE_INFINITY; first > 1; ) {
    const { messages } = ben.room(roomId).timeline
    pages.push(messages.length)
    first = messages[0]?.number as number
    await ben.open(roomId, { before: first })
  }
  expect(ben.room(roomId).timeline.messages).toHaveLength(COUNT + 1)
  expect(pages.length).toBeGreaterThan(5)
  const after = await ben.call(api.messages.list, { roomId, after: 0, limit: 200 })
  expect(after.messages.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5])
  const around = await ben.call(api.messages.list, { roomId, around: 15, limit: 200 })
  expect(around.messages.map(({ number }) => number)).toEqual([11, 12, 13, 14, 15, 16, 17, 18])
})

test('catching up with very long messages takes more answers, and misses nothing', async () => {
  const ben = await stage.enter('ben')
  const numbers: number[] = []
  let answers = 0
  for (let since = 0, more = true; more; answers++) {
    const answer = await ben.call(api.sync.room, { roomId, since })
    numbers.push(...answer.messages.map(({ number }) => number))
    since = answer.tick
    more = answer.more
  }
  expect(numbers).toEqual(Array.from({ length: COUNT + 1 }, (_, n) => n + 1))
  expect(answers).toBeGreaterThan(5)
})

test('who asks for much at once is not taken for a slow reader', async () => {
  const ben = await stage.enter('ben')
  const asked = Array.from({ length: 20 }, () => ben.call(api.messages.list, { roomId, limit: 200 }))
  const answers = await Promise.all(asked)
  expect(answers.every(({ messages }) => messages.length > 0)).toBe(true)
})
