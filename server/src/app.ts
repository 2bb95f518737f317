import { existsSync } from 'node:fs'
import type { Server } from 'node:http'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { createAdaptorServer } from '@hono/node-server'
import { type Logger, pino } from 'pino'
import { accountRoutes } from './accounts/routes.ts'
import { addressRoutes } from './addresses/routes.ts'
import { statisticsRoutes } from './analytics/routes.ts'
import type { Stores } from './blobs/blobs.ts'
import { diskBlobs } from './blobs/disk.ts'
import { layeredBlobs } from './blobs/layered.ts'
import { blobSecret } from './blobs/secret.ts'
import { bookmarkRoutes } from './bookmarks/routes.ts'
import { memoryBus } from './bus/memory.ts'
import { categoryRoutes } from './categories/routes.ts'
import type { Config } from './config.ts'
import { contactReactors } from './contacts/react.ts'
import { contactRoutes } from './contacts/routes.ts'
import type { App } from './context.ts'
import { openLanes } from './db/lane.ts'
import { type Database, openDatabase, openPool } from './db/pool.ts'
import { type Reading, readingFrom, replicaReading } from './db/replica.ts'
import { departureRoutes } from './departures/routes.ts'
import { bind } from './doors/bind.ts'
import { createDispatch } from './doors/dispatch.ts'
import { createHttpDoor } from './doors/http.ts'
import { createSocketDoor, SOCKET_PATH } from './doors/socket.ts'
import { draftRoutes } from './drafts/routes.ts'
import type { Reactor } from './events/react.ts'
import { leftFilesReactor } from './files/react.ts'
import { fileRoutes } from './files/routes.ts'
import { invitationRoutes } from './invitations/routes.ts'
import { noAccessLog, openAccessLog } from './lib/access-log.ts'
import { type Clock, systemClock } from './lib/clock.ts'
import { createHasher } from './lib/hasher.ts'
import { type Limits, memoryLimits, noLimits } from './lib/limits.ts'
import { createMetrics } from './lib/metrics.ts'
import { linkRoutes } from './links/routes.ts'
import { printedMail } from './mail/printed.ts'
import { mailReactor, unreadReactors } from './mail/react.ts'
import { memberRoutes } from './members/routes.ts'
import { organizationRoomsReactor, profileReactor } from './members/spread.ts'
import { standingReactor } from './members/standing.ts'
import { messageRoutes } from './messages/routes.ts'
import { lazyProvider } from './oauth/lazy.ts'
import { oauthRoutes } from './oauth/routes.ts'
import { organizationReactor } from './organizations/react.ts'
import { organizationRoutes } from './organizations/routes.ts'
import { passwordRoutes } from './passwords/routes.ts'
import { previewReactor } from './previews/react.ts'
import { pushReactors } from './push/react.ts'
import { pushRoutes } from './push/routes.ts'
import { renditionReactor } from './renditions/react.ts'
import { roomRoutes } from './rooms/routes.ts'
import { searchReactor } from './search/react.ts'
import { searchRoutes } from './search/routes.ts'
import { rememberSessions } from './sessions/remember.ts'
import { sessionRoutes } from './sessions/routes.ts'
import { syncRoutes } from './sync/routes.ts'
import { leftTasksReactor, zoneTasksReactor } from './tasks/react.ts'
import { taskRoutes } from './tasks/routes.ts'
import { tokenRoutes } from './tokens/routes.ts'
import { uploadRoutes } from './uploads/routes.ts'
import { version } from './version.ts'
import { webhookReactors } from './webhooks/react.ts'
import { webhookRoutes } from './webhooks/routes.ts'

/** Every endpoint of the contract and what fulfils it. */
export const routes = [
  ...organizationRoutes,
  ...invitationRoutes,
  ...sessionRoutes,
  ...passwordRoutes,
  ...addressRoutes,
  ...accountRoutes,
  ...tokenRoutes,
  ...roomRoutes,
  ...memberRoutes,
  ...categoryRoutes,
  ...contactRoutes,
  ...linkRoutes,
  ...messageRoutes,
  ...bookmarkRoutes,
  ...draftRoutes,
  ...fileRoutes,
  ...uploadRoutes,
  ...taskRoutes,
  ...searchRoutes,
  ...syncRoutes,
  ...pushRoutes,
  ...webhookRoutes,
  ...oauthRoutes,
  ...statisticsRoutes,
  ...departureRoutes,
]

/** What follows from changes. */
export const reactors: readonly Reactor[] = [
  mailReactor,
  ...unreadReactors,
  organizationReactor,
  organizationRoomsReactor,
  profileReactor,
  standingReactor,
  leftTasksReactor,
  leftFilesReactor,
  zoneTasksReactor,
  ...contactReactors,
  searchReactor,
  previewReactor(),
  renditionReactor(),
  ...pushReactors(),
  ...webhookReactors(),
]

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

export interface Listening {
  /** Where it answers: the address it is bound to. */
  readonly url: string
  readonly port: number
  /** How many are open. */
  sockets(): number
  /** Sends every socket a heartbeat now. */
  beat(): Promise<void>
  /** Finishes what is under way, sends sockets away with a time to come back, and stops listening. */
  drain(): Promise<void>
}

/** Longest that sending a request may take; Node's own five minutes are 56 KB/s. */
const PART_PATIENCE_MS = 60 * 60 * 1_000

/** Opens the doors. Throws `Fatal` when the port is taken or may not be used. */
export async function listen(app: App): Promise<Listening> {
  const dispatch = createDispatch(app, routes)
  const state = { draining: false }
  const authenticate = rememberSessions(app)
  const sockets = createSocketDoor(app, dispatch, authenticate)
  const server = createAdaptorServer({ fetch: createHttpDoor(app, dispatch, authenticate, state).fetch }) as Server
  // A part of 16 MiB over a slow phone takes its time; a silent one is cut off by its door.
  server.requestTimeout = PART_PATIENCE_MS
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy())
    if (request.url?.split('?')[0] !== SOCKET_PATH)
      return socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n')
    sockets.upgrade(request, socket, head).catch((err) => {
      app.log.error({ err }, 'an upgrade failed')
      socket.destroy()
    })
  })
  const { host, port } = app.config
  const bound = await bind(server, host, port, 'PORT')
  return {
    url: app.config.port === bound ? app.config.url : `http://${host}:${bound}`,
    port: bound,
    sockets: () => sockets.size,
    beat: sockets.beat,
    async drain() {
      state.draining = true
      await sockets.drain()
      await app.lanes.drain()
      authenticate.close()
      await new Promise((resolve) => {
        server.close(resolve)
        server.closeIdleConnections()
        setTimeout(() => server.closeAllConnections(), 5_000).unref()
      })
    },
  }
}
