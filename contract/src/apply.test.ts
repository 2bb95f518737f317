import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  apply,
  applyAccount,
  applyRoomChanges,
  applyRooms,
  createReplica,
  type Event,
  type Message,
  mergePage,
  type Replica,
  type RoomReplica,
  watchTimeline,
} from './index.ts'
import { ME, Model, ROOM } from './testing/model.ts'

const seed = Number(process.env.FC_SEED ?? Date.now() % 1_000_000)

/** A copy that hears events in any order and answers as late as may be. */
class Copy {
  readonly replica: Replica
  readonly #model: Model
  #held: Event[] = []
  /** Answers on their way, each taken when its time comes. */
  readonly answers: (() => void)[] = []

  constructor(model: Model) {
    this.#model = model
    this.replica = createReplica(ME, 'epoch')
    applyRooms(this.replica, { rooms: [model.room()], mine: [model.mine()] })
    this.replica.accountTick = model.accountTick
  }

  get room(): RoomReplica {
    return this.replica.rooms.get(ROOM) as RoomReplica
  }

  hear(event: Event): void {
    const outcome = apply(this.replica, event)
    if (outcome.kind === 'gap') this.#held.push(event)
    if (outcome.kind === 'stale') this.askRoom()
    if (outcome.kind === 'applied' || outcome.kind === 'stale') this.release()
  }

  release(): void {
    const held = this.#held.sort((a, b) => tickOf(a) - tickOf(b))
    this.#held = []
    for (const event of held) this.hear(event)
  }

  askRoom(): void {
    const answer = { rooms: [this.#model.room()], mine: [this.#model.mine()] }
    this.answers.push(() => {
      const { behind, again } = applyRooms(this.replica, answer)
      if (behind.length > 0) this.#askChanges()
      if (again.length > 0) this.askRoom()
      this.release()
    })
  }

  #askChanges(): void {
    const answer = this.#model.changes(this.room.tick)
    this.answers.push(() => {
      applyRoomChanges(this.replica, ROOM, answer)
      this.release()
    })
  }

  askAccount(): void {
    const mine = this.#model.mine()
    const nothing = { categories: [], drafts: [], bookmarks: [], contacts: [], contactInvitations: [] }
    const answer = { tick: this.#model.accountTick, me: null as never, rooms: [mine], ...nothing }
    this.answers.push(() => {
      if (applyAccount(this.replica, answer).length > 0) this.askRoom()
      this.release()
    })
  }

  askPage(around: number, limit: number): void {
    const copy = this.room
    copy.timeline = watchTimeline(copy.timeline, copy.tick)
    const page = this.#model.page(around, limit)
    this.answers.push(() => {
      const merged = mergePage(copy.timeline, page, copy.lastNumber)
      if (merged) copy.timeline = merged
      else this.askPage(around, limit)
    })
  }

  get isLevel(): boolean {
    const { tick, accountTick } = this.#model
    return this.room.tick === tick && this.replica.accountTick === accountTick && this.answers.length === 0
  }
}

function tickOf(event: Event): number {
  return 'tick' in event.data ? event.data.tick : 0
}

const moves = [
  'say',
  'say',
  'change',
  'mark',
  'rename',
  'hear',
  'hear',
  'hear',
  'twice',
  'lose',
  'ask',
  'own',
  'page',
  'answer',
  'answer',
] as const
const step = fc.record({ move: fc.constantFrom(...moves), a: fc.nat(20), b: fc.nat(3) })
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

function act(model: Model, { move, a, b }: Step): void {
  const how = (['plain', 'to', 'all', 'kept'] as const)[b] ?? 'plain'
  if (move === 'say') model.send(a % 3 === 0 ? 'me' : 'other', how)
  else if (move === 'mark') model.mark(a)
  else if (move === 'rename') model.rename(`${a}`)
  else if (move === 'change') {
    const kinds: Partial<Message>[] = [{ body: `${a}`, mentions: [ME] }, { body: 'y', mentions: [] }, { toAll: true }]
    model.change(a, kinds[b] ?? { deleted: true, body: '', mentions: [], toAll: false })
  }
}

function play(steps: readonly Step[]): { model: Model; copy: Copy } {
  const model = new Model()
  const copy = new Copy(model)
  for (const one of steps) {
    act(model, one)
    const at = one.a % Math.max(1, Math.min(4, model.told.length))
    const next = model.told[at]
    if (one.move === 'ask') copy.askRoom()
    if (one.move === 'own') copy.askAccount()
    if (one.move === 'page') copy.askPage(one.a, 1 + one.b)
    if (one.move === 'answer') copy.answers.splice(one.a % Math.max(1, copy.answers.length), 1)[0]?.()
    if (next && (one.move === 'hear' || one.move === 'twice')) copy.hear(next)
    if (one.move === 'hear' || one.move === 'lose') model.told.splice(at, 1)
    expectStretch(copy.room)
  }
  return { model, copy }
}

/** At every moment: consecutive numbers, ascending. A hole can only be there between two rows of one catch-up. */
function expectStretch({ timeline: { messages } }: RoomReplica): void {
  const first = messages[0]?.number ?? 0
  expect(messages.map(({ number }) => number)).toEqual(messages.map((_, at) => first + at))
}

function level(model: Model, copy: Copy): void {
  for (const event of model.told.splice(0)) copy.hear(event)
  for (let round = 0; !copy.isLevel; round++) {
    if (round > 50) throw new Error('never level')
    if (copy.answers.length === 0) {
      copy.askAccount()
      copy.askRoom()
    }
    for (const take of copy.answers.splice(0)) take()
  }
}

function expectEqual(model: Model, { room }: Copy): void {
  const { roomTick: _, tick: __, lastNumber: ___, ...own } = model.mine()
  expect(room.mine).toMatchObject(own)
  expect({ ...room.room, tick: 0 }).toEqual({ ...model.room(), tick: 0 })
  expect(room.lastNumber).toBe(model.messages.length)
  const { messages, atEnd } = room.timeline
  expect(messages).toEqual(model.messages.slice((messages[0]?.number ?? 1) - 1, messages.at(-1)?.number ?? 0))
  if (atEnd) expect(messages.at(-1)?.number ?? 0).toBe(model.messages.length)
}

test(`a copy equals the server whatever was heard twice, late, in another order or never (seed ${seed})`, () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 120, size: 'max' }), (steps) => {
      const { model, copy } = play(steps)
      level(model, copy)
      expectEqual(model, copy)
    }),
    { seed, numRuns: Number(process.env.FC_RUNS ?? 400) },
  )
})

