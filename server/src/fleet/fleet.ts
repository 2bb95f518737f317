import { prepareDataDirectory } from '../lib/data-directory.ts'
import type { Ceph } from './ceph.ts'
import { type Address, programsOf } from './engines.ts'
import { endLeftovers } from './leftover.ts'
import { type Mending, openMending } from './mending.ts'
import { openPair, type Pair } from './pair.ts'
import type { Part } from './part.ts'
import { type FleetOptions, type Parts, partsOf, planOf, serversOf, setUpBucket } from './plan.ts'
import type { Server } from './postgres.ts'

/** Several processes over real engines, each brought back when it ends unasked, as a service manager does. */
export interface Fleet {
  readonly url: string
  /** By name: web-1 …, worker-1 …, redis, pgbouncer, haproxy; with Ceph ceph-mon, ceph-osd and rgw. */
  readonly parts: ReadonlyMap<string, Part>
  readonly primary: Server
  readonly replica: Server
  /** The URL under which the primary is reached through PgBouncer, for sessions. */
  readonly databaseUrl: string
  readonly redisUrl: string
  /** What the processes are told of the bucket that files go to; nothing without Ceph. */
  readonly bucket: Readonly<Record<string, string>>
  /** Where each process of Naniwa answers with its metrics. */
  readonly metrics: readonly (Address & { readonly name: string })[]
  /** Resolves when every part runs, and the replica has what the primary has. */
  whole(): Promise<void>
  stop(): Promise<void>
}

export async function startFleet(options: FleetOptions): Promise<Fleet> {
  const { directory, report } = options
  prepareDataDirectory(directory)
  await endLeftovers(directory, [process.execPath, ...programsOf(options.engines)])
  const plan = await planOf(options)
  const parts = partsOf(options, plan)
  const mending = openMending(report)
  const pair = openPair({ servers: serversOf(options, plan), pooler: parts.pooler, mending, directory, report })
  const all = { parts, pair, mending }
  try {
    await start(all, () => setUpBucket(options, plan))
  } catch (error) {
    await stop(all)
    throw error
  }
  return {
    url: plan.url,
    parts: new Map(partsIn(parts).map((part) => [part.name, part])),
    get primary() {
      return pair.primary
    },
    get replica() {
      return pair.replica
    },
    databaseUrl: plan.databaseUrl('naniwa_direct'),
    redisUrl: plan.redisUrl,
    bucket: plan.bucket,
    metrics: [...plan.webs, ...plan.workers].map(({ name, host, metrics }) => ({ name, host, port: metrics })),
    async whole() {
      await mending.done()
      await pair.level()
    },
    stop: () => stop(all),
  }
}

interface All {
  readonly parts: Parts
  readonly pair: Pair
  readonly mending: Mending
}

function partsIn({ programs, redis, pooler, haproxy, ceph }: Parts): Part[] {
  return [...programs, redis, pooler, haproxy, ...(ceph ? [ceph.gateway, ceph.store, ceph.monitor] : [])]
}

async function start({ parts, pair, mending }: All, setUp: () => Promise<void>): Promise<void> {
  await allEnded([startFiles(parts.ceph, setUp), startPrograms(parts, pair)])
  await parts.haproxy.start()
  for (const part of partsIn(parts)) part.onEnd(() => mending.begin(part.name, () => part.start()))
}

async function startFiles(ceph: Ceph | undefined, setUp: () => Promise<void>): Promise<void> {
  if (!ceph) return
  await ceph.start()
  await setUp()
}

async function startPrograms({ redis, pooler, programs }: Parts, pair: Pair): Promise<void> {
  await pair.start()
  await allEnded([redis.start(), pooler.start()])
  // The first one migrates.
  const [first, ...others] = programs
  await first?.start()
  await allEnded(others.map((part) => part.start()))
}

/** Throws what the first that failed threw, but not before all have ended: what still starts while the rest is stopped outlives the fleet. */
async function allEnded(works: readonly Promise<void>[]): Promise<void> {
  await Promise.allSettled(works)
  await Promise.all(works)
}

async function stop({ parts, pair, mending }: All): Promise<void> {
  await mending.stop()
  // People first are sent away, then what they use is stopped.
  await Promise.all(parts.programs.map((part) => part.stop()))
  const engines = [parts.haproxy, parts.redis, parts.pooler]
  await Promise.all([pair.stop(), parts.ceph?.stop(), ...engines.map((part) => part.stop())])
}
