import { api, applyMembers, type Message, mergePage } from '@naniwa/contract'
import { beforeAll, expect, test } from 'vitest'
import { writeMessages } from '../messages/write.ts'
import type { TestClient } from '../testing/client.ts'
import { holdNextCommit } from '../testing/hold.ts'
import { makeGroup, messageId, overHttp, say, scene } from '../testing/scene.ts'

const stage = scene()

/** With messages 1 to 120 and aiko, ben and chie in it. */
let roomId: number

beforeAll(async () => {
  const { server, people } = stage
  const room = await makeGroup(overHttp(server, people.aiko), [
    [people.ben, 'member'],
    [people.chie, 'member'],
  ])
  roomId = room.id
  const { accountId } = people.aiko
  const sendings = Array.from({ length: 119 }, (_, n) => ({
    ...{ roomId, id: messageId(), accountId, body: `${n + 2}`, selfUnread: false },
  }))
  await writeMessages(server.app.db, sendings, server.app.clock.now())
})

const numbersOf = (client: TestClient): number[] =>
  client.room(roomId).timeline.messages.map(({ number }: Message) => number)

const span = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, n) => from + n)

test('[S10] a page that touches the stretch extends it, any other replaces it', async () => {
  const ben = await stage.enter('ben')
  await ben.open(roomId, { around: 50, limit: 10 })
  expect(numbersOf(ben)).toEqual(span(45, 54))
  await ben.open(roomId, { before: 45, limit: 5 })
  expect(numbersOf(ben)).toEqual(span(40, 54))
  await ben.open(roomId, { after: 53, limit: 5 })
  expect(numbersOf(ben)).toEqual(span(40, 58))
  await ben.open(roomId, { around: 20, limit: 4 })
  expect(numbersOf(ben)).toEqual(span(18, 21))
  expect(ben.room(roomId).timeline.atEnd).toBe(false)
})

test('[S10] a new message is not put behind a stretch that ends before it, and a change outside adds nothing', async () => {
  const [aiko, ben] = [await stage.enter('aiko'), await stage.enter('ben')]
  await ben.open(roomId, { around: 50, limit: 10 })
  const { messages } = await aiko.call(api.messages.list, { roomId, before: 31, limit: 1 })
  const inside = ben.room(roomId).timeline.messages[2] as Message
  await say(aiko, roomId, '新しい')
  for (const { id } of [messages[0] as Message, inside]) await aiko.call(api.messages.edit, { roomId, id, body: '改' })
  await ben.level()
  expect(numbersOf(ben)).toEqual(span(45, 54))
  expect(ben.room(roomId).timeline.messages[2]).toMatchObject({ id: inside.id, body: '改' })
})

test('[S10] who has come to the end hears what follows, and who was away goes on from where they were', async () => {
  const [aiko, ben] = [await stage.enter('aiko'), await stage.enter('ben')]
  await ben.open(roomId, { limit: 5 })
  await say(aiko, roomId, '聞こえる')
  await ben.level()
  const last = ben.room(roomId).lastNumber
  expect(numbersOf(ben)).toEqual(span(last - 5, last))
  await ben.disconnect()
  const sent = await say(aiko, roomId, 'その間に')
  await aiko.call(api.messages.edit, { roomId, id: sent.id, body: '直した' })
  await say(aiko, roomId, 'もうひとつ')
  await ben.connect()
  expect(numbersOf(ben)).toEqual(span(last - 5, last + 2))
})

test('[S11] a page that was read before a change that is already heard shows the change', async () => {
  const [aiko, ben] = [await stage.enter('aiko'), await stage.enter('ben')]
  const { messages } = await aiko.call(api.messages.list, { roomId, limit: 1 })
  const { id } = messages[0] as Message
  const read = holdNextCommit()
  const opening = ben.open(roomId, { limit: 3 })
  const release = await read
  await aiko.call(api.messages.edit, { roomId, id, body: '読んだあとに変えた' })
  await say(aiko, roomId, '読んだあとに送った')
  await ben.call(api.accounts.me, {})
  release()
  await opening
  const held = ben.room(roomId).timeline.messages
  expect(held.find((message) => message.id === id)?.body).toBe('読んだあとに変えた')
  expect(held.at(-1)?.body).toBe('読んだあとに送った')
  expect(ben.room(roomId).timeline.atEnd).toBe(true)
})

test('[S11] a page that was overtaken by more than is remembered is asked for again', async () => {
  const [aiko, ben] = [await stage.enter('aiko'), await stage.enter('ben')]
  const read = holdNextCommit()
  const opening = ben.open(roomId, { limit: 3 })
  const release = await read
  for (let round = 0; round < 10; round++) await Promise.all(span(1, 51).map((n) => say(aiko, roomId, `${round}-${n}`)))
  await ben.call(api.accounts.me, {})
  const before = ben.asked.length
  release()
  await opening
  expect(ben.asked.slice(before).map(({ name }) => name)).toEqual(['messages.list'])
  expect(numbersOf(ben).at(-1)).toBe(ben.room(roomId).lastNumber)
})

test('[S11] an answer about members from before changes that were not heard counts for nothing', async () => {
  const { people } = stage
  const [aiko, ben] = [await stage.enter('aiko'), await stage.enter('ben')]
  const old = await ben.call(api.members.list, { roomId })
  await ben.disconnect()
  await aiko.call(api.members.setRole, { roomId, accountId: people.chie.accountId, role: 'readonly' })
  await ben.connect()
  const copy = ben.room(roomId)
  expect(applyMembers(copy, old)).toBe(false)
  expect(copy.membersLoaded).toBe(false)
  await ben.loadMembers(roomId)
  expect(copy.members.get(people.chie.accountId)?.role).toBe('readonly')
  expect(applyMembers(copy, old)).toBe(false)
  await aiko.call(api.members.setRole, { roomId, accountId: people.chie.accountId, role: 'member' })
  await ben.level()
  expect(copy.members.get(people.chie.accountId)?.role).toBe('member')
})

test('[S11] a page of a room that was never watched is not trusted to be new', () => {
  const timeline = { messages: [], atEnd: false, watched: true, recent: new Map(), recentSince: 10 }
  expect(mergePage(timeline, { tick: 9, messages: [] }, 0)).toBeNull()
  expect(mergePage(timeline, { tick: 10, messages: [] }, 0)).toMatchObject({ atEnd: true })
})
