import { setTimeout } from 'node:timers/promises'
import { api, type Message, unreadCount } from '@naniwa/contract'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { TestClient } from '../testing/client.ts'
import { makeGroup, messageId, outcome, say, scene } from '../testing/scene.ts'
import { attempt, testWhoMayNot } from '../testing/strangers.ts'
import { read, unread } from './mark.ts'

const stage = scene()
const everyone = { readonly: 'done', member: 'done', admin: 'done' } as const

testWhoMayNot(stage, [
  attempt(api.messages.read, ({ roomId }) => ({ roomId, number: 1 }), everyone),
  attempt(api.messages.unread, ({ roomId }) => ({ roomId, number: 1 }), everyone),
])

/** Aiko and ben in a group, with a phone of ben's that only listens. */
async function pair(): Promise<{ aiko: TestClient; ben: TestClient; phone: TestClient; roomId: number }> {
  const [aiko, ben, phone] = [await stage.enter('aiko'), await stage.enter('ben'), await stage.enter('ben')]
  const { id: roomId } = await makeGroup(aiko, [[stage.people.ben, 'member']])
  await Promise.all([ben.level(), phone.level()])
  await ben.call(api.messages.read, { roomId, number: 1 })
  return { aiko, ben, phone, roomId }
}

const toBen = (): string => `[To:${stage.people.ben.accountId}]`

/** Unread messages and the numbers addressed to one, on both of ben's devices. */
async function counts({ ben, phone }: { ben: TestClient; phone: TestClient }, roomId: number): Promise<unknown> {
  await Promise.all([ben.level(), phone.level()])
  const [here, there] = [ben, phone].map((device) => {
    const copy = device.room(roomId)
    return { unread: unreadCount(copy), mentions: copy.mine.mentions }
  })
  expect(there).toEqual(here)
  return here
}

test('the read mark never moves back by reading, never beyond the last message, and other devices follow it', async () => {
  const { aiko, ben, phone, roomId } = await pair()
  for (let n = 2; n <= 5; n++) await say(aiko, roomId, `${n}`)
  const read = (number: number) => ben.call(api.messages.read, { roomId, number })
  expect((await read(4)).readNumber).toBe(4)
  expect((await read(2)).readNumber).toBe(4)
  expect(await counts({ ben, phone }, roomId)).toEqual({ unread: 1, mentions: [] })
  expect((await read(Number.MAX_SAFE_INTEGER)).readNumber).toBe(5)
  await say(aiko, roomId, '6')
  expect(await counts({ ben, phone }, roomId)).toEqual({ unread: 1, mentions: [] })
})

test('of marks that come at once each of one person’s is kept in its order, and a stranger’s is refused alone', async () => {
  const { aiko, ben, phone, roomId } = await pair()
  const { id: second } = await makeGroup(aiko, [[stage.people.ben, 'member']])
  for (const room of [roomId, second]) for (let n = 2; n <= 4; n++) await say(aiko, room, `${n}`)
  const { app } = stage.server
  const { ben: person, dai } = stage.people
  const [first, stranger, ...others] = await Promise.allSettled([
    read(app, person, { roomId, number: 4 }),
    read(app, dai, { roomId, number: 4 }),
    read(app, person, { roomId: second, number: 3 }),
    unread(app, person, { roomId, number: 3 }),
  ])
  expect(first).toMatchObject({ value: { roomId, readNumber: 4 } })
  expect(stranger).toMatchObject({ reason: { code: 'not_found' } })
  expect(others).toMatchObject([{ value: { roomId: second, readNumber: 3 } }, { value: { roomId, readNumber: 2 } }])
  expect(await counts({ ben, phone }, roomId)).toEqual({ unread: 2, mentions: [] })
  expect(await counts({ ben, phone }, second)).toEqual({ unread: 1, mentions: [] })
})

test('while somebody’s account or place in a room is held, only their own marks wait', async () => {
  const { aiko, ben, roomId } = await pair()
  for (let n = 2; n <= 4; n++) await say(aiko, roomId, `${n}`)
  const { app } = stage.server
  const { aiko: other, ben: person } = stage.people
  const held = [
    sql`select from account where id = ${person.accountId} for update`,
    sql`select from member where room_id = ${roomId} and account_id = ${person.accountId} for update`,
  ]
  for (const [at, hold] of held.entries()) {
    const { promise: over, resolve: release } = Promise.withResolvers<void>()
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>()
    const holding = app.db.transaction().execute(async (tx) => {
      await hold.execute(tx)
      begin()
      await over
    })
    await begun
    const waiting = read(app, person, { roomId, number: 3 + at })
    expect(await read(app, other, { roomId, number: 4 })).toMatchObject({ readNumber: 4 })
    expect(await Promise.race([waiting, setTimeout(50, 'it waits')])).toBe('it waits')
    release()
    await holding
    expect(await waiting).toMatchObject({ readNumber: 3 + at })
  }
  await ben.level()
})

