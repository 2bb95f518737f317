import { api, unreadCount } from '@naniwa/contract'
import { expect, test } from 'vitest'
import type { TestClient } from '../testing/client.ts'
import { holdNext, holdNextCommit } from '../testing/hold.ts'
import { makeGroup, say, scene } from '../testing/scene.ts'
import type { PushFrame } from '../testing/socket.ts'

const stage = scene()

/** Aiko and two devices of ben's in a group; the phone learns from events alone. */
async function together(): Promise<{ aiko: TestClient; desk: TestClient; phone: TestClient; roomId: number }> {
  const aiko = await stage.enter('aiko')
  const [desk, phone] = [await stage.enter('ben'), await stage.enter('ben', { answers: 'ask' })]
  const { id: roomId } = await makeGroup(aiko, [[stage.people.ben, 'member']])
  await Promise.all([desk.level(), phone.level()])
  return { aiko, desk, phone, roomId }
}

function lose(client: TestClient, when: (frame: PushFrame) => boolean): void {
  client.disturb({ random: () => 0, drop: 1, spare: (frame) => !when(frame) })
}

const isMessage = (frame: PushFrame): boolean => 'event' in frame && frame.event === 'message'

const toBen = (): string => `[To:${stage.people.ben.accountId}]`

test('[S7] what is one’s own comes in the order of the account’s clock, and a gap in it is closed by asking', async () => {
  const { desk, phone, roomId } = await together()
  const start = phone.replica.accountTick
  lose(phone, (frame) => 'event' in frame && frame.event === 'category')
  await desk.call(api.categories.save, { name: '見えなかった分類' })
  await desk.call(api.drafts.save, { roomId, body: '下書き' })
  await phone.call(api.accounts.me, {})
  expect(phone.replica.accountTick).toBe(start)
  expect(phone.replica.drafts.size).toBe(0)
  const before = phone.asked.length
  await phone.mend()
  expect(phone.asked.slice(before)).toEqual([{ name: 'sync.account', input: { since: start } }])
  expect(phone.replica.accountTick).toBe(start + 2)
  expect([...phone.replica.categories.values()].map(({ name }) => name)).toContain('見えなかった分類')
})

test('[S7] a tombstone takes its entry away, heard or asked for', async () => {
  const { aiko, desk, phone, roomId } = await together()
  const { id: messageId } = await say(aiko, roomId, '覚えておく')
  const { id } = await desk.call(api.categories.save, { name: 'すぐ消す' })
  await desk.call(api.drafts.save, { roomId, body: '下書き' })
  await desk.call(api.bookmarks.add, { roomId, messageId })
  await phone.level()
  expect(phone.replica.bookmarks.size).toBe(1)
  expect(phone.replica.drafts.get(roomId)?.body).toBe('下書き')
  await phone.disconnect()
  await desk.call(api.categories.remove, { id })
  await desk.call(api.drafts.save, { roomId, body: '' })
  await desk.call(api.bookmarks.remove, { roomId, messageId })
  await phone.connect()
  for (const { replica } of [desk, phone]) {
    expect([replica.categories.has(id), replica.drafts.has(roomId), replica.bookmarks.size]).toEqual([false, false, 0])
  }
})

test('[S7] a room one is added to appears without anything being asked beforehand, and is filled', async () => {
  const { aiko, phone } = await together()
  const before = phone.asked.length
  const room = await makeGroup(aiko, [[stage.people.ben, 'readonly']])
  await phone.level()
  expect(phone.asked.slice(before).map(({ name }) => name)).toEqual(['accounts.me', 'rooms.get'])
  expect(phone.room(room.id)).toMatchObject({ tick: room.tick, lastNumber: 1, mine: { role: 'readonly' } })
})

test('[S8] a message that addresses one is counted when it comes, and no more when it is changed or gone', async () => {
  const { aiko, phone, roomId } = await together()
  const sent = await say(aiko, roomId, toBen())
  await phone.call(api.accounts.me, {})
  expect(phone.room(roomId).mine).toMatchObject({ mentions: [2], roomTick: sent.tick })
  const edited = await aiko.call(api.messages.edit, { roomId, id: sent.id, body: '取り消し' })
  await phone.call(api.accounts.me, {})
  expect(phone.room(roomId).mine).toMatchObject({ mentions: [], roomTick: edited.tick })
  await aiko.call(api.messages.edit, { roomId, id: sent.id, body: '[toall]' })
  await phone.call(api.accounts.me, {})
  expect(phone.room(roomId).mine.mentions).toEqual([2])
})

test('[S8] a message that one’s own state was read after is not counted again', async () => {
  const { aiko, desk, phone, roomId } = await together()
  lose(phone, isMessage)
  await say(aiko, roomId, toBen())
  await desk.call(api.messages.unread, { roomId, number: 1 })
  await desk.call(api.messages.read, { roomId, number: 2 })
  await phone.call(api.accounts.me, {})
  expect(phone.room(roomId).mine).toMatchObject({ readNumber: 2, mentions: [] })
  await stage.server.beat()
  await phone.level()
  expect(phone.room(roomId).mine).toMatchObject({ readNumber: 2, mentions: [] })
})

test('[S8] one’s own message that was missed, was marked unread and changed meanwhile does not count as read again', async () => {
  const { aiko, desk, phone, roomId } = await together()
  await phone.open(roomId)
  lose(phone, isMessage)
  const { id } = await say(desk, roomId, '自分の')
  await desk.call(api.messages.unread, { roomId, number: 2 })
  await aiko.call(api.messages.react, { roomId, id, emoji: '👍', on: true })
  await stage.server.beat()
  await phone.call(api.accounts.me, {})
  const asked = holdNext('sync.room')
  const mending = phone.mend()
  const release = await asked
  // `rooms.get` has read; this comes before `sync.room` reads.
  await aiko.call(api.messages.react, { roomId, id, emoji: '🎉', on: true })
  release()
  await mending
  expect(phone.room(roomId).mine.readNumber).toBe(1)
  expect(unreadCount(phone.room(roomId))).toBe(1)
})

test('[S8] one’s own state that was overtaken on its way is asked for again', async () => {
  const { aiko, desk, phone, roomId } = await together()
  await say(aiko, roomId, toBen())
  await phone.level()
  const committed = holdNextCommit()
  const reading = desk.call(api.messages.read, { roomId, number: 2 })
  const release = await committed
  // Heard before the mark, which was read before it was written.
  await say(aiko, roomId, `${toBen()}もうひとつ`)
  await phone.call(api.accounts.me, {})
  const before = phone.asked.length
  release()
  await reading
  await phone.level()
  expect(phone.asked.slice(before).map(({ name }) => name)).toContain('rooms.get')
  expect(phone.room(roomId).mine).toMatchObject({ readNumber: 2, mentions: [3] })
})

test('[S9] unread is the last number less the read mark: reading moves it forward only, marking unread back only', async () => {
  const { aiko, desk, phone, roomId } = await together()
  for (let n = 2; n <= 6; n++) await say(aiko, roomId, n % 2 ? toBen() : 'ふつう')
  const steps = [
    [api.messages.read, 4, 2],
    [api.messages.read, 3, 2],
    [api.messages.unread, 6, 2],
    [api.messages.unread, 3, 4],
    [api.messages.unread, 5, 4],
    [api.messages.read, 1_000, 0],
  ] as const
  for (const [verb, number, left] of steps) {
    await desk.call(verb, { roomId, number })
    for (const device of [desk, phone]) {
      await device.level()
      expect(unreadCount(device.room(roomId))).toBe(left)
    }
  }
})
