import { setTimeout as pause } from 'node:timers/promises'
import { fromKysely, type JobInsert, PgBoss } from 'pg-boss'
import type { App } from '../context.ts'
import { isLostRace, isUniqueViolation } from '../db/errors.ts'
import { SILENT_TRANSACTION } from '../db/pool.ts'
import { transact } from '../db/transaction.ts'
import { createBell } from '../lib/bell.ts'
import { takeTurns } from '../lib/turns.ts'
import { watchDue } from './due.ts'
import {
  anyLeft,
  type Claimed,
  claim,
  type OutboxRow,
  OWNERS,
  oldest,
  readCandidates,
  type Source,
  sources,
} from './outbox.ts'
import { HEARTBEAT_SECONDS, PATIENCE, type Reactor, type Running, runReactor, wantedBy } from './react.ts'

/** Carries what was written with a change to those who react to it. */
export interface Relay {
  /**
   * Resolves once every consequence has happened, those of consequences included: no row of a known topic in an outbox, no job
   * that is due. What failed and waits for its next attempt is not waited for.
   */
  drain(): Promise<void>
  /** Seconds the oldest row waits, in the outboxes (`outbox`) and before each reactor. */
  lag(): Promise<Record<string, number>>
  /** Ends the work of this process; what is not finished within so many milliseconds (5,000) is left to the next. */
  stop(patience?: number): Promise<void>
}

const POLL_MS = 500
/** What comes within this time of a round goes with the next one: 200 messages a second cost a round each without it. */
const GATHER_MS = 100
const ATTEMPTS = 5
const PATIENCE_MS = 5_000
const SCHEMA = 'pgboss'
/** A server that hangs would hold the work of this process for ever. In milliseconds, as `pg` takes them. */
const IMPATIENT = { connectionTimeoutMillis: 5_000, query_timeout: 60_000, keepAlive: true }
/** Where rows end that were tried for the last time. */
const DEAD_LETTERS = 'dead'
const DAY = 24 * 60 * 60

/**
 * Moves rows of the outboxes into a queue per reactor and works the queues off. Each row leaves its outbox in the transaction
 * that queues it for every reactor of its topic, so none is lost and none is queued twice. Rows of topics that nobody here
 * knows stay: a newer version may run beside this one.
 *
 * @param url of the database, for the queues' own few connections.
 */
export async function startRelay(app: App, url: string, reactors: readonly Reactor[]): Promise<Relay> {
  const boss = await openQueues(app, url, reactors)
  const running = new Map(reactors.map((reactor) => [reactor, runReactor(app, boss, reactor)]))
  const mover = runMover(app, boss, running)
  const byName = new Map([...running].map(([{ name }, each]) => [name, each]))
  const stopWatching = watchDue(boss, app.log, SCHEMA, byName)
  return {
    async drain() {
      let before: number
      do {
        before = progress(mover, running)
        await mover.idle()
        await Promise.all([...running.values()].map((each) => each.idle()))
      } while (progress(mover, running) !== before)
    },
    lag: () => readLag(app, boss, reactors),
    async stop(patience = PATIENCE_MS) {
      await Promise.all([mover.stop(), stopWatching()])
      await Promise.all([...running.values()].map((each) => each.stop(patience)))
      await boss.stop({ timeout: 1_000 }).catch((err) => app.log.warn({ err }, 'the queues did not close'))
      // Its connections may still be closing, and what they say then, of a database that stops as well say, is nobody's trouble.
      boss.removeAllListeners('error').on('error', () => {})
    },
  }
}

/** Of several that make the queues at the same moment one does, and the others find them made. */
async function openQueues(app: App, url: string, reactors: readonly Reactor[]): Promise<PgBoss> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await openOnce(app, url, reactors)
    } catch (error) {
      if (attempt === ATTEMPTS || !(isUniqueViolation(error) || isLostRace(error))) throw error
    }
  }
}

async function openOnce(app: App, url: string, reactors: readonly Reactor[]): Promise<PgBoss> {
  const boss = new PgBoss({
    connectionString: url,
    application_name: 'naniwa-jobs',
    // What a crash takes back of the queues' own writing is that a row was taken or is done: it is handled again.
    options: `-c synchronous_commit=off ${SILENT_TRANSACTION}`,
    max: 3,
    ...IMPATIENT,
    schema: SCHEMA,
    schedule: false,
    registerInstance: false,
    monitorVacuum: false,
    superviseIntervalSeconds: 10,
    monitorIntervalSeconds: 30,
  })
  // Heard by nobody, an error would end the process.
  boss.on('error', (err) => app.log.error({ err }, 'the queues have trouble'))
  boss.on('warning', (warning) => app.log.warn({ warning }, 'the queues warn'))
  try {
    await boss.start()
    await boss.createQueue(DEAD_LETTERS, { retentionSeconds: 365 * DAY })
    for (const reactor of reactors) await createQueue(boss, reactor)
    return boss
  } catch (error) {
    await boss.stop({ graceful: false }).catch(() => {})
    throw error
  }
}

