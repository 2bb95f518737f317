import { api, CATCH_UP_LIMIT } from '@naniwa/contract'
import { expect, test } from 'vitest'
import { writeMessages } from '../messages/write.ts'
import type { TestClient } from '../testing/client.ts'
import { holdNext } from '../testing/hold.ts'
import { makeGroup, messageId, outcome, overHttp, say, scene } from '../testing/scene.ts'
import { cookieOf } from '../testing/server.ts'
import { openSocket, type PushFrame } from '../testing/socket.ts'

const stage = scene()

/** A group of aiko's with ben in it, whose device is level and has the timeline open. */
async function together(): Promise<{ aiko: TestClient; ben: TestClient; roomId: number }> {
  const [aiko, ben] = [await stage.enter('aiko'), await stage.enter('ben', { answers: 'ask' })]
  const { id: roomId } = await makeGroup(aiko, [[stage.people.ben, 'member']])
  await ben.level()
  await ben.open(roomId)
  return { aiko, ben, roomId }
}

/** So many messages of the client's at once, of which nobody hears: the client comes back and knows them. */
async function fill(roomId: number, client: TestClient, count: number): Promise<void> {
  const { accountId } = client.person
  const { db, clock } = stage.server.app
  const sendings = Array.from({ length: count }, (_, n) => ({
    roomId,
    id: messageId(),
    accountId,
    body: `${n}`,
    selfUnread: false,
  }))
  await writeMessages(db, sendings, clock.now())
  await client.disconnect()
  await client.connect()
}

const names = (client: TestClient, from: number): string[] => client.asked.slice(from).map(({ name }) => name)

/** Loses the events for which this is true. */
function lose(client: TestClient, when: (frame: PushFrame) => boolean): void {
  client.disturb({ random: () => 0, drop: 1, spare: (frame) => !when(frame) })
}

test('[S1] what happens between the joining and the reading of hello is heard, and counted once', async () => {
  const { aiko, ben, roomId } = await together()
  await ben.disconnect()
  const joined = holdNext('sync.hello')
  const frames = ben.frames.length
  const connecting = ben.connect()
  const read = await joined
  const between = await say(aiko, roomId, `[To:${stage.people.ben.accountId}]ちょうど今`)
  read()
  await connecting
  expect(ben.frames.slice(frames)).toContainEqual({ event: 'message', data: between })
  expect(ben.room(roomId).timeline.messages.map(({ number }) => number)).toEqual([1, 2])
  expect(ben.room(roomId).mine.mentions).toEqual([2])
})

test('[S1] a socket hears no room before it says hello', async () => {
  const { aiko, ben, roomId } = await together()
  const heard: PushFrame[] = []
  const socket = await openSocket(stage.server, { cookie: cookieOf(ben.person), heard: (frame) => heard.push(frame) })
  await say(aiko, roomId, 'まだ')
  await socket.call(api.accounts.me, {})
  expect(heard).toEqual([])
  await socket.call(api.sync.hello, {})
  await say(aiko, roomId, 'もう')
  await socket.call(api.accounts.me, {})
  expect(heard).toHaveLength(1)
  await socket.close()
})

test('[S2] who comes back reads only the rooms that moved, and lets go of those that are gone', async () => {
  const { aiko, ben, roomId } = await together()
  const others = await Promise.all([1, 2, 3].map(() => makeGroup(aiko, [[stage.people.ben, 'member']])))
  await ben.level()
  await ben.disconnect()
  await aiko.call(api.members.remove, { roomId: others[0]?.id as number, accountId: stage.people.ben.accountId })
  await say(aiko, others[1]?.id as number, '新しい')
  await say(aiko, roomId, '新しい')
  const before = ben.asked.length
  await ben.connect()
  expect(names(ben, before)).toEqual(['sync.hello', 'sync.account', 'rooms.get', 'sync.room'])
  const [, , rooms, changes] = ben.asked.slice(before).map(({ input }) => input)
  expect(rooms).toEqual({ roomIds: expect.toSatisfy((ids: number[]) => ids.length === 2 && ids.includes(roomId)) })
  expect(changes).toMatchObject({ roomId })
  expect(ben.replica.rooms.has(others[0]?.id as number)).toBe(false)
  const again = ben.asked.length
  await ben.disconnect()
  await ben.connect()
  expect(names(ben, again)).toEqual(['sync.hello', 'sync.account'])
})

