import { setTimeout as pause } from 'node:timers/promises'
import { prepareDataDirectory } from '../lib/data-directory.ts'
import type { Address } from './engines.ts'
import type { Part } from './part.ts'
import { type FleetOptions, notePrimary, partsOf, planOf, serversOf } from './plan.ts'
import { becomesSynchronous, createDatabase, replicateSynchronously, type Server } from './postgres.ts'

/** Several processes over real engines, each brought back when it ends unasked, as a service manager does. */
export interface Fleet {
  readonly url: string
  /** By name: web-1 …, worker-1 …, redis, pgbouncer, haproxy. */
  readonly parts: ReadonlyMap<string, Part>
  readonly primary: Server
  readonly replica: Server
  /** The URL under which the primary is reached through PgBouncer, for sessions. */
  readonly databaseUrl: string
  readonly redisUrl: string
  /** Where each process of Naniwa answers with its metrics. */
  readonly metrics: readonly (Address & { readonly name: string })[]
  /** Resolves when every part runs, and the replica has what the primary has. */
  whole(): Promise<void>
  stop(): Promise<void>
}

/** Before what ended is started again. */
const PAUSE_MS = 300

export async function startFleet(options: FleetOptions): Promise<Fleet> {
  const { directory, report } = options
  prepareDataDirectory(directory)
  const plan = await planOf(options)
  const { pooler, programs, haproxy, redis } = partsOf(options, plan)
  let [primary, replica] = serversOf(directory, plan)
  let stopping = false
  /** What is being brought back. */
  const mending = new Set<Promise<void>>()

  function mend(what: string, work: () => Promise<void>): void {
    if (stopping) return
    report(`${what} ended; it is brought back.`)
    const done = again(work).finally(() => mending.delete(done))
    mending.add(done)
  }

  async function again(work: () => Promise<void>): Promise<void> {
    while (!stopping) {
      await pause(PAUSE_MS)
      try {
        return await work()
      } catch (error) {
        if (!stopping) report(`${(error as Error).message}`)
      }
    }
  }

  /** The replica takes over; what was the primary is made sure to be dead, and follows it. */
  async function failOver(failed: Server): Promise<void> {
    if (primary === failed) {
      await failed.kill()
      await replica.promote()
      ;[primary, replica] = [replica, failed]
      notePrimary(directory, primary)
      pooler.point(primary, primary)
      report(`${primary.name} is the primary now.`)
    }
    await follow()
  }

  async function follow(): Promise<void> {
    await replica.copy(primary)
    await replica.start()
    await becomesSynchronous(primary)
    pooler.point(primary, replica)
  }

  function watch(server: Server): void {
    server.onEnd(() => {
      if (server === primary) mend(`${server.name}, the primary,`, () => failOver(server))
      else mend(server.name, () => server.start())
    })
  }

  async function start(): Promise<void> {
    await primary.start()
    await createDatabase(primary, 'naniwa')
    await replicateSynchronously(primary)
    await follow()
    for (const server of [primary, replica]) watch(server)
    const engines = [redis, pooler]
    await Promise.all(engines.map((part) => part.start()))
    // The first one migrates.
    const [first, ...others] = programs
    await first?.start()
    await Promise.all(others.map((part) => part.start()))
    await haproxy.start()
    for (const part of [...engines, ...programs, haproxy]) part.onEnd(() => mend(part.name, () => part.start()))
  }

  async function stop(): Promise<void> {
    stopping = true
    await Promise.all(mending)
    // People first are sent away, then what they use is stopped.
    await Promise.all(programs.map((part) => part.stop()))
    await Promise.all([haproxy, redis, pooler].map((part) => part.stop()))
    for (const server of [replica, primary]) await server.stop()
  }

  try {
    primary.create()
    pooler.point(primary, primary)
    await start()
  } catch (error) {
    await stop()
    throw error
  }
  return {
    url: plan.url,
    parts: new Map([...programs, redis, pooler, haproxy].map((part) => [part.name, part])),
    get primary() {
      return primary
    },
    get replica() {
      return replica
    },
    databaseUrl: plan.databaseUrl('naniwa_direct'),
    redisUrl: plan.redisUrl,
    metrics: [...plan.webs, ...plan.workers].map(({ name, host, metrics }) => ({ name, host, port: metrics })),
    async whole() {
      while (mending.size > 0) await Promise.all(mending)
      await becomesSynchronous(primary)
    },
    stop,
  }
}
