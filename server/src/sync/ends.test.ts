import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { once } from 'node:events'
import type { Socket } from 'node:net'
import { api } from '@naniwa/contract'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { transact } from '../db/transaction.ts'
import { endSession } from '../sessions/end.ts'
import type { TestClient } from '../testing/client.ts'
import { holdNext, holdNextCommit } from '../testing/hold.ts'
import { makeGroup, messageId, outcome, overHttp, say, scene } from '../testing/scene.ts'
import { cookieOf } from '../testing/server.ts'
import { openSocket } from '../testing/socket.ts'

const stage = scene()

async function together(): Promise<{ aiko: TestClient; ben: TestClient; roomId: number }> {
  const [aiko, ben] = [await stage.enter('aiko'), await stage.enter('ben')]
  const { id: roomId } = await makeGroup(aiko, [[stage.people.ben, 'member']])
  await ben.level()
  await ben.open(roomId)
  return { aiko, ben, roomId }
}

test('[S12] a send whose answer was lost with its connection is sent again and stands there once', async () => {
  const { aiko, ben, roomId } = await together()
  for (let round = 0; round < 5; round++) {
    const send = { roomId, id: messageId(), body: `${round}` }
    const lost = ben.call(api.messages.send, send).catch(() => 'lost')
    ben.socket.ws.terminate()
    expect(await lost).toBe('lost')
    await ben.connect()
    expect(await ben.call(api.messages.send, send)).toMatchObject({ body: `${round}`, number: round + 2 })
  }
  await aiko.level()
  expect(aiko.room(roomId).lastNumber).toBe(6)
})

test('[S12] a send is answered after its commit, never before', async () => {
  const { ben, roomId } = await together()
  const message = await say(ben, roomId, '書かれている')
  const { rows } = await sql`select from message where room_id = ${roomId} and id = ${message.id}`.execute(
    stage.server.app.db,
  )
  expect(rows).toHaveLength(1)
})

test('[S13] who is removed is told so, and every question about the room is answered as if there were none', async () => {
  const { aiko, ben, roomId } = await together()
  const { id } = await say(ben, roomId, '最後')
  await aiko.call(api.members.remove, { roomId, accountId: stage.people.ben.accountId })
  await ben.level()
  expect(ben.heard('myRoom').at(-1)).toMatchObject({ roomId, role: null })
  expect(ben.replica.rooms.has(roomId)).toBe(false)
  const questions = [
    ben.call(api.sync.room, { roomId, since: 0 }),
    ben.call(api.messages.list, { roomId }),
    ben.call(api.messages.get, { roomId, id }),
    ben.call(api.members.list, { roomId }),
    ben.call(api.links.get, { roomId }),
  ]
  expect(await Promise.all(questions.map(outcome))).toEqual(questions.map(() => 'not_found'))
  expect(await ben.call(api.rooms.get, { roomIds: [roomId] })).toEqual({ rooms: [], mine: [] })
  expect((await ben.call(api.sync.hello, {})).rooms.map((room) => room.roomId)).not.toContain(roomId)
})

test('[S13] who comes back has a new copy, in which what was said before counts as read', async () => {
  const { aiko, ben, roomId } = await together()
  await aiko.call(api.members.remove, { roomId, accountId: stage.people.ben.accountId })
  await say(aiko, roomId, `[To:${stage.people.ben.accountId}]いない間に`)
  await aiko.call(api.members.add, { roomId, members: [{ accountId: stage.people.ben.accountId }] })
  const message = await say(aiko, roomId, 'おかえり')
  await ben.level()
  expect(ben.heard('message').at(-1)).toEqual(message)
  expect(ben.room(roomId).mine).toMatchObject({ role: 'member', readNumber: 3, mentions: [] })
  expect(ben.room(roomId).timeline.messages).toEqual([])
})

test('[S14] a server that stops tells each socket its own time to come back, answers what is under way, and closes', async () => {
  const { people, server } = stage
  const { ben, roomId } = await together()
  const others = await Promise.all([1, 2, 3, 4, 5].map(() => stage.enter('aiko')))
  const committed = holdNextCommit()
  const writing = ben.call(api.rooms.arrange, { roomId, pinned: true })
  const release = await committed
  const sockets = [ben, ...others].map((client) => client.socket)
  const restarting = server.restart()
  release()
  expect(await writing).toMatchObject({ pinned: true })
  const ends = await Promise.all(sockets.map((socket) => socket.closed))
  expect(new Set(ends.map(({ code }) => code))).toEqual(new Set([1012]))
  const goodbyes = [ben, ...others].map(({ frames }) => frames.find((frame) => 'goodbye' in frame))
  expect(goodbyes.every((frame) => frame && frame.goodbye >= 0 && frame.goodbye < 60_000)).toBe(true)
  expect(new Set(goodbyes.map((frame) => JSON.stringify(frame))).size).toBeGreaterThan(1)
  await restarting
  expect(await outcome(say(overHttp(server, people.ben), roomId, '再開'))).toBe('done')
})

