import type { Pooler } from './engines.ts'
import type { Mending } from './mending.ts'
import { notePrimary } from './plan.ts'
import { becomesSynchronous, createDatabase, replicateSynchronously, type Server } from './postgres.ts'

/** A primary and its replica, which takes over when the primary ends. */
export interface Pair {
  readonly primary: Server
  readonly replica: Server
  /** Resolves when every commit waits for both. */
  start(): Promise<void>
  /** Resolves when the replica receives what is committed. */
  level(): Promise<void>
  stop(): Promise<void>
}

export interface PairOptions {
  /** The primary first. */
  readonly servers: readonly [Server, Server]
  readonly pooler: Pooler
  readonly mending: Mending
  /** Where it is noted who the primary is. */
  readonly directory: string
  readonly report: (message: string) => void
}

export function openPair({ servers, pooler, mending, directory, report }: PairOptions): Pair {
  let [primary, replica] = servers
  primary.create()
  pooler.point(primary, primary)

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
      if (server === primary) mending.begin(`${server.name}, the primary,`, () => failOver(server))
      else mending.begin(server.name, () => server.start())
    })
  }

  return {
    get primary() {
      return primary
    },
    get replica() {
      return replica
    },
    async start() {
      await primary.start()
      await createDatabase(primary, 'naniwa')
      await replicateSynchronously(primary)
      await follow()
      for (const server of servers) watch(server)
    },
    level: () => becomesSynchronous(primary),
    async stop() {
      for (const server of [replica, primary]) await server.stop()
    },
  }
}
