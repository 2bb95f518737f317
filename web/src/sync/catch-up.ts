import { api, applyAccount, applyHello, applyRooms, type Change, placeOf, Refusal } from '@naniwa/contract'
import { readBacklog } from './backlog.ts'
import type { Engine } from './engine.ts'
import { delayOf, isPassing } from './failure.ts'
import { Gaps, type Place } from './gaps.ts'

const ROOMS_AT_ONCE = 200
const BACKLOGS_AT_ONCE = 4
/** Between asking again for what was overtaken or refused for the moment. */
const PAUSE = 100
const LONG_PAUSE = 2_000

export interface Welcome {
  accountId: number
  version: string
}

/**
 * Keeps the replica level with the server. First the server subscribes, then everything that moved is read, then what was
 * heard in between is applied. Afterwards events are applied as they come, and what is missing is asked for.
 */
export class CatchUp {
  readonly #engine: Engine
  readonly #gaps: Gaps
  /** Events heard while reading; null when level. */
  #heard: Change[] | null = []
  /** Counts connections, so that work of an old one ends. */
  #run = 0
  #wanted = new Set<number>()
  #fetching: Promise<void> | null = null

  constructor(engine: Engine) {
    this.#engine = engine
    this.#gaps = new Gaps(engine, {
      take: (event) => this.#take(event),
      ask: (place) => this.#ask(place),
    })
  }

  get isLevel(): boolean {
    return this.#heard === null
  }

  /** To be called when a socket has opened. Rejects when it was lost meanwhile, or the server refused. */
  async start(greet: (welcome: Welcome) => void): Promise<void> {
    const { replica, call } = this.#engine
    this.#run += 1
    this.#heard = []
    this.#gaps.clear()
    this.#wanted.clear()
    const hello = await call(api.sync.hello, {})
    greet(hello)
    if (replica.epoch === '') replica.epoch = hello.epoch
    else if (replica.epoch !== hello.epoch) this.#engine.reset(hello.epoch)
    const moved = applyHello(replica, hello.rooms)
    const changes = await call(api.sync.account, { since: replica.accountTick })
    const wanted = applyAccount(replica, changes)
    this.#engine.everythingChanged()
    await this.#fetch([...moved, ...wanted])
    this.#replay()
  }

  stop(): void {
    this.#run += 1
    this.#heard = []
    this.#gaps.clear()
  }

  hear(event: Change): void {
    if (this.#heard) this.#heard.push(event)
    else this.#take(event)
  }

  heartbeat(ticks: readonly [roomId: number, tick: number][], accountTick: number): void {
    for (const [roomId, tick] of ticks) this.#gaps.expect(roomId, tick)
    this.#gaps.expect(null, accountTick)
  }

  /** Asks for rooms that are not known, or not level; together with others that are wanted at the moment. */
  want(roomIds: Iterable<number>): Promise<void> {
    for (const roomId of roomIds) this.#wanted.add(roomId)
    this.#fetching ??= this.#drain().finally(() => {
      this.#fetching = null
    })
    return this.#fetching
  }

  #replay(): void {
    const heard = this.#heard ?? []
    this.#heard = null
    for (const event of heard) this.#take(event)
    this.#gaps.check()
  }

  #take(event: Change): void {
    const outcome = this.#engine.apply(event)
    const place = placeOf(event)
    if (outcome.kind === 'gap' && (event.event !== 'myRoom' || outcome.roomId === null)) {
      this.#gaps.hold(place, event)
      return
    }
    if (outcome.kind === 'gap' || outcome.kind === 'stale') {
      if (outcome.roomId !== null) this.#engine.background(this.want([outcome.roomId]))
    }
    if (outcome.kind !== 'ignored') this.#gaps.release(place)
  }

  async #ask(place: Place): Promise<void> {
    if (place !== null) return this.want([place])
    const { replica, call } = this.#engine
    const changes = await this.#again(() => call(api.sync.account, { since: replica.accountTick }))
    const wanted = applyAccount(replica, changes)
    this.#engine.changed(null, ...changes.rooms.map(({ roomId }) => roomId))
    if (wanted.length > 0) await this.want(wanted)
  }

  async #drain(): Promise<void> {
    // One turn, so that what is wanted together is asked for together.
    await undefined
    while (this.#wanted.size > 0) {
      const roomIds = [...this.#wanted]
      this.#wanted.clear()
      await this.#fetch(roomIds)
      for (const roomId of roomIds) this.#gaps.release(roomId)
    }
  }

  async #fetch(roomIds: readonly number[]): Promise<void> {
    let wanted = [...new Set(roomIds)]
    const behind: number[] = []
    while (wanted.length > 0) {
      const again: number[] = []
      for (let at = 0; at < wanted.length; at += ROOMS_AT_ONCE) {
        const answer = await this.#again(() => {
          const batch = wanted.slice(at, at + ROOMS_AT_ONCE)
          return this.#engine.call(api.rooms.get, { roomIds: batch })
        })
        const left = applyRooms(this.#engine.replica, answer)
        behind.push(...left.behind)
        again.push(...left.again)
        this.#engine.changed(...answer.mine.map(({ roomId }) => roomId))
      }
      if (again.length > 0) await this.#engine.wait(PAUSE)
      wanted = again
    }
    const forgotten = await this.#readBacklogs([...new Set(behind)])
    if (forgotten.length > 0) await this.#fetch(forgotten)
  }

  async #readBacklogs(roomIds: readonly number[]): Promise<number[]> {
    const left = [...roomIds]
    const forgotten: number[] = []
    const lanes = Array.from({ length: BACKLOGS_AT_ONCE }, async () => {
      for (let roomId = left.shift(); roomId !== undefined; roomId = left.shift()) {
        const current = roomId
        const outcome = await this.#again(() => readBacklog(this.#engine, current))
        if (outcome === 'forgotten') forgotten.push(current)
      }
    })
    await Promise.all(lanes)
    return forgotten
  }

  /** Repeats what the server refuses for the moment, on this connection. */
  async #again<T>(ask: () => Promise<T>): Promise<T> {
    const run = this.#run
    for (;;) {
      try {
        return await ask()
      } catch (error) {
        if (!(error instanceof Refusal) || !isPassing(error) || run !== this.#run) throw error
        await this.#engine.wait(delayOf(error, LONG_PAUSE))
        if (run !== this.#run) throw error
      }
    }
  }
}