test('[S2] at most 200 rooms are answered at a time', async () => {
  const aiko = overHttp(stage.server, stage.people.aiko)
  const ids = (count: number) => Array.from({ length: count }, (_, n) => n + 1)
  expect(await outcome(aiko.call(api.rooms.get, { roomIds: ids(200) }))).toBe('done')
  expect(await outcome(aiko.call(api.rooms.get, { roomIds: ids(201) }))).toBe('invalid_input')
})

test('[S3] an event heard twice, or heard after its answer, counts once', async () => {
  const [aiko, ben] = [await stage.enter('aiko', { answers: 'merge' }), await stage.enter('ben')]
  const { id: roomId } = await makeGroup(aiko, [[stage.people.ben, 'member']])
  for (const client of [aiko, ben]) {
    await client.level()
    await client.open(roomId)
    client.disturb({ random: () => 0.5, double: 1, delay: 0.6 })
  }
  for (let n = 0; n < 5; n++) await say(aiko, roomId, `[To:${stage.people.ben.accountId}]${n}`)
  for (const client of [aiko, ben]) {
    await client.level()
    expect(client.room(roomId).timeline.messages.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6])
  }
  expect(ben.room(roomId).mine.mentions).toEqual([2, 3, 4, 5, 6])
})

test('[S4] events in the wrong order are put right without a question', async () => {
  const { aiko, ben, roomId } = await together()
  const before = ben.asked.length
  const rolls = [0, 0.9, 0.9, 0.9]
  ben.disturb({ random: () => rolls.shift() ?? 0.9, delay: 0.5 })
  for (const body of ['一', '二', '三']) await say(aiko, roomId, body)
  await ben.call(api.accounts.me, {})
  expect(names(ben, before)).toEqual(['accounts.me'])
  expect(
    ben
      .room(roomId)
      .timeline.messages.slice(1)
      .map(({ body }) => body),
  ).toEqual(['一', '二', '三'])
})

test('[S4] a gap holds back what follows, and is closed by asking', async () => {
  const { aiko, ben, roomId } = await together()
  lose(ben, (frame) => 'event' in frame && frame.event === 'message' && frame.data.body === '失われた')
  await say(aiko, roomId, '失われた')
  await say(aiko, roomId, '届いた')
  await ben.call(api.accounts.me, {})
  expect(ben.room(roomId).lastNumber).toBe(1)
  const before = ben.asked.length
  await ben.mend()
  expect(names(ben, before)).toEqual(['rooms.get', 'sync.room'])
  expect(
    ben
      .room(roomId)
      .timeline.messages.slice(1)
      .map(({ body }) => body),
  ).toEqual(['失われた', '届いた'])
})

test('[S5] catching up brings every row, edits and tombstones included, however many pages that takes', async () => {
  const { aiko, ben, roomId } = await together()
  await ben.loadMembers(roomId)
  const old = await say(aiko, roomId, '前からある')
  await ben.level()
  await ben.disconnect()
  await fill(roomId, aiko, 2 * CATCH_UP_LIMIT)
  const last = await say(aiko, roomId, '消す')
  await aiko.call(api.messages.edit, { roomId, id: old.id, body: '直した' })
  await aiko.call(api.messages.delete, { roomId, id: last.id })
  await aiko.call(api.members.add, { roomId, members: [{ accountId: stage.people.chie.accountId }] })
  const before = ben.asked.length
  await ben.connect()
  expect(names(ben, before).filter((name) => name === 'sync.room')).toHaveLength(3)
  const { messages } = ben.room(roomId).timeline
  expect(messages).toHaveLength(2 * CATCH_UP_LIMIT + 4)
  expect(messages[1]).toMatchObject({ id: old.id, body: '直した' })
  expect(messages.at(-2)).toMatchObject({ id: last.id, deleted: true })
  expect(ben.room(roomId).members.size).toBe(3)
})

