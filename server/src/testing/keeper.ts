import {
  api,
  apply,
  applyAccount,
  applyHello,
  applyRoomChanges,
  applyRooms,
  type CallOf,
  type Change,
  createReplica,
  type Endpoint,
  type Event,
  type File,
  isChange,
  type Member,
  type Message,
  type OutputOf,
  placeOf,
  Refusal,
  type Replica,
  type Task,
} from '@naniwa/contract'

export type Call = <E extends Endpoint>(endpoint: E, input: CallOf<E>) => Promise<OutputOf<E>>

/** A room's order of changes, or with null the account's. */
type Place = number | null

/** Keeps a replica by the rules of docs/sync.md, and asks for what is missing only when it is told to. */
export interface Keeper {
  readonly replica: Replica
  /** S1: says hello, reads what moved, applies what was heard meanwhile. To be called on every new socket. */
  begin(): Promise<void>
  hear(event: Event): void
  heartbeat(ticks: readonly [roomId: number, tick: number][], accountTick: number): void
  /** Something is known to be missing. */
  readonly behind: boolean
  /** Asks for what is missing, until nothing is. */
  mend(): Promise<void>
  /** The socket is gone: what was heard out of turn is of no use any more. */
  stop(): void
}

const ROOMS_AT_ONCE = 200
/** Whoever asks more often than this goes in circles. */
const ROUNDS = 100

export function keepReplica(accountId: number, call: Call): Keeper {
  let replica = createReplica(accountId, '')
  /** Events heard while reading; null when level. */
  let heard: Change[] | null = []
  const held = new Map<Place, Change[]>()
  const expected = new Map<Place, number>()
  const wanted = new Set<number>()

  function take(event: Change): void {
    const place = placeOf(event)
    const outcome = apply(replica, event)
    if (outcome.kind === 'gap' && outcome.roomId === place) {
      held.set(place, [...(held.get(place) ?? []), event])
      return
    }
    if (outcome.kind === 'gap' || outcome.kind === 'stale') wanted.add(outcome.roomId as number)
    if (outcome.kind !== 'ignored') release(place)
  }

  /** What waited for its turn may follow now. */
  function release(place: Place): void {
    const waiting = held.get(place) ?? []
    held.delete(place)
    for (const event of waiting.sort((a, b) => a.data.tick - b.data.tick)) take(event)
  }

  function tickAt(place: Place): number {
    if (place === null) return replica.accountTick
    return replica.rooms.get(place)?.tick ?? Number.POSITIVE_INFINITY
  }

  function missing(): Place[] {
    const late = [...expected].filter(([place, tick]) => tick > tickAt(place)).map(([place]) => place)
    return [...new Set([...held.keys(), ...late, ...wanted])]
  }

  async function readAccount(): Promise<void> {
    const changes = await call(api.sync.account, { since: replica.accountTick })
    for (const roomId of applyAccount(replica, changes)) wanted.add(roomId)
    release(null)
  }

  async function readRooms(roomIds: readonly number[]): Promise<void> {
    let left = [...new Set(roomIds)]
    for (let round = 0; left.length > 0; round++) {
      if (round > ROUNDS) throw new Error(`rooms ${left} are never level`)
      const again: number[] = []
      for (let at = 0; at < left.length; at += ROOMS_AT_ONCE) {
        const answer = await call(api.rooms.get, { roomIds: left.slice(at, at + ROOMS_AT_ONCE) })
        const { behind, again: overtaken } = applyRooms(replica, answer)
        again.push(...overtaken)
        const answered = new Set(answer.mine.map(({ roomId }) => roomId))
        const gone = left.slice(at, at + ROOMS_AT_ONCE).some((id) => !answered.has(id) && replica.rooms.has(id))
        // No longer one's own, and the account's clock would have said so: that was missed too.
        if (gone) await readAccount()
        for (const roomId of behind) await readChanges(roomId)
      }
      left = again
    }
    for (const roomId of roomIds) release(roomId)
  }

  /** All pages are applied together, or none: a page alone is no state that ever was. */
  async function readChanges(roomId: number): Promise<void> {
    const members: Member[] = []
    const messages: Message[] = []
    const tasks: Task[] = []
    const files: File[] = []
    for (let since = replica.rooms.get(roomId)?.tick; since !== undefined; ) {
      const answer = await call(api.sync.room, { roomId, since }).catch(ifGone)
      if (!answer) return
      members.push(...answer.members)
      messages.push(...answer.messages)
      tasks.push(...answer.tasks)
      files.push(...answer.files)
      since = answer.tick
      if (answer.more) continue
      applyRoomChanges(replica, roomId, { ...answer, members, messages, tasks, files })
      return
    }
  }

  return {
    get replica() {
      return replica
    },
    get behind() {
      return missing().length > 0
    },
    async begin() {
      heard = []
      for (const map of [held, expected, wanted]) map.clear()
      const hello = await call(api.sync.hello, {})
      if (replica.epoch !== hello.epoch) replica = createReplica(accountId, hello.epoch)
      const moved = applyHello(replica, hello.rooms)
      const changes = await call(api.sync.account, { since: replica.accountTick })
      await readRooms([...moved, ...applyAccount(replica, changes)])
      const meanwhile = heard
      heard = null
      for (const event of meanwhile) take(event)
    },
    hear(event) {
      if (!isChange(event)) return
      if (heard) heard.push(event)
      else take(event)
    },
    heartbeat(ticks, accountTick) {
      for (const [place, tick] of [...ticks, [null, accountTick] as const]) {
        if (tick > tickAt(place)) expected.set(place, Math.max(tick, expected.get(place) ?? 0))
      }
    },
    async mend() {
      for (let round = 0; missing().length > 0; round++) {
        if (round > ROUNDS) throw new Error(`${missing()} stay behind`)
        const places = missing()
        wanted.clear()
        if (places.includes(null)) await readAccount()
        const roomIds = places.filter((place) => place !== null)
        if (roomIds.length > 0) await readRooms(roomIds)
      }
    },
    stop() {
      heard = []
      for (const map of [held, expected, wanted]) map.clear()
    },
  }
}

/** The room is no longer one's own; the account's clock says so too. */
function ifGone(error: unknown): null {
  if (error instanceof Refusal && error.code === 'not_found') return null
  throw error
}
