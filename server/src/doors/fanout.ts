import type { Bus, EventNotice, MemberNotice, Notice, SignedOutNotice } from '../bus/bus.ts'
import { type Lane, lane } from '../db/lane.ts'
import type { Database } from '../db/pool.ts'
import { accountTopic, roomTopic, type Topic } from '../events/topics.ts'
import { accountClocks, roomClocks, roomsOf } from './clocks.ts'
import { encodeFrame } from './frame.ts'
import type { Outlet } from './outlet.ts'

/** Accounts, or rooms, in one statement at most. */
const BATCH = 64
/** After a gap that could not be looked into, because the database did not answer. */
const AGAIN_MS = 2_000

/** A socket that listens. `rooms` is what it may hear: kept by notices, checked again at each heartbeat. */
export interface Listener {
  readonly accountId: number
  readonly sessionId: number
  readonly outlet: Outlet
  readonly rooms: Set<number>
  /** Ends the socket because its session is over. */
  signOut(): void
}

export interface Fanout {
  /** From here on the listener is signed out with its session, and hears its account's topic. */
  enter(listener: Listener): void
  /** From here on the listener, which has entered, hears all of its rooms. */
  join(listener: Listener): Promise<void>
  leave(listener: Listener): void
  /** Tells every listener the clocks of what moved since the last beat, and corrects who hears what. */
  beat(): Promise<void>
  close(): void
}

/** Brings what is on the bus to the sockets of this process. */
export function createFanout(db: Database, bus: Bus): Fanout {
  const mayHear = lane<number, number[]>({
    name: 'rooms.heard',
    max: BATCH,
    depth: Number.POSITIVE_INFINITY,
    work: (accountIds) => roomsOf(db, accountIds),
  })
  const roomClock = clockLane('rooms.clock', (roomIds) => roomClocks(db, roomIds))
  const accountClock = clockLane('accounts.clock', (accountIds) => accountClocks(db, accountIds))
  const byRoom = new Map<number, Set<Listener>>()
  const byAccount = new Map<number, Set<Listener>>()
  const accountTicks = new Map<number, number>()
  /** Those whose leaving is being committed, as `account-room`. */
  const leaving = new Set<string>()
  /** Until their account's topic is followed. */
  const entering = new Map<Listener, Promise<void> | undefined>()
  let moved = new Map<number, number>()
  let looking: 'no' | 'once' | 'again' = 'no'
  let closed = false

  function hear(notice: Notice): void {
    if (notice.kind === 'event') deliver(notice)
    else if (notice.kind === 'signedOut') signOut(notice)
    else if (notice.kind === 'gap') void lookAgain().catch(() => {})
    else change(notice)
  }

  function change(notice: MemberNotice): void {
    const { kind, accountId, roomId } = notice
    if (kind === 'leaving') leaving.add(`${accountId}-${roomId}`)
    else leaving.delete(`${accountId}-${roomId}`)
    // Two changes may be heard in the wrong order: the next beat looks again.
    accountTicks.delete(accountId)
    const listeners = byAccount.get(accountId) ?? nobody
    if (kind === 'stayed') return void correct(listeners, accountId).catch(() => {})
    if (kind === 'joined') void welcome(listeners, accountId, roomId).catch(() => {})
    else for (const listener of listeners) shut(listener, roomId)
  }

  /** What was said in the room until its topic was followed is not heard: its clock tells. */
  async function welcome(listeners: ReadonlySet<Listener>, accountId: number, roomId: number): Promise<void> {
    const following = bus.follow([...listeners].flatMap((listener) => letIn(listener, roomId)))
    if (!following) return
    await following
    const [tick, accountTick] = await Promise.all([roomClock(roomId), accountClock(accountId)])
    if (tick === undefined || accountTick === undefined) return
    for (const { outlet, rooms } of listeners)
      if (rooms.has(roomId)) outlet.sendText(JSON.stringify({ ticks: [[roomId, tick]], accountTick }))
  }

  function deliver(notice: EventNotice): void {
    if (notice.roomTick) note(...notice.roomTick)
    const listeners = audience(notice.topic)
    if (listeners.size === 0) return
    const frame = encodeFrame(notice.frame)
    const mayBeLost = notice.frame.startsWith('{"event":"typing"')
    for (const listener of listeners) if (!mayBeLost || !listener.outlet.crowded) listener.outlet.send(frame)
  }

  /** Neighbours in a room's order may come in the wrong one. */
  function note(roomId: number, tick: number): void {
    moved.set(roomId, Math.max(tick, moved.get(roomId) ?? 0))
  }

  function audience(topic: Topic): ReadonlySet<Listener> {
    const [kind, id] = topic.split(':') as ['room' | 'account', string]
    return (kind === 'room' ? byRoom : byAccount).get(Number(id)) ?? nobody
  }

  function signOut(notice: SignedOutNotice): void {
    for (const listener of [...(byAccount.get(notice.accountId) ?? [])]) {
      const meant =
        notice.sessionId === null ? listener.sessionId !== notice.except : listener.sessionId === notice.sessionId
      if (meant) listener.signOut()
    }
  }

  /** Answers with the topic to follow, unless it is followed already. */
  function letIn(listener: Listener, roomId: number): Topic[] {
    if (listener.rooms.has(roomId)) return []
    listener.rooms.add(roomId)
    add(byRoom, roomId, listener)
    return [roomTopic(roomId)]
  }

  function shut(listener: Listener, roomId: number): void {
    if (!listener.rooms.delete(roomId)) return
    drop(byRoom, roomId, listener)
    bus.unfollow([roomTopic(roomId)])
  }

  /** Read and compared without an await between, so that no notice slips in between and is undone. */
  async function correct(listeners: ReadonlySet<Listener>, accountId: number): Promise<void> {
    const changes: MemberNotice[] = []
    const stop = bus.listen((notice) => {
      if ('roomId' in notice && notice.accountId === accountId) changes.push(notice)
    })
    try {
      const rooms = new Set(await mayHear(accountId))
      for (const { kind, roomId } of changes) {
        if (kind === 'joined') rooms.add(roomId)
        else if (kind !== 'stayed') rooms.delete(roomId)
      }
      for (const roomId of rooms) if (leaving.has(`${accountId}-${roomId}`)) rooms.delete(roomId)
      const fresh: Topic[] = []
      for (const listener of listeners) {
        for (const roomId of [...listener.rooms]) if (!rooms.has(roomId)) shut(listener, roomId)
        for (const roomId of rooms) fresh.push(...letIn(listener, roomId))
      }
      if (fresh.length > 0) await bus.follow(fresh)
    } finally {
      stop()
    }
  }

  async function beat(): Promise<void> {
    const movedRooms = moved
    moved = new Map()
    const ticks = await accountClocks(db, [...byAccount.keys()])
    await Promise.all(ticks.map(([accountId, tick]) => tell(accountId, tick, movedRooms)))
  }

  async function tell(accountId: number, tick: number, clocks: ReadonlyMap<number, number>): Promise<void> {
    const listeners = byAccount.get(accountId) ?? nobody
    if (accountTicks.get(accountId) !== tick) await correct(listeners, accountId)
    if (!byAccount.has(accountId)) return
    accountTicks.set(accountId, tick)
    for (const { outlet, rooms } of listeners) {
      outlet.sendText(JSON.stringify({ ticks: clocksOf(rooms, clocks), accountTick: tick }))
    }
  }

  /** Notices were lost: the clocks of all rooms that are listened to are told as the database has them. */
  async function lookAgain(): Promise<void> {
    if (looking !== 'no') {
      looking = 'again'
      return
    }
    try {
      do {
        looking = 'once'
        for (const [roomId, tick] of await roomClocks(db, [...byRoom.keys()])) note(roomId, tick)
        await beat()
      } while ((looking as string) === 'again')
      looking = 'no'
    } catch {
      looking = 'no'
      if (!closed) setTimeout(() => void lookAgain(), AGAIN_MS).unref()
    }
  }

  const stop = bus.listen(hear)
  return {
    enter(listener) {
      add(byAccount, listener.accountId, listener)
      entering.set(listener, bus.follow([accountTopic(listener.accountId)]))
    },
    async join(listener) {
      await entering.get(listener)
      await correct(new Set([listener]), listener.accountId)
      // It may have closed meanwhile.
      if (!byAccount.get(listener.accountId)?.has(listener)) this.leave(listener)
    },
    leave(listener) {
      drop(byAccount, listener.accountId, listener)
      if (!byAccount.has(listener.accountId)) accountTicks.delete(listener.accountId)
      if (entering.delete(listener)) bus.unfollow([accountTopic(listener.accountId)])
      bus.unfollow([...listener.rooms].map(roomTopic))
      for (const roomId of listener.rooms) drop(byRoom, roomId, listener)
      listener.rooms.clear()
    },
    beat,
    close() {
      closed = true
      stop()
    },
  }
}