test(`what is heard again changes nothing (seed ${seed})`, () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60, size: 'max' }), (steps) => {
      const model = new Model()
      const copy = new Copy(model)
      copy.askPage(0, 5)
      for (const take of copy.answers.splice(0)) take()
      for (const one of steps) act(model, one)
      const told = [...model.told]
      level(model, copy)
      const before = structuredClone(copy.replica)
      for (const event of [...told, ...told.reverse()]) expect(apply(copy.replica, event)).toEqual({ kind: 'ignored' })
      expect(copy.replica).toEqual(before)
    }),
    { seed, numRuns: 100 },
  )
})

test(`the order in which events are heard makes no difference (seed ${seed})`, () => {
  const shuffled = fc
    .array(step, { maxLength: 40 })
    .chain((steps) => fc.tuple(fc.constant(steps), fc.array(fc.nat(), { minLength: 40 })))
  fc.assert(
    fc.property(shuffled, ([steps, order]) => {
      const model = new Model()
      const copy = new Copy(model)
      copy.askPage(0, 5)
      for (const take of copy.answers.splice(0)) take()
      for (const one of steps) act(model, one)
      for (let n = 0; model.told.length > 0; n++) {
        const [event] = model.told.splice((order[n % order.length] as number) % model.told.length, 1)
        copy.hear(event as Event)
      }
      // One's own state may have been overtaken, which is asked for; nothing else may be missing.
      expect(copy.room.tick).toBe(model.tick)
      level(model, copy)
      expectEqual(model, copy)
    }),
    { seed, numRuns: 200 },
  )
})
