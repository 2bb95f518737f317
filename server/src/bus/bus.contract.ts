import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Topic } from '../events/topics.ts'
import type { Bus, EventNotice, Notice } from './bus.ts'

/** An adapter, ready for use. */
export interface Lines {
  /** Two ends of the same bus: of two processes, or twice the same where there is one. */
  readonly ends: readonly [Bus, Bus]
  close(): Promise<void>
}

/** What every adapter has to do; each runs all of it against the real thing. */
export function testBus(open: () => Promise<Lines>): void {
  let lines: Lines
  let here: Bus
  let there: Bus
  let heard: Notice[]
  let silence: () => void

  beforeAll(async () => {
    lines = await open()
    ;[here, there] = lines.ends
  })
  afterAll(() => lines.close())
  beforeEach(() => {
    heard = []
    // A gap may be told at any time.
    silence = there.listen((notice) => notice.kind !== 'gap' && heard.push(notice))
  })
  afterEach(() => silence())

  const event = (topic: Topic, frame: string, tick?: number): EventNotice => ({
    kind: 'event',
    topic,
    frame,
    ...(tick !== undefined && { roomTick: [1, tick] as const }),
  })
  const arrived = (count: number) => expect.poll(() => heard.length, { timeout: 60_000 }).toBe(count)

  test('what is followed arrives as it was published, in order, however much', async () => {
    await there.follow(['room:1', 'account:1'])
    const sent = Array.from({ length: 500 }, (_, n) => event(n % 3 === 0 ? 'account:1' : 'room:1', `高橋 ${n} 🍙`, n))
    for (const notice of sent) here.publish(notice)
    await arrived(sent.length)
    expect(heard).toEqual(sent)
    there.unfollow(['room:1', 'account:1'])
  })

  test('what concerns all arrives without following', async () => {
    const sent: Notice[] = [
      { kind: 'signedOut', accountId: 1, sessionId: null, except: 2 },
      { kind: 'signedOut', accountId: 1, sessionId: 7 },
    ]
    for (const notice of sent) here.publish(notice)
    await arrived(2)
    expect(heard).toEqual(sent)
  })

  test('word of a member arrives once, in its place among the events of the room', async () => {
    await there.follow(['room:2', 'account:9'])
    const leaving = { kind: 'leaving', accountId: 9, roomId: 2 } as const
    const left = { ...leaving, kind: 'left' } as const
    const sent: Notice[] = [event('room:2', 'before'), leaving, left, event('room:2', 'after')]
    for (const notice of sent) here.publish(notice)
    await arrived(4)
    // A later one shows that nothing comes twice.
    here.publish(event('room:2', 'end'))
    await arrived(5)
    expect(heard).toEqual([...sent, event('room:2', 'end')])
    there.unfollow(['room:2', 'account:9'])
  })

  test('whoever waits for the answer knows that what anybody says afterwards comes behind', async () => {
    await there.follow(['room:3', 'account:9'])
    for (let n = 0; n < 20; n++) {
      heard.length = 0
      await here.publish({ kind: 'leaving', accountId: 9, roomId: 3 })
      there.publish(event('room:3', 'later'))
      await arrived(2)
      expect(heard.map(({ kind }) => kind)).toEqual(['leaving', 'event'])
    }
    there.unfollow(['room:3', 'account:9'])
  })

  test('a topic is heard until as many have unfollowed it as have followed', async () => {
    await there.follow(['room:4'])
    await there.follow(['room:4', 'room:5'])
    there.unfollow(['room:4'])
    here.publish(event('room:4', 'still'))
    await arrived(1)
    expect(heard).toEqual([event('room:4', 'still')])
    there.unfollow(['room:4', 'room:5'])
    // Following nothing, one hears what concerns all.
    here.publish({ kind: 'signedOut', accountId: 1, sessionId: 1 })
    await arrived(2)
  })

  test('nobody hears who has stopped listening', async () => {
    const unheard: Notice[] = []
    there.listen((notice) => unheard.push(notice))()
    here.publish({ kind: 'signedOut', accountId: 1, sessionId: 1 })
    await arrived(1)
    expect(unheard).toEqual([])
  })
}