async function createQueue(boss: PgBoss, { name, seconds = 60, retry = PATIENCE }: Reactor): Promise<void> {
  const options = {
    retryLimit: retry.limit,
    retryDelay: retry.delay,
    ...(retry.delay > 0 && { retryBackoff: true, retryDelayMax: 30 * 60 }),
    expireInSeconds: seconds,
    heartbeatSeconds: HEARTBEAT_SECONDS,
    retentionSeconds: 365 * DAY,
    deadLetter: DEAD_LETTERS,
  }
  // Of the rows with one key only one is in hand at a time, in all processes together.
  await boss.createQueue(name, { ...options, policy: 'singleton' })
  await boss.updateQueue(name, options)
}

interface Mover {
  /** Resolves when the outboxes were found empty. */
  idle(): Promise<void>
  moved(): number
  stop(): Promise<void>
}

function runMover(app: App, boss: PgBoss, running: ReadonlyMap<Reactor, Running>): Mover {
  const bell = createBell()
  const oneByOne = takeTurns('relay', { atOnce: 1, waiting: Number.POSITIVE_INFINITY })
  const topics = [...new Set([...running.keys()].map(({ topic }) => topic))]
  const rounds = sources.map((source) => roundOf(app, source, boss, running, topics))
  const stopping = new AbortController()
  let moved = 0

  function pass(): Promise<number> {
    return oneByOne(async () => {
      let count = 0
      for (const round of rounds) count += await round()
      moved += count
      return count
    })
  }

  async function run(): Promise<void> {
    const { signal } = stopping
    let failing = false
    while (!signal.aborted) {
      const count = await pass().catch((err) => {
        if (!failing) app.log.error({ err }, 'the outboxes cannot be moved')
        return undefined
      })
      failing = count === undefined
      if (!count) await sleep()
      // There may be more of them than one round takes.
      else if (count < OWNERS) await pause(GATHER_MS, undefined, { signal }).catch(() => {})
    }
  }

  /** Until somebody announces something, or there is a row whose change was not announced. */
  async function sleep(): Promise<void> {
    for (;;) if ((await bell.wait(POLL_MS)) || (await anyLeft(app.db, topics).catch(() => true))) return
  }

  // Whatever is announced may have left a row.
  const silence = app.bus.listen((notice) => {
    if (notice.kind === 'event') bell.ring()
  })
  const ended = run()
  return {
    async idle() {
      while ((await pass()) > 0);
    },
    moved: () => moved,
    async stop() {
      stopping.abort()
      silence()
      bell.ring()
      await ended
    },
  }
}

/** Moves a batch of one outbox and answers how many rows it found; 0 only when there are none. */
function roundOf(
  app: App,
  source: Source,
  boss: PgBoss,
  running: ReadonlyMap<Reactor, Running>,
  topics: readonly string[],
): () => Promise<number> {
  const START = -1
  let after = START
  return async () => {
    let candidates = await readCandidates(app.db, source, topics, after)
    if (candidates.length === 0 && after !== START) {
      after = START
      candidates = await readCandidates(app.db, source, topics, after)
    }
    if (candidates.length === 0) return 0
    await move(app, source, boss, running, candidates)
    const owners = new Set(candidates.map(({ owner }) => owner))
    after = owners.size < OWNERS ? START : Math.max(...owners)
    return candidates.length
  }
}

async function move(
  app: App,
  source: Source,
  boss: PgBoss,
  running: ReadonlyMap<Reactor, Running>,
  candidates: Awaited<ReturnType<typeof readCandidates>>,
): Promise<void> {
  const woken = await transact(app, async (tx) => {
    const rows = await claim(tx, source, candidates)
    const filled: Running[] = []
    for (const [reactor, each] of running) {
      const jobs = (await wantedBy(reactor, rows, { app, db: tx })).map((row) => jobOf(row, reactor))
      if (jobs.length === 0) continue
      await boss.insert(reactor.name, jobs, { db: fromKysely(tx) })
      filled.push(each)
    }
    return filled
  })
  for (const each of woken) each.wake()
}

function jobOf({ topic: _, organizationId, ...data }: Claimed, { after }: Reactor): JobInsert<OutboxRow> {
  const owner = data.roomId === undefined ? `account:${data.accountId}` : `room:${data.roomId}`
  return {
    data,
    singletonKey: `${owner}:${data.id}`,
    ...(after && { startAfter: after }),
    ...(organizationId !== null && { group: { id: String(organizationId) } }),
  }
}

function progress(mover: Mover, running: ReadonlyMap<Reactor, Running>): number {
  return [...running.values()].reduce((sum, each) => sum + each.steps(), mover.moved())
}

async function readLag(app: App, boss: PgBoss, reactors: readonly Reactor[]): Promise<Record<string, number>> {
  const now = app.clock.now().getTime()
  const dates = await Promise.all(sources.map((source) => oldest(app.db, source)))
  const outbox = Math.max(0, ...dates.map((date) => (date ? (now - date.getTime()) / 1_000 : 0)))
  const { rows } = await boss.getDb().executeSql(
    `select name, extract(epoch from now() - min(created_on))::float8 as seconds from ${SCHEMA}.job
     where name = any($1) and state < 'completed' group by name`,
    [reactors.map(({ name }) => name)],
  )
  const waiting = new Map((rows as { name: string; seconds: number }[]).map((row) => [row.name, row.seconds]))
  const behind = reactors.map(({ name, after = 0 }) => [name, Math.max(0, (waiting.get(name) ?? 0) - after)])
  return { outbox, ...Object.fromEntries(behind) }
}
