import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { type Logger, pino } from 'pino'
import type { Stores } from './blobs/blobs.ts'
import { diskBlobs } from './blobs/disk.ts'
import { layeredBlobs } from './blobs/layered.ts'
import { blobSecret } from './blobs/secret.ts'
import { memoryBus } from './bus/memory.ts'
import type { Config } from './config.ts'
import type { App } from './context.ts'
import { openLanes } from './db/lane.ts'
import { type Database, openDatabase, openPool } from './db/pool.ts'
import { type Reading, readingFrom, replicaReading } from './db/replica.ts'
import { noAccessLog, openAccessLog } from './lib/access-log.ts'
import { type Clock, systemClock } from './lib/clock.ts'
import { createHasher } from './lib/hasher.ts'
import { type Limits, memoryLimits, noLimits } from './lib/limits.ts'
import { createMetrics } from './lib/metrics.ts'
import { printedMail } from './mail/printed.ts'
import { lazyProvider } from './oauth/lazy.ts'
import { version } from './version.ts'

/**
 * What stands for an engine of its own is loaded where that engine is there: together they would make every start and every command
 * a tenth longer.
 */
const require = createRequire(import.meta.url)
const adapters = {
  s3: () => require('./blobs/s3.ts') as typeof import('./blobs/s3.ts'),
  redisBus: () => require('./bus/redis.ts') as typeof import('./bus/redis.ts'),
  redisLimits: () => require('./lib/redis-limits.ts') as typeof import('./lib/redis-limits.ts'),
  smtp: () => require('./mail/smtp.ts') as typeof import('./mail/smtp.ts'),
}

export interface Choices {
  /** Where the search index is kept, if not in the database itself. */
  readonly index?: Database
  readonly clock?: Clock
  readonly log?: Logger
}

/** The disk and the bucket, where there are both: the second has what was not moved yet. */
function openStores(config: Config, db: Database, clock: Clock): Stores {
  const directory = join(config.dataDirectory, 'blobs')
  const disk = diskBlobs({ directory, secret: blobSecret(db), clock })
  if (!config.bucket) return { first: disk, other: null }
  const bucket = adapters.s3().s3Blobs({ bucket: config.bucket, clock })
  if (config.blobs === 'disk') return { first: disk, other: bucket }
  return { first: bucket, other: existsSync(directory) ? disk : null }
}

/** Puts the product together. The one place that chooses between adapters. */
export function createApp(config: Config, db: Database, choices: Choices = {}): App {
  const clock = choices.clock ?? systemClock
  const log = choices.log ?? pino({ level: config.logLevel })
  const stores = openStores(config, db, clock)
  return {
    version,
    config,
    db,
    index: choices.index ?? db,
    reading: readingOf(config, db),
    clock,
    log,
    bus: config.redisUrl ? adapters.redisBus().redisBus({ url: config.redisUrl, log }) : memoryBus(),
    stores,
    blobs: stores.other ? layeredBlobs(stores.first, stores.other) : stores.first,
    lanes: openLanes(),
    hasher: createHasher(),
    metrics: createMetrics(),
    access: config.accessDays > 0 ? openAccessLog(join(config.dataDirectory, 'access'), clock, log) : noAccessLog,
    limits: config.rateLimits === 'on' ? limitsOf(config, clock) : noLimits,
    oauth: lazyProvider(db, config),
    mail: config.smtpUrl
      ? adapters.smtp().smtpMail(config.smtpUrl, config.mailFrom)
      : printedMail((block) => console.log(block)),
  }
}

function readingOf({ databaseReplicaUrl, databaseDirectUrl }: Config, db: Database): Reading {
  if (!databaseReplicaUrl) return readingFrom(db)
  const to = databaseDirectUrl ? 'pooler' : 'server'
  return replicaReading(db, openDatabase(openPool(databaseReplicaUrl, { to })))
}

function limitsOf({ redisUrl }: Config, clock: Clock): Limits {
  const own = memoryLimits(clock)
  return redisUrl ? adapters.redisLimits().redisLimits(redisUrl, own) : own
}
