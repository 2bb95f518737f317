import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { findBinaries } from '../db/binaries.ts'
import { SUPERUSER } from '../db/cluster.ts'
import { freePort } from '../lib/free-port.ts'
import { isRoot, systemUser } from '../lib/system-user.ts'
import { type Address, type Engines, haproxyPart, type Pooler, pgbouncerPart, redisPart } from './engines.ts'
import { isWell, type Part, programPart } from './part.ts'
import { postgresPart, type Server } from './postgres.ts'

export interface FleetOptions {
  readonly engines: Engines
  /** Everything that is kept; made if it does not exist. Starting again goes on with it. */
  readonly directory: string
  /** Where people find it: the port of HAProxy. */
  readonly port: number
  readonly webs: number
  readonly workers: number
  /** More for the environment of every process of Naniwa. */
  readonly env?: Readonly<Record<string, string>>
  /** The `main.ts` that a process of Naniwa runs, if it is not this one's: for two versions side by side. */
  readonly mainOf?: (name: string) => string | undefined
  /** Where parts may be cut off from each other; without it all are on this machine's loopback. */
  readonly network?: Network
  readonly report: (message: string) => void
}

/** Addresses inside this machine, each with a cable that can be pulled. */
export interface Network {
  /** Of the part that is called so. */
  host(name: string): string
  /** What to put before a command so that it runs there. */
  inside(name: string): readonly string[]
}

/** A process of Naniwa. */
export interface Place extends Address {
  readonly name: string
  /** The port of its metrics. */
  readonly metrics: number
}

/** Who is where. */
export interface Plan {
  readonly url: string
  readonly password: string
  readonly redis: Address
  readonly pgbouncer: Address
  readonly webs: readonly Place[]
  readonly workers: readonly Place[]
  readonly redisUrl: string
  /** By the name that PgBouncer knows it under. */
  databaseUrl(name: string): string
}

export interface Parts {
  readonly redis: Part
  readonly pooler: Pooler
  readonly programs: readonly Part[]
  readonly haproxy: Part
}

const MAIN = join(import.meta.dirname, '../main.ts')
const LOOPBACK = '127.0.0.1'

export async function planOf({ directory, port, webs, workers, network }: FleetOptions): Promise<Plan> {
  const address = async (name: string): Promise<Address> => ({
    host: network?.host(name) ?? LOOPBACK,
    port: await freePort(),
  })
  const places = (kind: string, count: number) =>
    Promise.all(
      Array.from({ length: count }, async (_, index) => {
        const name = `${kind}-${index + 1}`
        return { name, ...(await address(name)), metrics: await freePort() }
      }),
    )
  const password = keptPassword(directory)
  const [redis, pgbouncer] = [await address('redis'), await address('pgbouncer')]
  return {
    url: `http://${LOOPBACK}:${port}`,
    password,
    redis,
    pgbouncer,
    webs: await places('web', webs),
    workers: await places('worker', workers),
    redisUrl: `redis://${redis.host}:${redis.port}`,
    databaseUrl: (name) => `postgres://${SUPERUSER}:${password}@${pgbouncer.host}:${pgbouncer.port}/${name}`,
  }
}

function keptPassword(directory: string): string {
  const path = join(directory, 'password')
  if (!existsSync(path)) writeFileSync(path, randomBytes(18).toString('base64url'), { mode: 0o600 })
  return readFileSync(path, 'utf8')
}

/** The primary first: the one that was it last. */
export function serversOf(directory: string, { password }: Plan): [Server, Server] {
  const user = isRoot() ? systemUser('postgres') : undefined
  const binaries = findBinaries(directory, user)
  const [a, b] = ['postgres-a', 'postgres-b'].map((name) =>
    postgresPart(name, { binaries, directory: join(directory, name), user, password }),
  ) as [Server, Server]
  return readPrimary(directory) === b.name ? [b, a] : [a, b]
}

export function notePrimary(directory: string, { name }: Server): void {
  writeFileSync(join(directory, 'primary'), name)
}

function readPrimary(directory: string): string | undefined {
  const path = join(directory, 'primary')
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined
}

export function partsOf(options: FleetOptions, plan: Plan): Parts {
  const { engines, directory, port, network } = options
  const user = isRoot() ? systemUser('postgres') : undefined
  const pool = { directory: join(directory, 'pgbouncer'), user, password: plan.password }
  mkdirSync(pool.directory, { recursive: true, mode: 0o755 })
  return {
    redis: redisPart(engines.redis, plan.redis, join(directory, 'redis.log'), network?.inside('redis')),
    pooler: pgbouncerPart(engines.pgbouncer, plan.pgbouncer, pool, network?.inside('pgbouncer')),
    programs: [...plan.webs, ...plan.workers].map((place) => naniwa(options, plan, place)),
    haproxy: haproxyPart(engines.haproxy, { host: LOOPBACK, port }, plan.webs, directory),
  }
}

/** A process of Naniwa itself; its kind is the first half of its name. */
function naniwa(options: FleetOptions, plan: Plan, { name, host, port, metrics }: Place): Part {
  const { directory, network, env, mainOf } = options
  const program = [process.execPath, '--disable-warning=ExperimentalWarning', mainOf?.(name) ?? MAIN]
  return programPart({
    name,
    inside: network?.inside(name),
    command: [...program, 'serve', `--roles=${name.split('-')[0]}`],
    env: {
      NANIWA_DATA: directory,
      NANIWA_URL: plan.url,
      NANIWA_TRUST_PROXY: '1',
      DATABASE_URL: plan.databaseUrl('naniwa'),
      DATABASE_DIRECT_URL: plan.databaseUrl('naniwa_direct'),
      DATABASE_REPLICA_URL: plan.databaseUrl('naniwa_replica'),
      REDIS_URL: plan.redisUrl,
      ...env,
      HOST: host,
      PORT: `${port}`,
      NANIWA_METRICS_PORT: `${metrics}`,
    },
    log: join(directory, `${name}.log`),
    answers: () => isWell(`http://${host}:${metrics}/readyz`),
  })
}
