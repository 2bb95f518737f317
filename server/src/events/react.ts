import { setTimeout as pause } from 'node:timers/promises'
import type { Job, PgBoss } from 'pg-boss'
import type { App } from '../context.ts'
import { lane } from '../db/lane.ts'
import type { Queries } from '../db/transaction.ts'
import { createBell } from '../lib/bell.ts'
import { takeTurns } from '../lib/turns.ts'
import type { OutboxRow } from './outbox.ts'

/**
 * What follows from a change. A row may be handled more than once (the process may die behind the effect), never twice at a
 * time: `handle` looks at how things are now and does nothing where nothing is left to do. A throw is tried again later.
 */
export interface Reactor {
  /** Names its queue; letters, figures, `_`, `-`, `.`. */
  readonly name: string
  /** Rows of this topic, of either outbox. */
  readonly topic: string
  /** False for rows of which it is plain that there is nothing to do: they are not even queued. */
  wants?(row: OutboxRow, app: App): boolean
  /** Of the rows that it wants, those for which one statement finds something to do: the others are not queued either. */
  choose?<Row extends OutboxRow>(db: Queries, rows: readonly Row[]): Promise<readonly Row[]>
  /** Seconds that a row waits before it is taken in hand; 0 unless told otherwise. */
  readonly after?: number
  /** Rows in hand at a time in one process. */
  readonly concurrency: number
  /** How long one row may take before somebody else is given it; 60 unless told otherwise. */
  readonly seconds?: number
  /** Attempts after the first, and the seconds before the first of them, which double up to half an hour. */
  readonly retry?: { readonly limit: number; readonly delay: number }
  handle(app: App, row: OutboxRow): Promise<void>
}

/** Of these rows the ones that the reactor has something to do for. */
export async function wantedBy<Row extends OutboxRow & { readonly topic: string }>(
  { topic, wants, choose }: Reactor,
  rows: readonly Row[],
  { app, db }: { readonly app: App; readonly db: Queries },
): Promise<readonly Row[]> {
  const wanted = rows.filter((row) => row.topic === topic && (wants?.(row, app) ?? true))
  return wanted.length > 0 && choose ? choose(db, wanted) : wanted
}

/** Thrown by a handler that wants the row again a little later; nothing is wrong. */
export class Later extends Error {
  override name = 'Later'
}

/** A row in hand of a process that was not heard of for so long is given to another. */
export const HEARTBEAT_SECONDS = 20
const BEAT_MS = 8_000

/** 40 attempts over fifteen hours: a mail server may be away for a night. */
export const PATIENCE = { limit: 40, delay: 1 }

/** The work of one reactor in this process. */
export interface Running {
  /** There is something due in its queue. */
  wake(): void
  /** Resolves when nothing is due and nothing is in hand. */
  idle(): Promise<void>
  /** Grows whenever a row is taken in hand and whenever one leaves it. */
  steps(): number
  /** Takes no more, and gives what is not finished in time back to the queue. */
  stop(patience: number): Promise<void>
}

// pg-boss's own workers would poll twice a second each, and keep finished rows until their daily sweep.

/** After a look that failed. */
const AGAIN_MS = 2_000
/** Between looks for more than was there: whatever ends may free the next of its key, and a look costs more than a small row. */
const GATHER_MS = 100

export function runReactor(app: App, boss: PgBoss, reactor: Reactor): Running {
  const { name, concurrency } = reactor
  /** Half of the hands at a time, so that the other half can see whose work the first took. */
  const batch = Math.ceil(concurrency / 2)
  const bell = createBell()
  const inHand = new Map<Job<OutboxRow>, Promise<void>>()
  const oneByOne = takeTurns(name, { atOnce: 1, waiting: Number.POSITIVE_INFINITY })
  let stopped = false
  let steps = 0
  // A finished row leaves no trace; rows that finish together leave together.
  const finish = lane<Job<OutboxRow>, void>({
    name: `${name}.finish`,
    max: 500,
    async work(jobs) {
      await boss.deleteJob(name, [...jobs])
      return jobs.map(() => undefined)
    },
  })

  function take(): Promise<number> {
    return oneByOne(async () => {
      const free = concurrency - inHand.size
      if (free === 0 || stopped) return 0
      const jobs = await boss.fetch<OutboxRow>(name, { batchSize: Math.min(free, batch), ignoreGroups: busy() })
      steps += jobs.length
      for (const job of jobs) inHand.set(job, handle(job))
      return jobs.length
    })
  }

  /**
   * Organizations that have half of this process's hands: what more of theirs waits, waits behind everybody else's, so that ten
   * thousand rows of one do not hold up the one row of another.
   */
  function busy(): string[] {
    const counts = new Map<string, number>()
    for (const { groupId } of inHand.keys()) if (groupId) counts.set(groupId, (counts.get(groupId) ?? 0) + 1)
    return [...counts].filter(([, count]) => count > 1 && count >= concurrency / 2).map(([id]) => id)
  }

  /** Or else they would be given to another process as well. */
  async function beat(): Promise<void> {
    const ids = [...inHand.keys()].map(({ id }) => id)
    if (ids.length > 0) await boss.touch(name, ids)
  }

  async function handle(job: Job<OutboxRow>): Promise<void> {
    try {
      await reactor.handle(app, job.data)
      await finish(job)
    } catch (error) {
      await postpone([job], error)
    }
    inHand.delete(job)
    steps += 1
    bell.ring()
  }

  async function postpone(jobs: Job<OutboxRow>[], err: unknown): Promise<void> {
    const last = jobs.some((job) => job.retryCount >= (reactor.retry ?? PATIENCE).limit)
    const { roomId, accountId, id } = jobs[0]?.data ?? {}
    const level = last ? 'error' : err instanceof Later ? 'debug' : 'warn'
    app.log[level]({ err, reactor: name, roomId, accountId, id }, `a reactor ${last ? 'gave up' : 'will try again'}`)
    await boss.fail(name, jobs, { message: textOf(err) }).catch(complain)
  }

  /** What is in hand of a database that is gone comes back when its time is over. */
  function complain(err: unknown): undefined {
    if (!stopped) app.log.error({ err, reactor: name }, 'a reactor cannot reach its queue')
  }

  async function run(): Promise<void> {
    while (!stopped) {
      let taken: number | undefined
      const began = performance.now()
      do taken = await take().catch(complain)
      while (taken === batch)
      await bell.wait(taken === undefined ? AGAIN_MS : undefined)
      if (inHand.size < batch) await pause(Math.max(0, began + GATHER_MS - performance.now()))
    }
  }

  async function idle(): Promise<void> {
    do await Promise.all(inHand.values())
    while ((await take()) > 0 || inHand.size > 0)
  }

  const running = run()
  const beating = setInterval(() => void beat().catch(complain), BEAT_MS)
  return {
    wake: bell.ring,
    idle,
    steps: () => steps,
    async stop(patience) {
      stopped = true
      bell.ring()
      await running
      await within(patience, Promise.all(inHand.values()))
      clearInterval(beating)
      if (inHand.size > 0) await postpone([...inHand.keys()], new Later('the server stopped'))
    },
  }
}

/** PostgreSQL keeps no NUL in JSON. */
function textOf(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  return text.slice(0, 1_000).toWellFormed().replaceAll('\0', '')
}

async function within(milliseconds: number, work: Promise<unknown>): Promise<void> {
  const late = Promise.withResolvers<void>()
  const timer = setTimeout(late.resolve, milliseconds)
  await Promise.race([work, late.promise])
  clearTimeout(timer)
}