test('[S14] newcomers wait for each other, and those who are connected do not wait for them', async () => {
  const { ben, roomId } = await together()
  const held = holdNext('sync.hello')
  const early = stage.enter('chie')
  const release = await held
  const late = stage.enter('chie')
  expect((await say(ben, roomId, 'こちらは待たない')).body).toBe('こちらは待たない')
  const first = await Promise.race([late.then(() => 'late'), say(ben, roomId, 'もう一度').then(() => 'connected')])
  expect(first).toBe('connected')
  release()
  await Promise.all([early, late])
})

test('[S14] a socket whose session ended is closed with 4401, the others of the account go on', async () => {
  const { people, server } = stage
  const { bot } = people
  const here = await openSocket(server, { cookie: cookieOf(bot) })
  await here.call(api.sync.hello, {})
  await transact(server.app, (tx) => endSession(tx, bot.accountId, bot.sessionId))
  expect(await here.closed).toMatchObject({ code: 4401 })
  await expect(openSocket(server, { cookie: cookieOf(bot) })).rejects.toThrow('refused 401')
})

test('[S15] after a restored backup everyone starts afresh, however far their clocks were ahead', async () => {
  const { aiko, ben, roomId } = await together()
  const { db } = stage.server.app
  const lost = await say(aiko, roomId, '復元で失われる')
  await ben.level()
  await Promise.all([aiko.disconnect(), ben.disconnect()])
  await sql`delete from message where room_id = ${roomId} and id = ${lost.id}`.execute(db)
  await sql`delete from outbox where room_id = ${roomId} and id = ${lost.id}`.execute(db)
  await sql`update room set tick = tick - 1, last_number = last_number - 1 where id = ${roomId}`.execute(db)
  await sql`update member set read_number = 1 where room_id = ${roomId}`.execute(db)
  await sql`update server_state set value = 'restored' where name = 'epoch'`.execute(db)
  await Promise.all([aiko.connect(), ben.connect()])
  for (const client of [aiko, ben]) {
    expect(client.replica.epoch).toBe('restored')
    expect(client.room(roomId).lastNumber).toBe(1)
  }
  const again = await say(aiko, roomId, 'もう一度')
  expect(again).toMatchObject({ number: 2, tick: lost.tick })
})

test('[S16] typing has no clock and is told once; what is missed of it is missed', async () => {
  const { aiko, ben, roomId } = await together()
  const { tick } = ben.room(roomId)
  await ben.disconnect()
  await aiko.call(api.rooms.typing, { roomId })
  await ben.connect()
  await aiko.call(api.rooms.typing, { roomId })
  await ben.level()
  expect(ben.heard('typing')).toEqual([{ roomId, accountId: aiko.person.accountId }])
  expect(ben.room(roomId).tick).toBe(tick)
})

/** The server's end of the next connection. */
function nextAccepted(): Promise<Socket> {
  return new Promise((resolve) => {
    const accept = (message: unknown): void => {
      unsubscribe('net.server.socket', accept)
      resolve((message as { socket: Socket }).socket)
    }
    subscribe('net.server.socket', accept)
  })
}

test('[S16] a reader who lets too much wait is cut, and gets level by coming back', async () => {
  const { aiko, ben, roomId } = await together()
  for (let n = 0; n < 5; n++) await say(aiko, roomId, '🙂'.repeat(60_000))
  await ben.disconnect()
  const accepted = nextAccepted()
  await ben.connect()
  const cut = once(await accepted, 'close')
  const { closed, ws } = ben.socket
  ws.pause()
  const asked = Array.from({ length: 60 }, () => ben.call(api.messages.list, { roomId }).catch(() => 'unheard'))
  await say(aiko, roomId, 'その間に')
  await cut
  ws.resume()
  expect((await closed).code).toBe(1006)
  expect(await Promise.all(asked)).toContain('unheard')
  await ben.connect()
  expect(ben.room(roomId).lastNumber).toBe(7)
})
