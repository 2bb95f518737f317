import { api, MESSAGE_LENGTH, type Message } from '@naniwa/contract'
import { type RawBuilder, sql } from 'kysely'
import { expect, test } from 'vitest'
import { transact } from '../db/transaction.ts'
import { untilWaiting } from '../testing/collide.ts'
import { crowd } from '../testing/crowd.ts'
import { holdBeforeCommit } from '../testing/hold.ts'
import { makeGroup, messageId, outcome, overHttp, say, scene } from '../testing/scene.ts'
import { attempt, testWhoMayNot } from '../testing/strangers.ts'
import { writeMessages } from './write.ts'

const stage = scene()

testWhoMayNot(stage, [
  attempt(api.messages.send, ({ roomId }) => ({ roomId, id: messageId(), body: 'ここにいます' }), {
    readonly: 'forbidden',
    member: 'done',
    admin: 'done',
  }),
])

test('a message is answered as everyone hears it, with the next number, and marks the sender as having read it', async () => {
  const { people, server } = stage
  const [aiko, ben] = [await stage.enter('aiko'), await stage.enter('ben')]
  const { id: roomId } = await makeGroup(aiko, [[people.ben, 'member']])
  await ben.level()
  const id = messageId()
  const message = await ben.call(api.messages.send, { roomId, id, body: 'はい🙆\n次へ' })
  expect(message).toEqual({
    ...{ roomId, id, number: 2, tick: 5, accountId: people.ben.accountId, kind: 'message', body: 'はい🙆\n次へ' },
    ...{ mentions: [], toAll: false, selfUnread: false, reactions: [], previews: [], editedAt: null, deleted: false },
    createdAt: server.app.clock.now().getTime(),
  })
  await Promise.all([aiko.level(), ben.level()])
  expect(aiko.heard('message').at(-1)).toEqual(message)
  expect(ben.room(roomId).mine.readNumber).toBe(2)
  expect(aiko.room(roomId).mine.readNumber).toBe(1)
})

test('the same send from five sockets and over HTTP at once is one message with one answer', async () => {
  const { people, server } = stage
  const aiko = await stage.enter('aiko')
  const { id: roomId } = await makeGroup(aiko, [[people.ben, 'member']])
  const devices = await Promise.all(Array.from({ length: 5 }, () => stage.enter('ben')))
  const send = { roomId, id: messageId(), body: '二重に押した' }
  const answers = await Promise.all(
    [...devices, overHttp(server, people.ben)].flatMap((device) => [
      device.call(api.messages.send, send),
      device.call(api.messages.send, send),
    ]),
  )
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
  await aiko.level()
  expect(aiko.room(roomId).lastNumber).toBe(2)
  expect(aiko.heard('message').filter(({ id }) => id === send.id)).toHaveLength(1)
})

test('a send that another process has just written is answered with that message', async () => {
  const { people, server } = stage
  const ben = await stage.enter('ben')
  const { id: roomId } = await makeGroup(ben)
  const sending = { roomId, id: messageId(), body: 'どちらが先か', selfUnread: false }
  const { accountId } = people.ben
  const written = await transact(server.app, async (tx) => {
    const [first] = await writeMessages(tx, [{ ...sending, accountId }], server.app.clock.now())
    // These wait for the room; when it is free, the id is there although their statement began before it was.
    const rivals = [ben.call(api.messages.send, sending), say(ben, roomId, 'わたしも')]
    await server.app.db.selectFrom('room').select('id').limit(1).execute()
    return { first, rivals }
  })
  const [same, other] = await Promise.all(written.rivals)
  expect(written.first).toEqual({ written: same })
  expect(other?.number).toBe((same?.number ?? 0) + 1)
})

test('an id that somebody else has used in the room is taken; in another room it is free', async () => {
  const { people } = stage
  const [aiko, ben] = [await stage.enter('aiko'), await stage.enter('ben')]
  const { id: roomId } = await makeGroup(aiko, [[people.ben, 'member']])
  const id = messageId()
  const both = await Promise.all(
    [aiko, ben].map((who) => outcome(who.call(api.messages.send, { roomId, id, body: 'x' }))),
  )
  expect(both.sort()).toEqual(['done', 'message_id_taken'])
  const other = await makeGroup(ben)
  expect(await outcome(ben.call(api.messages.send, { roomId: other.id, id, body: 'x' }))).toBe('done')
})

