import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { findBinaries } from '../db/binaries.ts'
import { SUPERUSER } from '../db/cluster.ts'
import { freePort } from '../lib/free-port.ts'
import { isRoot, systemUser } from '../lib/system-user.ts'
import { writeWhole } from '../lib/write-whole.ts'
import { type Ceph, type CephPrograms, GATEWAY, openCeph } from './ceph.ts'
import { type Address, type Engines, haproxyPart, type Pooler, pgbouncerPart, redisPart } from './engines.ts'
import { isWell, LOOPBACK, type Network, type Part, programPart } from './part.ts'
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
  readonly ceph: Ceph | undefined
  /** What processes are told of the bucket that files go to. */
  readonly bucket: Readonly<Record<string, string>>
  /** By the name that PgBouncer knows it under. */
  databaseUrl(name: string): string
}

export interface Parts {
  readonly redis: Part
  readonly pooler: Pooler
  readonly programs: readonly Part[]
  readonly haproxy: Part
  readonly ceph: Ceph | undefined
}

const MAIN = join(import.meta.dirname, '../main.ts')
const FLAGS = ['--disable-warning=ExperimentalWarning']
const { NODE_COMPILE_CACHE } = process.env
/** Where the code is kept that was compiled before: it halves the processor time of a start. */
const COMPILED: Readonly<Record<string, string>> = NODE_COMPILE_CACHE ? { NODE_COMPILE_CACHE } : {}

export async function planOf(options: FleetOptions): Promise<Plan> {
  const { directory, port, webs, workers, network } = options
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
  const ceph = options.engines.ceph && (await cephOf(options, options.engines.ceph, await address(GATEWAY)))
  return {
    url: `http://${LOOPBACK}:${port}`,
    password,
    redis,
    pgbouncer,
    webs: await places('web', webs),
    workers: await places('worker', workers),
    redisUrl: `redis://${redis.host}:${redis.port}`,
    ceph,
    bucket: ceph ? bucketOf(ceph) : {},
    databaseUrl: (name) => `postgres://${SUPERUSER}:${password}@${pgbouncer.host}:${pgbouncer.port}/${name}`,
  }
}

function cephOf({ directory, network }: FleetOptions, programs: CephPrograms, gateway: Address): Promise<Ceph> {
  return openCeph({ programs, directory: join(directory, 'ceph'), gateway, network, objects: 'disk' })
}

function bucketOf({ endpoint, accessKeyId, secretAccessKey }: Ceph): Record<string, string> {
  return {
    S3_BUCKET: 'naniwa',
    S3_REGION: 'us-east-1',
    S3_ENDPOINT: endpoint,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
  }
}

function keptPassword(directory: string): string {
  const path = join(directory, 'password')
  if (!existsSync(path)) writeWhole(path, randomBytes(18).toString('base64url'))
  return readFileSync(path, 'utf8')
}

/** The primary first: the one that was it last. */
export function serversOf({ directory, network }: FleetOptions, { password }: Plan): [Server, Server] {
  const user = isRoot() ? systemUser('postgres') : undefined
  const binaries = findBinaries(directory, user)
  const [a, b] = ['postgres-a', 'postgres-b'].map((name) =>
    postgresPart(name, {
      binaries,
      directory: join(directory, name),
      user,
      password,
      ...(network && { network: { host: network.host(name), inside: network.inside(name) } }),
    }),
  ) as [Server, Server]
  return readPrimary(directory) === b.name ? [b, a] : [a, b]
}

export function notePrimary(directory: string, { name }: Server): void {
  writeWhole(join(directory, 'primary'), name)
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
    ceph: plan.ceph,
  }
}

/** Makes the bucket, and lets browsers that come from the fleet's address use it. */
export async function setUpBucket({ env }: FleetOptions, { url, bucket }: Plan): Promise<void> {
  const { PATH = '', HOME = '' } = process.env
  await promisify(execFile)(process.execPath, [...FLAGS, MAIN, 'blobs', 'setup'], {
    env: { PATH, HOME, ...COMPILED, NANIWA_URL: url, ...env, ...bucket },
  })
}

/** A process of Naniwa itself; its kind is the first half of its name. */
function naniwa(options: FleetOptions, plan: Plan, { name, host, port, metrics }: Place): Part {
  const { directory, network, env, mainOf } = options
  const main = mainOf?.(name) ?? MAIN
  return programPart({
    name,
    inside: network?.inside(name),
    command: [process.execPath, ...FLAGS, main, 'serve', `--roles=${name.split('-')[0]}`],
    env: {
      ...(main === MAIN && COMPILED),
      NANIWA_DATA: directory,
      NANIWA_URL: plan.url,
      NANIWA_TRUST_PROXY: '1',
      DATABASE_URL: plan.databaseUrl('naniwa'),
      DATABASE_DIRECT_URL: plan.databaseUrl('naniwa_direct'),
      DATABASE_REPLICA_URL: plan.databaseUrl('naniwa_replica'),
      REDIS_URL: plan.redisUrl,
      ...env,
      ...plan.bucket,
      HOST: host,
      PORT: `${port}`,
      NANIWA_METRICS_PORT: `${metrics}`,
    },
    log: join(directory, `${name}.log`),
    answers: () => isWell(`http://${host}:${metrics}/readyz`),
  })
}
