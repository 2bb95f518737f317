import { describe, expect } from 'vitest'
import { settle } from './fake-clock.ts'
import { OTHER } from './fake-rows.ts'
import { bodies, test } from './fake-visit.ts'

describe('catching up', () => {
  test('a first visit reads all rooms and goes live', async ({ server, visit }) => {
    server.post(7, OTHER, 'hello')
    const client = await visit()
    expect(client.status).toEqual({ kind: 'live' })
    expect(client.rooms.all()).toMatchObject([{ id: 7, unread: 1 }])
  })

  test('what is heard while reading is applied after it', async ({ clock, server, visit, open }) => {
    server.isSlow = true
    const client = await visit()
    server.post(7, OTHER, 'in between')
    server.answer()
    await clock.pass(1)
    await open(client)
    expect(bodies(client)).toEqual(['in between'])
    expect(client.rooms.get(7)?.unread).toBe(1)
  })

  test('a lost frame is asked for after a short wait', async ({ clock, server, visit, open }) => {
    const client = await visit()
    await open(client)
    server.isDeaf = true
    server.post(7, OTHER, 'lost')
    server.isDeaf = false
    server.post(7, OTHER, 'heard')
    await settle()
    expect(bodies(client)).toEqual([])
    await clock.pass(400)
    expect(bodies(client)).toEqual(['lost', 'heard'])
  })

  test('frames out of turn are put in order without asking', async ({ clock, server, visit, open }) => {
    const client = await visit()
    await open(client)
    const asked = server.calls.length
    server.isDeaf = true
    const first = server.post(7, OTHER, 'first')
    const second = server.post(7, OTHER, 'second')
    server.isDeaf = false
    server.tell({ event: 'message', data: second })
    server.tell({ event: 'message', data: first })
    server.tell({ event: 'message', data: first })
    await clock.pass(1_000)
    expect(bodies(client)).toEqual(['first', 'second'])
    expect(server.calls.length).toBe(asked)
  })

  test('a heartbeat reveals a lost last frame', async ({ clock, server, visit, open }) => {
    const client = await visit()
    await open(client)
    server.isDeaf = true
    server.post(7, OTHER, 'lost')
    server.isDeaf = false
    server.heartbeat()
    await clock.pass(400)
    expect(bodies(client)).toEqual(['lost'])
  })

  test('edits made while away arrive', async ({ clock, server, visit, open }) => {
    const client = await visit()
    await open(client)
    server.post(7, OTHER, 'before')
    await settle()
    server.isDown = true
    server.cut()
    server.edit(7, 1, 'after')
    server.post(7, OTHER, 'new')
    server.isDown = false
    await clock.pass(5_000)
    expect(bodies(client)).toEqual(['after', 'new'])
  })

  test('a long backlog drops the messages and reads the newest anew', async ({ clock, server, visit, open }) => {
    const client = await visit()
    await open(client)
    server.cut()
    for (let index = 1; index <= 2_600; index++) server.post(7, OTHER, `m${index}`)
    await clock.pass(5_000)
    await clock.pass(1_000)
    const held = bodies(client)
    expect(held.at(-1)).toBe('m2600')
    expect(held.length).toBeLessThan(200)
    expect(client.timelines.get(7)?.atEnd).toBe(true)
    expect(client.rooms.get(7)?.unread).toBe(2_600)
  })

  test('another epoch starts afresh', async ({ clock, server, visit, open }) => {
    const client = await visit()
    server.post(7, OTHER, 'undone by the backup')
    await open(client)
    server.epoch = 'second'
    server.rooms.delete(7)
    server.addRoom(8)
    server.cut()
    await clock.pass(5_000)
    expect(client.rooms.all().map(({ id }) => id)).toEqual([8])
  })

  test('a room that appears while live is fetched at once', async ({ clock, server, visit }) => {
    const client = await visit()
    server.addRoom(9)
    await clock.pass(1)
    expect(client.rooms.get(9)?.name).toBe('room 9')
  })

  test('reconnecting waits as long as the server said', async ({ clock, server, visit }) => {
    const client = await visit()
    for (const socket of server.sockets) socket.hear({ goodbye: 12_000 })
    await settle()
    server.cut()
    expect(client.status).toEqual({ kind: 'waiting', until: clock.now() + 12_000 })
    await clock.pass(12_001)
    expect(client.status).toEqual({ kind: 'live' })
  })

  test('silence of a minute ends a connection', async ({ clock, visit, count }) => {
    const client = await visit()
    await clock.pass(61_000)
    expect(count('sync.hello')).toBe(2)
    expect(client.status).toEqual({ kind: 'live' })
  })

  test('who waits in a rush stays as long as the server’s heart beats', async ({ clock, server, visit, count }) => {
    server.isSlow = true
    const client = await visit()
    for (let beat = 0; beat < 6; beat++) {
      await clock.pass(20_000)
      server.heartbeat()
    }
    expect(count('sync.hello')).toBe(1)
    server.answer()
    await clock.pass(1)
    expect(client.status).toEqual({ kind: 'live' })
  })

  test.for([
    ['half a minute in which nothing is heard ends', 31_000, 0],
    ['three minutes end, whatever is heard,', 180_001, 15_000],
  ] as const)('%s the waiting for an answer', async ([, patience, beats], { clock, server, visit, count }) => {
    server.isSlow = true
    await visit()
    for (let left = patience; left > 0; left -= beats || patience) {
      if (beats > 0) server.heartbeat()
      await clock.pass(Math.min(left, beats || patience))
    }
    await clock.pass(2_000)
    expect(count('sync.hello')).toBe(2)
  })

  test('a session that ends shows so and does not come back', async ({ clock, server, visit, count }) => {
    const client = await visit()
    server.cut(4401)
    await clock.pass(60_000)
    expect(client.status).toEqual({ kind: 'signedOut', reason: 'ended' })
    expect(count('sync.hello')).toBe(1)
  })

  test('a socket that is refused for want of a session shows so', async ({ clock, server, visit }) => {
    server.isDown = true
    server.httpError = { code: 'unauthenticated', message: '' }
    const client = await visit()
    await clock.pass(1)
    await new Promise((resolve) => setTimeout(resolve))
    expect(client.status).toEqual({ kind: 'signedOut', reason: 'ended' })
  })
})