test('who may not send cannot use up an id for who may, in one batch with them', async () => {
  const { people, server } = stage
  const aiko = await stage.enter('aiko')
  const { id: roomId } = await makeGroup(aiko, [[people.chie, 'readonly']])
  const send = { roomId, id: messageId(), body: '同じ番号' }
  const sendings = [people.dai, people.chie, people.aiko].map(({ accountId }) => ({
    ...send,
    accountId,
    selfUnread: false,
  }))
  const batch = await writeMessages(server.app.db, sendings, server.app.clock.now())
  expect(batch.map((one) => ('code' in one ? one.code : Object.keys(one)[0]))).toEqual([
    'not_found',
    'forbidden',
    'written',
  ])
  // Nobody was told of what was written past the doors: coming back finds it.
  await aiko.disconnect()
})

test('a repeated send is answered with the message as it is, whatever became of it or of the sender’s role', async () => {
  const { people } = stage
  const [aiko, ben] = [await stage.enter('aiko'), await stage.enter('ben')]
  const { id: roomId } = await makeGroup(aiko, [[people.ben, 'member']])
  const send = { roomId, id: messageId(), body: '初めの言葉' }
  await ben.call(api.messages.send, send)
  const edited = await ben.call(api.messages.edit, { ...send, body: '直した言葉' })
  expect(await ben.call(api.messages.send, send)).toEqual(edited)
  await aiko.call(api.members.setRole, { roomId, accountId: people.ben.accountId, role: 'readonly' })
  expect(await ben.call(api.messages.send, send)).toEqual(edited)
  const deleted = await aiko.call(api.messages.delete, { roomId, id: send.id })
  expect(await ben.call(api.messages.send, send)).toEqual(deleted)
  await aiko.call(api.members.remove, { roomId, accountId: people.ben.accountId })
  expect(await outcome(ben.call(api.messages.send, send))).toBe('not_found')
})

test('65,535 characters are a message, of four bytes each as well; one more is not, nor is nothing but space', async () => {
  const aiko = await stage.enter('aiko')
  const { id: roomId } = await makeGroup(aiko)
  const http = overHttp(stage.server, stage.people.aiko)
  for (const piece of ['a', 'あ', '🙂', '"', '\u001f']) {
    const body = piece.repeat(MESSAGE_LENGTH)
    expect((await say(aiko, roomId, body)).body === body).toBe(true)
    expect((await say(http, roomId, body)).body === body).toBe(true)
    expect(await outcome(say(aiko, roomId, body + piece))).toBe('invalid_input')
    expect(await outcome(say(http, roomId, body + piece))).toBe('invalid_input')
  }
  for (const body of ['', ' ', '\n\t\u3000']) expect(await outcome(say(aiko, roomId, body))).toBe('invalid_input')
})

test('those addressed are those in the room, each once, without the author; To all is for all', async () => {
  const { people } = stage
  const aiko = await stage.enter('aiko')
  const { id: roomId } = await makeGroup(aiko, [
    [people.ben, 'member'],
    [people.chie, 'readonly'],
    [people.bot, 'member'],
  ])
  await aiko.call(api.members.remove, { roomId, accountId: people.bot.accountId })
  const to = [people.chie, people.ben, people.chie, people.dai, people.bot, people.aiko]
  const tags = to.map(({ accountId }) => `[To:${accountId}]`).join('')
  const message = await say(aiko, roomId, `${tags}[To:404][To:99999999999999999999]`)
  expect(message).toMatchObject({ mentions: [people.chie.accountId, people.ben.accountId], toAll: false })
  const reply = await say(aiko, roomId, `[rp aid=${people.ben.accountId} to=${roomId}-${message.id}]\n[toall]`)
  expect(reply).toMatchObject({ mentions: [people.ben.accountId], toAll: true })
  const quoted = await say(
    aiko,
    roomId,
    `[qt][qtmeta aid=1 time=1][To:${people.ben.accountId}][/qt][code][toall][/code]`,
  )
  expect(quoted).toMatchObject({ mentions: [], toAll: false })
})