/** Thousands may be let into a room at once, and each is told where it stands. Undefined: there is none. */
function clockLane(
  name: string,
  read: (ids: readonly number[]) => Promise<[number, number][]>,
): Lane<number, number | undefined> {
  return lane({
    name,
    max: BATCH,
    depth: Number.POSITIVE_INFINITY,
    async work(ids) {
      const clocks = new Map(await read([...new Set(ids)]))
      return ids.map((id) => clocks.get(id))
    },
  })
}

/** Those of the clocks that belong to the rooms; goes through whichever is fewer. */
function clocksOf(rooms: ReadonlySet<number>, clocks: ReadonlyMap<number, number>): [number, number][] {
  if (clocks.size < rooms.size) return [...clocks].filter(([roomId]) => rooms.has(roomId))
  return [...rooms].flatMap((roomId) => {
    const tick = clocks.get(roomId)
    return tick === undefined ? [] : [[roomId, tick]]
  })
}

const nobody: ReadonlySet<Listener> = new Set()

function add(map: Map<number, Set<Listener>>, key: number, listener: Listener): void {
  const set = map.get(key)
  if (set) set.add(listener)
  else map.set(key, new Set([listener]))
}

function drop(map: Map<number, Set<Listener>>, key: number, listener: Listener): void {
  const set = map.get(key)
  set?.delete(listener)
  if (set?.size === 0) map.delete(key)
}
