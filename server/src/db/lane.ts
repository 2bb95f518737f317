import { takeTurns } from '../lib/turns.ts'
import { isOutage } from './errors.ts'

/** Refused before anything was done, because more is waiting than can be written soon. */
export class Overloaded extends Error {
  override name = 'Overloaded'
  readonly code = 'overloaded'
}

/** Answered in place of a result: this item would have had to wait for what somebody else has locked. */
export const HELD = Symbol('held')

/** What a write does about rows that somebody else has locked: passes over the items that need them, or waits. */
export type Manner = 'pass' | 'wait'

export type LaneOptions<In, Out> = Readonly<{
  /** Names the lane in errors and metrics. */
  name: string
  /** Items in one statement at most. */
  max: number
  /** Items that may wait; one more is refused with {@link Overloaded}. 10,000 unless told otherwise. */
  depth?: number
  /**
   * Writes the items as one statement and answers one result per item, in their order; an `Error` refuses that item alone.
   * Must be safe to repeat: after a failure the same items may be given to it again.
   */
  work(items: readonly In[], manner: Manner): Promise<readonly (Out | Error | typeof HELD)[]>
  /** Unless told otherwise everybody waits for what one item waits for. */
  aside?: Aside<In>
}>

/**
 * With this the lane is told to `pass`. What was {@link HELD} goes on in a lane of its own key, which waits, and so does what comes
 * after it under that key until nothing of it waits any more: items of one key stay in their order, and all others go on without them.
 */
export type Aside<In> = Readonly<{
  key(item: In): number
  /** Keys whose locks are waited for at once. Each has a connection to itself; one more waits for its turn. */
  atOnce: number
}>

/** Resolves once its item is written; rejects with the item's own refusal. */
export type Lane<In, Out> = {
  (item: In): Promise<Out>
  /** Resolves when nothing waits and nothing is in flight. */
  drain(): Promise<void>
  /** Items waiting or in flight. */
  size(): number
}

/** The lanes of one process, each opened by the feature that owns its statement. */
export type Lanes = {
  /** The lane of that name, opened with these options the first time it is asked for. */
  open<In, Out>(options: LaneOptions<In, Out>): Lane<In, Out>
  drain(): Promise<void>
  /** Items waiting or in flight, per lane. */
  sizes(): Record<string, number>
}

export function openLanes(): Lanes {
  const lanes = new Map<string, Lane<never, unknown>>()
  return {
    open<In, Out>(options: LaneOptions<In, Out>) {
      const opened = lanes.get(options.name) ?? (lane(options) as Lane<never, unknown>)
      lanes.set(options.name, opened)
      return opened as Lane<In, Out>
    },
    async drain() {
      await Promise.all([...lanes.values()].map((each) => each.drain()))
    },
    sizes: () => Object.fromEntries([...lanes].map(([name, each]) => [name, each.size()])),
  }
}

type Waiting<In, Out> = { item: In; resolve(out: Out | Promise<Out>): void; reject(error: unknown): void }

type Work<In, Out> = (items: readonly In[]) => Promise<readonly (Out | Error | Promise<Out>)[]>

/**
 * A single file for statements: what arrives while one is in flight shares the next. With 32 senders in one room this gave
 * 30,000 to 50,000 sends per second where a transaction each gave 1,000 (PostgreSQL 18, synchronous commit).
 */
export function lane<In, Out>(options: LaneOptions<In, Out>): Lane<In, Out> {
  const { name, max, depth = 10_000 } = options
  const work = options.aside ? passing(options, options.aside) : waitingOnly(options)
  const aside = new Set<Promise<unknown>>()
  let waiting: Waiting<In, Out>[] = []
  let inFlight = 0
  let running: Promise<void> | undefined

  async function run(): Promise<void> {
    // One turn of the event loop, so that what other sockets bring in it is written together from the first write on.
    await new Promise((resolve) => setImmediate(resolve))
    while (waiting.length > 0) {
      const batch = waiting.slice(0, max)
      waiting = waiting.slice(max)
      inFlight = batch.length
      await settle(batch, work, setAside)
      inFlight = 0
    }
    running = undefined
  }

  function setAside(later: Promise<unknown>): void {
    const done = () => void aside.delete(later)
    aside.add(later)
    later.then(done, done)
  }

  function send(item: In): Promise<Out> {
    if (waiting.length >= depth) return Promise.reject(new Overloaded(`${name}: ${depth} are waiting already`))
    return new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject })
      running ??= run()
    })
  }

  async function drain(): Promise<void> {
    await running
    await Promise.allSettled(aside)
  }
  return Object.assign(send, { drain, size: () => waiting.length + inFlight + aside.size })
}

function waitingOnly<In, Out>({ name, work }: LaneOptions<In, Out>): Work<In, Out> {
  return async (items) => {
    const answers = await work(items, 'wait')
    return answers.map((answer) => (answer === HELD ? new Error(`${name}: held, although it was to wait`) : answer))
  }
}

/** Answers with a promise for what was set aside. */
function passing<In, Out>(options: LaneOptions<In, Out>, { key, atOnce }: Aside<In>): Work<In, Out> {
  const { name, work } = options
  const turns = takeTurns(name, { atOnce, waiting: Number.POSITIVE_INFINITY })
  const lanes = new Map<number, Lane<In, Out>>()

  function wait(item: In): Promise<Out> {
    const at = key(item)
    const known = lanes.get(at)
    if (known) return known(item)
    const { aside: _, ...rest } = options
    const own = lane<In, Out>({ ...rest, work: (items) => turns(() => work(items, 'wait')) })
    lanes.set(at, own)
    const answer = own(item)
    void closeWhenEmpty(at, own)
    return answer
  }

  async function closeWhenEmpty(at: number, own: Lane<In, Out>): Promise<void> {
    while (own.size() > 0) await own.drain()
    lanes.delete(at)
  }

  return async (items) => {
    const isFree = items.map((item) => !lanes.has(key(item)))
    const free = items.filter((_, at) => isFree[at])
    const answers = free.length > 0 ? [...(await work(free, 'pass'))] : []
    if (answers.length < free.length) throw new Error(`${answers.length} results for ${free.length} items`)
    // Only now, when nothing can fail any more: an item that is set aside is answered from there alone.
    return items.map((item, at) => {
      const answer = isFree[at] ? (answers.shift() as Out | Error | typeof HELD) : HELD
      return answer === HELD ? wait(item) : answer
    })
  }
}

/** Never throws. A batch that fails is tried item by item, so that one bad item fails alone; an outage fails all of it at once. */
async function settle<In, Out>(
  batch: readonly Waiting<In, Out>[],
  work: Work<In, Out>,
  setAside: (later: Promise<unknown>) => void,
): Promise<void> {
  try {
    const results = await work(batch.map(({ item }) => item))
    batch.forEach(({ resolve, reject }, index) => {
      const result = results[index]
      if (index >= results.length) reject(new Error(`${results.length} results for ${batch.length} items`))
      else if (result instanceof Error) reject(result)
      else {
        if (result instanceof Promise) setAside(result)
        resolve(result as Out | Promise<Out>)
      }
    })
  } catch (error) {
    if (batch.length > 1 && !isOutage(error)) for (const each of batch) await settle([each], work, setAside)
    else for (const { reject } of batch) reject(error)
  }
}