test('marking unread moves the mark back only, and what comes afterwards is counted on top', async () => {
  const { aiko, ben, phone, roomId } = await pair()
  const sent: Message[] = []
  for (let n = 2; n <= 5; n++) sent.push(await say(aiko, roomId, `${toBen()}${n}`))
  await ben.call(api.messages.read, { roomId, number: 5 })
  expect((await ben.call(api.messages.unread, { roomId, number: 4 })).mentions).toEqual([4, 5])
  expect((await ben.call(api.messages.unread, { roomId, number: 5 })).readNumber).toBe(3)
  expect((await ben.call(api.messages.unread, { roomId, number: 99 })).readNumber).toBe(3)
  await say(aiko, roomId, '6')
  await say(aiko, roomId, '[toall]7')
  expect(await counts({ ben, phone }, roomId)).toEqual({ unread: 4, mentions: [4, 5, 7] })
  expect((await ben.call(api.messages.unread, { roomId, number: 1 })).readNumber).toBe(0)
  expect(await outcome(ben.call(api.messages.unread, { roomId, number: 0 }))).toBe('invalid_input')
})

test('sending marks everything as read on all of the sender’s devices, and on nobody else’s', async () => {
  const { aiko, ben, phone, roomId } = await pair()
  await say(aiko, roomId, toBen())
  await ben.call(api.messages.unread, { roomId, number: 1 })
  await say(ben, roomId, '返事')
  expect(await counts({ ben, phone }, roomId)).toEqual({ unread: 0, mentions: [] })
  await aiko.level()
  expect(unreadCount(aiko.room(roomId))).toBe(1)
})

test('a message kept unread for oneself stays unread for its author, everything before it too', async () => {
  const { aiko, ben, phone, roomId } = await pair()
  await say(aiko, roomId, '2')
  const own = { roomId, id: messageId(), body: `あとで自分で読む${toBen()}`, selfUnread: true }
  expect(await ben.call(api.messages.send, own)).toMatchObject({ selfUnread: true, mentions: [] })
  expect(await counts({ ben, phone }, roomId)).toEqual({ unread: 2, mentions: [] })
  await ben.call(api.messages.read, { roomId, number: 3 })
  expect(await counts({ ben, phone }, roomId)).toEqual({ unread: 0, mentions: [] })
})

test('an edit that takes the address away, or adds it, counts as the message stands now', async () => {
  const { aiko, ben, phone, roomId } = await pair()
  const edit = (message: Message, body: string) => aiko.call(api.messages.edit, { roomId, id: message.id, body })
  const first = await say(aiko, roomId, `${toBen()}急ぎ`)
  const second = await say(aiko, roomId, '関係ない話')
  await edit(first, 'やっぱり急がない')
  await edit(second, '[toall]全員へ')
  expect(await counts({ ben, phone }, roomId)).toEqual({ unread: 2, mentions: [3] })
  await edit(second, `${toBen()}あなたへ`)
  expect(await counts({ ben, phone }, roomId)).toEqual({ unread: 2, mentions: [3] })
  await ben.call(api.messages.read, { roomId, number: 3 })
  await edit(first, `${toBen()}もう読まれた`)
  expect(await counts({ ben, phone }, roomId)).toEqual({ unread: 0, mentions: [] })
})

test('a deleted message stays counted as a place and addresses nobody any more', async () => {
  const { aiko, ben, phone, roomId } = await pair()
  const sent = [await say(aiko, roomId, `${toBen()}a`), await say(aiko, roomId, '[toall]b')]
  expect(await counts({ ben, phone }, roomId)).toEqual({ unread: 2, mentions: [2, 3] })
  for (const { id } of sent) await aiko.call(api.messages.delete, { roomId, id })
  expect(await counts({ ben, phone }, roomId)).toEqual({ unread: 2, mentions: [] })
})

test('To all is for everyone but its author, also when it is addressed to one by name as well', async () => {
  const { aiko, ben, phone, roomId } = await pair()
  await say(aiko, roomId, `[toall]${toBen()}両方`)
  await say(ben, roomId, '[toall]自分から')
  await ben.call(api.messages.unread, { roomId, number: 1 })
  expect(await counts({ ben, phone }, roomId)).toEqual({ unread: 3, mentions: [2] })
  await aiko.level()
  expect(aiko.room(roomId).mine.mentions).toEqual([3])
})

test('a device that was away finds the same counts as one that was not', async () => {
  const { aiko, ben, phone, roomId } = await pair()
  await phone.disconnect()
  const first = await say(aiko, roomId, `${toBen()}1`)
  await say(ben, roomId, '読んだ')
  await ben.call(api.messages.unread, { roomId, number: 2 })
  await say(aiko, roomId, '[toall]2')
  await aiko.call(api.messages.edit, { roomId, id: first.id, body: '名指しをやめた' })
  await phone.connect()
  expect(await counts({ ben, phone }, roomId)).toEqual({ unread: 3, mentions: [4] })
})

test('reads and unreads of two devices at once, amid messages, end equal on both and equal to a recount', async () => {
  const { aiko, ben, phone, roomId } = await pair()
  await Promise.all(
    Array.from({ length: 40 }, (_, n) => {
      if (n % 4 === 0) return say(aiko, roomId, n % 8 === 0 ? toBen() : '[toall]')
      if (n % 4 === 1) return ben.call(api.messages.read, { roomId, number: n })
      if (n % 4 === 2) return phone.call(api.messages.unread, { roomId, number: 1 + (n % 7) })
      return n % 3 === 0 ? say(ben, roomId, 'わたしも') : say(aiko, roomId, 'ふつうの')
    }),
  )
  await counts({ ben, phone }, roomId)
})