test('[S5] an answer holds the rows above the clock that was asked for, all of them and no others', async () => {
  const { aiko, ben, roomId } = await together()
  for (let n = 0; n < 20; n++) await say(aiko, roomId, `${n}`)
  const whole = await ben.call(api.sync.room, { roomId, since: 0 })
  expect(whole.more).toBe(false)
  for (const since of [0, 3, 11, whole.tick, whole.tick + 100]) {
    const part = await ben.call(api.sync.room, { roomId, since })
    expect(part.messages).toEqual(whole.messages.filter(({ tick }) => tick > since))
    expect(part.members).toEqual(whole.members.filter(({ tick }) => tick > since))
    expect(part.tick).toBe(whole.tick)
  }
})

test('[S5] nothing is missing from pages between which the room goes on', async () => {
  const { aiko, ben, roomId } = await together()
  await fill(roomId, aiko, CATCH_UP_LIMIT)
  const first = await ben.call(api.sync.room, { roomId, since: 0 })
  expect(first.more).toBe(true)
  const [early, late] = [first.messages[7], first.messages.at(-1)]
  for (const message of [early, late]) {
    await aiko.call(api.messages.edit, { roomId, id: message?.id as string, body: 'その間に直した' })
  }
  await aiko.call(api.members.setRole, { roomId, accountId: stage.people.ben.accountId, role: 'readonly' })
  const second = await ben.call(api.sync.room, { roomId, since: first.tick })
  expect(second.more).toBe(false)
  const newest = new Map([...first.messages, ...second.messages].map((message) => [message.id, message]))
  const whole = await ben.call(api.messages.list, { roomId, after: 0, limit: 200 })
  expect(newest.size).toBe(CATCH_UP_LIMIT + 1)
  for (const message of whole.messages) expect(newest.get(message.id)).toEqual(message)
  expect(second.members.map(({ role }) => role)).toEqual(['readonly'])
})

test('[S6] a heartbeat names the rooms that moved since the one before, comes also when nothing did, and shows a lost last frame', async () => {
  const { aiko, ben, roomId } = await together()
  const { server } = stage
  const quiet = await makeGroup(aiko, [[stage.people.ben, 'member']])
  await ben.level()
  await server.beat()
  await ben.level()
  lose(ben, (frame) => 'event' in frame)
  const { tick } = await say(aiko, roomId, '最後の言葉')
  await ben.call(api.accounts.me, {})
  await ben.mend()
  expect(ben.room(roomId).lastNumber).toBe(1)
  await server.beat()
  await ben.call(api.accounts.me, {})
  expect(ben.frames.at(-1)).toEqual({ ticks: [[roomId, tick]], accountTick: ben.replica.accountTick })
  await ben.mend()
  expect(ben.room(roomId).lastNumber).toBe(2)
  await server.beat()
  await ben.call(api.accounts.me, {})
  expect(ben.frames.at(-1)).toEqual({ ticks: [], accountTick: ben.replica.accountTick })
  expect(ben.room(quiet.id).tick).toBe(quiet.tick)
})

test('[S6] a heartbeat shows a lost last change of one’s own as well', async () => {
  const [desk, phone] = [await stage.enter('chie'), await stage.enter('chie')]
  lose(phone, (frame) => 'event' in frame)
  await desk.call(api.drafts.save, { roomId: stage.people.chie.roomId, body: '書きかけ' })
  await stage.server.beat()
  await phone.call(api.accounts.me, {})
  await phone.mend()
  expect(phone.replica.drafts.get(stage.people.chie.roomId)?.body).toBe('書きかけ')
})
