import { expect } from 'vitest'
import { settle } from '../sync/fake-clock.ts'
import { ME, OTHER, taskOf } from '../sync/fake-rows.ts'
import { bodies, TO_ME, test } from './fake-desk.ts'

test('tells what is addressed to the reader, once, where it leads to the message', async ({
  clock,
  server,
  visit,
  desk,
}) => {
  const client = await visit()
  const { popped, rung } = desk(client)
  server.post(7, OTHER, 'to nobody')
  server.post(7, ME, `${TO_ME}by myself`)
  const message = server.post(7, OTHER, `${TO_ME}for me`)
  await clock.pass(10_000)
  expect(popped).toMatchObject([{ title: '1', body: `${TO_ME}for me`, tag: 'room-7', path: `/rooms/7/${message.id}` }])
  expect(rung()).toBe(0)
  server.edit(7, message.number, `${TO_ME}for me, mended`)
  await clock.pass(10_000)
  expect(popped).toHaveLength(1)
})

test('tells everything to who wishes it, nothing to who does not, nothing of a muted room', async ({
  clock,
  server,
  visit,
  desk,
}) => {
  const client = await visit()
  const { popped, wishes, rung } = desk(client)
  Object.assign(wishes, { which: 'all', sound: true })
  server.post(7, OTHER, 'to nobody')
  await clock.pass(5_000)
  expect([bodies(popped), rung()]).toEqual([['1 to nobody'], 1])
  wishes.which = 'off'
  server.post(7, OTHER, `${TO_ME}for me`)
  await clock.pass(5_000)
  wishes.which = 'all'
  client.overlay.arranged.set(7, { muted: true })
  server.post(7, OTHER, `${TO_ME}for me`)
  await clock.pass(5_000)
  expect([popped.length, rung()]).toEqual([1, 1])
})

test('tells nobody of the room they see, in any tab', async ({ clock, server, visit, desk }) => {
  const client = await visit()
  const { popped, seen } = desk(client)
  seen.add(7)
  server.post(7, OTHER, TO_ME)
  await clock.pass(5_000)
  expect(popped).toEqual([])
})

test('makes one notice of a flood, which counts on, and rests between', async ({ clock, server, visit, desk }) => {
  const client = await visit()
  const { popped, screen, wishes } = desk(client)
  wishes.which = 'all'
  for (let turn = 1; turn <= 40; turn++) {
    server.post(7, OTHER, `line ${turn}`)
    await clock.pass(100)
  }
  await clock.pass(5_000)
  expect(bodies(screen.values())).toEqual(['40 line 40'])
  expect(popped.length).toBeLessThan(4)
})

test('makes one notice of many rooms at a time', async ({ clock, server, visit, desk }) => {
  for (const roomId of [8, 9, 10]) server.addRoom(roomId)
  const client = await visit()
  const { popped } = desk(client)
  for (const roomId of [7, 8, 9, 10]) server.post(roomId, OTHER, TO_ME)
  await clock.pass(5_000)
  expect(popped).toMatchObject([{ title: 'new', body: '4', tag: 'several', path: '/' }])
})

test('waits a moment for the name of who wrote', async ({ clock, server, visit, desk }) => {
  const client = await visit()
  const { popped, names } = desk(client)
  server.isSlow = true
  server.post(7, OTHER, `${TO_ME}one`)
  await clock.pass(800)
  server.post(7, OTHER, `${TO_ME}two`)
  await clock.pass(400)
  expect(popped).toEqual([])
  server.answer()
  await clock.pass(20)
  expect([bodies(popped), names]).toEqual([[`2 ${TO_ME}two`], [`person ${OTHER}`]])
  await clock.pass(10_000)
  expect(popped).toHaveLength(1)
})

test('tells without the name that does not come, and nothing that was read while it waited', async ({
  clock,
  server,
  visit,
  desk,
}) => {
  server.addRoom(8)
  const client = await visit()
  const { popped, names } = desk(client)
  server.isSlow = true
  server.post(7, OTHER, `${TO_ME}one`)
  const { number } = server.post(8, OTHER, `${TO_ME}read elsewhere`)
  await clock.pass(1_000)
  server.mark(8, number)
  await clock.pass(1_000)
  expect([bodies(popped), names]).toEqual([[`1 ${TO_ME}one`], [undefined]])
})

test('closes what is read on another device, and tells nothing that was read before its turn', async ({
  clock,
  server,
  visit,
  desk,
}) => {
  const client = await visit()
  const { popped, screen } = desk(client)
  const { number } = server.post(7, OTHER, TO_ME)
  await clock.pass(5_000)
  expect(screen.size).toBe(1)
  server.mark(7, number)
  await clock.pass(50)
  expect(screen.size).toBe(0)
  server.mark(7, server.post(7, OTHER, TO_ME).number)
  await clock.pass(5_000)
  expect(popped).toHaveLength(1)
})