test('whoever is being let in when they are written to is addressed, and whoever is being let out is not', async () => {
  const { people, server } = stage
  const [aiko, ben, chie] = [await stage.enter('aiko'), await stage.enter('ben'), await stage.enter('chie')]
  const { id: roomId } = await makeGroup(aiko, [
    [people.ben, 'member'],
    [people.bot, 'member'],
  ])
  await Promise.all([aiko.level(), ben.level(), chie.level()])
  const held = holdBeforeCommit()
  const members = [{ accountId: people.chie.accountId }]
  const changed = aiko.call(api.members.change, { roomId, members, remove: [people.bot.accountId] })
  const release = await held
  const sent = say(ben, roomId, `[To:${people.chie.accountId}][To:${people.bot.accountId}] ようこそ、さようなら`)
  await untilWaiting(server.app, 1)
  release()
  await changed
  const { mentions, number } = await sent
  expect(mentions).toEqual([people.chie.accountId])
  await chie.level()
  expect(chie.room(roomId).mine.mentions).toEqual([number])
})

const HOLDS: [string, (roomId: number, accountId: number) => RawBuilder<unknown>][] = [
  ['a room', (roomId) => sql`select from room where id = ${roomId} for update`],
  [
    'somebody’s place in a room',
    (roomId, accountId) => sql`
      select from member where room_id = ${roomId} and account_id = ${accountId} for update
    `,
  ],
]

test.each(HOLDS)(
  'who holds %s makes nobody wait elsewhere; what is sent there meanwhile is written in its order',
  async (_, hold) => {
    const { people, server } = stage
    const [aiko, ben] = [await stage.enter('aiko'), await stage.enter('ben')]
    const [held, free] = [await makeGroup(aiko, [[people.ben, 'member']]), await makeGroup(ben)]
    const waiting: Promise<Message>[] = []
    const elsewhere = await transact(server.app, async (tx) => {
      await hold(held.id, people.aiko.accountId).execute(tx)
      const sent: Message[] = []
      for (let round = 0; round < 3; round++) {
        for (let n = 0; n < 4; n++) waiting.push(say(aiko, held.id, `${waiting.length}`))
        sent.push(await say(ben, free.id, '待たない'))
      }
      await untilWaiting(server.app, 1)
      return sent
    })
    expect(elsewhere.map(({ number }) => number)).toEqual([2, 3, 4])
    const written = await Promise.all(waiting)
    expect(written.map(({ number }) => number)).toEqual(written.map((_, at) => at + 2))
    expect(server.app.lanes.sizes()).toMatchObject({ 'messages.send': 0 })
    expect((await say(ben, held.id, 'またいつもの道で')).number).toBe(written.length + 2)
  },
)

test('two hundred people who write into five rooms at once get numbers without gaps, in one order for all', async () => {
  const { server } = stage
  const aiko = await stage.enter('aiko')
  const writers = await crowd(server, 'writer', 200)
  const rooms: number[] = []
  for (let n = 0; n < 5; n++) {
    const members = writers.filter((_, at) => at % 5 === n).map((person) => [person, 'member'] as const)
    rooms.push((await makeGroup(aiko, members)).id)
  }
  const readers = [aiko, ...(await Promise.all([0, 1, 2, 3, 4].map((at) => stage.enter(writers[at] ?? 'aiko'))))]
  for (const reader of readers) for (const roomId of reader.replica.rooms.keys()) await reader.open(roomId)
  const sent = await Promise.all(
    writers.flatMap((person, at) => {
      const http = overHttp(server, person)
      return [1, 2].map((n) => say(http, rooms[at % 5] as number, `${person.name}: ${n}`))
    }),
  )
  for (const roomId of rooms) {
    const here = sent.filter((message) => message.roomId === roomId)
    expect(here.map(({ number }) => number).sort((a, b) => a - b)).toEqual(here.map((_, at) => at + 2))
    await Promise.all(readers.map((reader) => reader.level()))
    const heard = readers
      .filter((reader) => reader.replica.rooms.has(roomId))
      .map((reader) => reader.room(roomId).timeline.messages.map(({ id }) => id))
    expect(new Set(heard.map((ids) => ids.join())).size).toBe(1)
  }
})
