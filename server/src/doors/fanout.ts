import { sql } from 'kysely'
import type { Bus, Notice } from '../bus/memory.ts'
import type { Database } from '../db/pool.ts'
import { idArray } from '../db/sql.ts'
import type { Topic } from '../events/topics.ts'
import { encodeFrame } from './frame.ts'
import type { Outlet } from './outlet.ts'

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

type EventNotice = Extract<Notice, { kind: 'event' }>
type MemberNotice = Extract<Notice, { roomId: number }>

/** Brings what is on the bus to the sockets of this process. */
export function createFanout(db: Database, bus: Bus): Fanout {
  const byRoom = new Map<number, Set<Listener>>()
  const byAccount = new Map<number, Set<Listener>>()
  const accountTicks = new Map<number, number>()
  /** Those whose leaving is being committed, as `account-room`. */
  const leaving = new Set<string>()
  let moved = new Map<number, number>()

  function hear(notice: Notice): void {
    if (notice.kind === 'event') deliver(notice)
    else if (notice.kind === 'signedOut') signOut(notice)
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
    for (const listener of listeners) admit(listener, roomId, kind === 'joined')
  }

  function deliver(notice: EventNotice): void {
    if (notice.roomTick) note(...notice.roomTick)
    const [topic] = notice.topics
    const listeners = notice.topics.length === 1 && topic ? audience(topic) : union(notice.topics)
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

  function union(topics: readonly Topic[]): ReadonlySet<Listener> {
    return new Set(topics.flatMap((topic) => [...audience(topic)]))
  }

  function signOut(notice: Extract<Notice, { kind: 'signedOut' }>): void {
    for (const listener of [...(byAccount.get(notice.accountId) ?? [])]) {
      const meant =
        notice.sessionId === null ? listener.sessionId !== notice.except : listener.sessionId === notice.sessionId
      if (meant) listener.signOut()
    }
  }

  function admit(listener: Listener, roomId: number, inside: boolean): void {
    if (inside) {
      listener.rooms.add(roomId)
      add(byRoom, roomId, listener)
    } else {
      listener.rooms.delete(roomId)
      drop(byRoom, roomId, listener)
    }
  }

  /** Read and compared without an await between, so that no notice slips in between and is undone. */
  async function correct(listeners: ReadonlySet<Listener>, accountId: number): Promise<void> {
    const changes: MemberNotice[] = []
    const stop = bus.listen((notice) => {
      if ('roomId' in notice && notice.accountId === accountId) changes.push(notice)
    })
    try {
      const rooms = new Set(await roomsOf(db, accountId))
      for (const { kind, roomId } of changes) {
        if (kind === 'joined') rooms.add(roomId)
        else if (kind !== 'stayed') rooms.delete(roomId)
      }
      for (const roomId of rooms) if (leaving.has(`${accountId}-${roomId}`)) rooms.delete(roomId)
      for (const listener of listeners) {
        for (const roomId of [...listener.rooms]) if (!rooms.has(roomId)) admit(listener, roomId, false)
        for (const roomId of rooms) if (!listener.rooms.has(roomId)) admit(listener, roomId, true)
      }
    } finally {
      stop()
    }
  }

  async function beat(): Promise<void> {
    const movedRooms = moved
    moved = new Map()
    const ticks = await accountClocks(db, [...byAccount.keys()])
    for (const [accountId, tick] of ticks) {
      const listeners = byAccount.get(accountId)
      if (!listeners) continue
      if (accountTicks.get(accountId) !== tick) await correct(listeners, accountId)
      accountTicks.set(accountId, tick)
      for (const { outlet, rooms } of listeners) {
        outlet.sendText(JSON.stringify({ ticks: clocksOf(rooms, movedRooms), accountTick: tick }))
      }
    }
  }

  const stop = bus.listen(hear)
  return {
    enter(listener) {
      add(byAccount, listener.accountId, listener)
    },
    async join(listener) {
      await correct(new Set([listener]), listener.accountId)
      // It may have closed meanwhile.
      if (!byAccount.get(listener.accountId)?.has(listener)) this.leave(listener)
    },
    leave(listener) {
      drop(byAccount, listener.accountId, listener)
      if (!byAccount.has(listener.accountId)) accountTicks.delete(listener.accountId)
      for (const roomId of listener.rooms) drop(byRoom, roomId, listener)
      listener.rooms.clear()
    },
    beat,
    close: stop,
  }
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

async function roomsOf(db: Database, accountId: number): Promise<number[]> {
  const { rows } = await sql<{ roomId: number }>`
    with x as materialized (select room_id from account_room where account_id = ${accountId} and not gone)
    select m.room_id from x join member m on m.room_id = x.room_id and m.account_id = ${accountId}
    where m.role is not null
  `.execute(db)
  return rows.map((row) => row.roomId)
}

async function accountClocks(db: Database, accountIds: readonly number[]): Promise<[number, number][]> {
  if (accountIds.length === 0) return []
  const { rows } = await sql<{ id: number; tick: number }>`
    select id, tick from account where id = any(${idArray(accountIds)})
  `.execute(db)
  return rows.map((row) => [row.id, row.tick])
}