test('says what was said while there was no connection in one notice, and nothing of what waited before the visit', async ({
  clock,
  server,
  visit,
  desk,
}) => {
  server.addRoom(8)
  server.post(7, OTHER, `${TO_ME}long ago`)
  const client = await visit()
  const { popped, screen } = desk(client)
  await clock.pass(5_000)
  expect(popped).toEqual([])
  server.isDown = true
  for (const socket of [...server.sockets]) socket.end(1006)
  await clock.pass(1_000)
  server.post(7, OTHER, `${TO_ME}one`)
  server.post(7, OTHER, 'to nobody')
  const last = server.post(8, OTHER, `${TO_ME}two`)
  server.isDown = false
  await clock.pass(60_000)
  expect(popped).toMatchObject([{ title: 'new', body: '2', tag: 'several', path: '/' }])
  server.mark(7, 3)
  server.mark(8, last.number)
  await clock.pass(50)
  expect(screen.size).toBe(0)
})

test('hides what is said from who wishes it, and leaves nothing on the screen when it stops', async ({
  clock,
  server,
  visit,
  desk,
}) => {
  const client = await visit()
  const { screen, wishes, teller } = desk(client)
  wishes.hidden = true
  server.post(7, OTHER, `${TO_ME}secret`)
  await clock.pass(5_000)
  expect(bodies(screen.values())).toEqual(['new 1'])
  teller.stop()
  expect(screen.size).toBe(0)
  server.post(7, OTHER, TO_ME)
  await settle()
  await clock.pass(5_000)
  expect(screen.size).toBe(0)
})

test('takes what was deleted off the screen', async ({ clock, server, visit, desk }) => {
  const client = await visit()
  const { screen } = desk(client)
  const message = server.post(7, OTHER, TO_ME)
  await clock.pass(5_000)
  server.tell({ event: 'message', data: { ...message, tick: message.tick + 1, body: '', deleted: true } })
  await clock.pass(50)
  expect(screen.size).toBe(0)
})

const HOUR = 60 * 60_000

test('nothing pops up or rings in quiet hours; what is still unread after them is told in one notice', async ({
  clock,
  server,
  visit,
  desk,
}) => {
  server.addRoom(8)
  server.addRoom(9)
  const client = await visit()
  const { popped, wishes, quiet, rung } = desk(client)
  wishes.sound = true
  server.post(7, OTHER, `${TO_ME}before`)
  await clock.pass(5_000)
  quiet.until = clock.now() + HOUR
  for (const roomId of [7, 8, 9]) server.post(roomId, OTHER, TO_ME)
  server.post(8, OTHER, `${TO_ME}once more`)
  server.tell({ event: 'reminder', data: { before: 60, task: taskOf(7, 1, ME) } })
  await clock.pass(30_000)
  server.mark(9, 1)
  // Made longer meanwhile.
  quiet.until += HOUR
  await clock.pass(2 * HOUR - 60_000)
  expect([popped.length, rung()]).toEqual([1, 1])
  await clock.pass(60_000)
  expect(popped.slice(1)).toMatchObject([
    { title: 'new', body: '3', tag: 'several' },
    { title: 'task', tag: 'task-7-1' },
  ])
  expect(rung()).toBe(2)
  server.post(8, OTHER, `${TO_ME}in the morning`)
  await clock.pass(5_000)
  expect(popped).toHaveLength(4)
})

test('who ends the quiet hours before their time is told at once what came in them', async ({
  clock,
  server,
  visit,
  desk,
}) => {
  const client = await visit()
  const { popped, quiet } = desk(client)
  quiet.until = clock.now() + HOUR
  server.post(7, OTHER, TO_ME)
  await clock.pass(5_000)
  expect(popped).toHaveLength(0)
  quiet.until = null
  client.engine.topics.touch('me')
  await clock.pass(5_000)
  expect(popped).toHaveLength(1)
})

test('a To in a direct chat is told in quiet hours to who chose so', async ({ clock, server, visit, desk }) => {
  Object.assign(server.rooms.get(7)?.room ?? {}, { type: 'direct' })
  const client = await visit()
  const { popped, quiet } = desk(client)
  quiet.until = clock.now() + HOUR
  server.post(7, OTHER, `${TO_ME}not chosen`)
  await clock.pass(5_000)
  quiet.tellsDirect = true
  server.post(7, OTHER, 'no hurry')
  server.post(7, OTHER, `${TO_ME}urgent`)
  await clock.pass(5_000)
  expect(popped).toMatchObject([{ body: `${TO_ME}urgent` }])
})

test('a connection that comes back in quiet hours tells after them what was missed', async ({
  clock,
  server,
  visit,
  desk,
}) => {
  const client = await visit()
  const { popped, quiet } = desk(client)
  quiet.until = clock.now() + HOUR
  server.isDown = true
  for (const socket of [...server.sockets]) socket.end(1006)
  await clock.pass(1_000)
  server.post(7, OTHER, `${TO_ME}one`)
  server.isDown = false
  await clock.pass(HOUR / 2)
  expect(popped).toEqual([])
  await clock.pass(HOUR)
  expect(popped).toMatchObject([{ body: '1', tag: 'room-7' }])
})
