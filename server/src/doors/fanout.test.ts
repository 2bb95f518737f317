import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Bus } from '../bus/bus.ts'
import { memoryBus } from '../bus/memory.ts'
import { remove } from '../members/remove.ts'
import { create } from '../rooms/create.ts'
import { type TestApp, testApp } from '../testing/app.ts'
import { type Cast, cast } from '../testing/cast.ts'
import { holdNextCommit } from '../testing/hold.ts'
import { createFanout, type Fanout, type Listener } from './fanout.ts'

let app: TestApp
let people: Cast
let roomId: number
/** Not the app's: only what a test says is heard. */
let bus: Bus
let fanout: Fanout

beforeAll(async () => {
  app = await testApp()
  people = await cast(app)
})
afterAll(() => app.close())

beforeEach(async () => {
  const members = [{ accountId: people.ben.accountId, role: 'member' as const }]
  const icon = { preset: 'group', hue: 1, image: null } as const
  roomId = (await create(app, people.aiko, { name: '企画', description: '', icon, members })).id
  bus = memoryBus()
  fanout = createFanout(app.db, bus)
  return () => fanout.close()
})

interface Ear extends Listener {
  /** Frames heard, as they were published. */
  readonly heard: string[]
  signedOut: boolean
}

function ear(accountId: number, line: 'clear' | 'crowded' = 'clear'): Ear {
  const heard: string[] = []
  const listener: Ear = {
    accountId,
    sessionId: 1,
    rooms: new Set(),
    heard,
    signedOut: false,
    signOut: () => {
      listener.signedOut = true
    },
    outlet: {
      send: (frame) => heard.push(frame.subarray(frame.length > 127 ? 4 : 2).toString()),
      sendText: (text) => heard.push(text),
      crowded: line === 'crowded',
    },
  }
  fanout.enter(listener)
  return listener
}

async function joined(accountId: number, line?: 'crowded'): Promise<Ear> {
  const listener = ear(accountId, line)
  await fanout.join(listener)
  return listener
}

function publish(frame: string, tick?: number): void {
  const clock = tick === undefined ? {} : { roomTick: [roomId, tick] as const }
  bus.publish({ kind: 'event', topic: `room:${roomId}`, frame, ...clock })
}

test('what may be lost is not told to a crowded socket, and everything else is', async () => {
  const [clear, crowded] = [await joined(people.aiko.accountId), await joined(people.ben.accountId, 'crowded')]
  publish('{"event":"typing"}')
  publish('{"event":"message"}')
  expect(clear.heard).toEqual(['{"event":"typing"}', '{"event":"message"}'])
  expect(crowded.heard).toEqual(['{"event":"message"}'])
})

test('[S6] a heartbeat names the highest clock that was heard, whatever the order', async () => {
  const aiko = await joined(people.aiko.accountId)
  publish('8', 8)
  publish('7', 7)
  await fanout.beat()
  expect(JSON.parse(aiko.heard.at(-1) ?? '')).toMatchObject({ ticks: [[roomId, 8]] })
})

test('[S13] whose leaving is being committed hears nothing more, also on a socket that joins just then', async () => {
  const ben = await joined(people.ben.accountId)
  bus.publish({ kind: 'leaving', accountId: people.ben.accountId, roomId })
  const late = await joined(people.ben.accountId)
  publish('after')
  expect([ben.heard, late.heard]).toEqual([[], []])
})

test('whose leaving was not committed after all goes on hearing', async () => {
  const ben = await joined(people.ben.accountId)
  bus.publish({ kind: 'leaving', accountId: people.ben.accountId, roomId })
  bus.publish({ kind: 'stayed', accountId: people.ben.accountId, roomId })
  await expect.poll(() => ben.rooms.has(roomId)).toBe(true)
  publish('after')
  expect(ben.heard).toEqual(['after'])
})

test('who left and came back, and of whom that is heard in the wrong order, hears again after a heartbeat', async () => {
  const ben = await joined(people.ben.accountId)
  await fanout.beat()
  bus.publish({ kind: 'joined', accountId: people.ben.accountId, roomId })
  bus.publish({ kind: 'left', accountId: people.ben.accountId, roomId })
  publish('unheard', 20)
  await fanout.beat()
  publish('heard', 21)
  expect(ben.heard.at(-1)).toBe('heard')
  expect(JSON.parse(ben.heard.at(-2) ?? '')).toMatchObject({ ticks: [[roomId, 20]] })
})

test('[S13] who was removed and of whom nothing was heard is cut at the next heartbeat', async () => {
  const ben = await joined(people.ben.accountId)
  await fanout.beat()
  await remove(app, people.aiko, { roomId, accountId: people.ben.accountId })
  publish('still', 20)
  await fanout.beat()
  publish('unheard', 21)
  expect(ben.heard).toContain('still')
  expect(ben.heard).not.toContain('unheard')
})

test('[S13] somebody removed while their socket joins hears nothing of the room', async () => {
  const stop = app.bus.listen((notice) => bus.publish(notice))
  const committed = holdNextCommit()
  const removing = remove(app, people.aiko, { roomId, accountId: people.ben.accountId })
  const release = await committed
  const ben = await joined(people.ben.accountId)
  release()
  await removing
  publish('after')
  stop()
  expect(ben.rooms.has(roomId)).toBe(false)
  expect(ben.heard).not.toContain('after')
})

test('a socket that closes while it joins is not kept', async () => {
  const ben = ear(people.ben.accountId)
  const joining = fanout.join(ben)
  fanout.leave(ben)
  await joining
  publish('x')
  expect(ben.heard).toEqual([])
  expect(ben.rooms.size).toBe(0)
})

test('signing out ends the sockets of that session alone, or all but one', async () => {
  const { accountId } = people.aiko
  const [first, second, other] = [ear(accountId), { ...ear(accountId) }, ear(people.ben.accountId)]
  bus.publish({ kind: 'signedOut', accountId, sessionId: 2 })
  expect([first.signedOut, other.signedOut]).toEqual([false, false])
  bus.publish({ kind: 'signedOut', accountId, sessionId: null, except: 1 })
  expect(first.signedOut).toBe(false)
  bus.publish({ kind: 'signedOut', accountId, sessionId: 1 })
  expect([first.signedOut, other.signedOut]).toEqual([true, false])
  expect(second.heard).toEqual([])
})
