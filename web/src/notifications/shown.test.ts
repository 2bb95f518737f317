import { expect } from 'vitest'
import { OTHER } from '../sync/fake-rows.ts'
import { memoryStorage } from '../sync/memory-storage.ts'
import { bodies, TO_ME, test } from './fake-desk.ts'

test('counts on and closes what a tab has told that is no more', async ({ clock, server, visit, desk }) => {
  const gone = await visit()
  const { screen } = desk(gone)
  server.post(7, OTHER, `${TO_ME}one`)
  await clock.pass(5_000)
  gone.stop()
  const client = await visit(memoryStorage())
  desk(client, screen)
  await clock.pass(5_000)
  expect(bodies(screen.values())).toEqual([`1 ${TO_ME}one`])
  const { number } = server.post(7, OTHER, `${TO_ME}two`)
  await clock.pass(5_000)
  expect(bodies(screen.values())).toEqual([`2 ${TO_ME}two`])
  server.mark(7, number)
  await clock.pass(50)
  expect(screen.size).toBe(0)
})

test('of what a tab has told that is no more it closes at once what was read meanwhile', async ({
  clock,
  server,
  visit,
  desk,
}) => {
  const { number } = server.post(7, OTHER, TO_ME)
  server.mark(7, number)
  server.addRoom(8)
  const unread = server.post(8, OTHER, TO_ME)
  const notice = { title: '1', body: '', path: '/', count: 1 }
  const screen = new Map([
    ['room-7', { ...notice, tag: 'room-7', upTo: [[7, number] as const] }],
    ['room-8', { ...notice, tag: 'room-8', upTo: [[8, unread.number] as const] }],
  ])
  server.isDown = true
  desk(await visit(), screen)
  expect(screen.size).toBe(2)
  server.isDown = false
  await clock.pass(60_000)
  expect([...screen.keys()]).toEqual(['room-8'])
})

test('closes what the service worker has shown meanwhile, once it is read', async ({ clock, server, visit, desk }) => {
  const client = await visit()
  const { screen, popped } = desk(client)
  const { number } = server.post(7, OTHER, 'to nobody')
  await clock.pass(5_000)
  screen.set('room-7', { title: 'pushed', body: '', tag: 'room-7', path: '/', upTo: [[7, number]] })
  const later = server.post(7, OTHER, 'to nobody')
  await clock.pass(5_000)
  expect([screen.size, popped.length]).toEqual([1, 0])
  server.mark(7, later.number)
  await clock.pass(50)
  expect(screen.size).toBe(0)
})

test('closes it though another room becomes unread at the same moment', async ({ clock, server, visit, desk }) => {
  server.addRoom(8)
  const other = server.post(8, OTHER, 'to nobody')
  server.mark(8, other.number)
  const client = await visit()
  const { screen } = desk(client)
  const { number } = server.post(7, OTHER, 'to nobody')
  await clock.pass(5_000)
  screen.set('room-7', { title: 'pushed', body: '', tag: 'room-7', path: '/', upTo: [[7, number]] })
  server.mark(7, number)
  server.mark(8, other.number - 1)
  await clock.pass(50)
  expect(screen.size).toBe(0)
})
