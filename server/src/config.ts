import { isIP } from 'node:net'
import { join, resolve } from 'node:path'
import { Fatal } from './lib/fatal.ts'

export type LogLevel = (typeof LOG_LEVELS)[number]

/** Everything the environment decides, checked once at the start. */
export type Config = Readonly<{
  /** HOST: the address to listen on; 127.0.0.1 unless told otherwise. */
  host: string
  /** PORT: 8080 unless told otherwise; 0 takes any free port. */
  port: number
  /** NANIWA_ROLES, or `serve --roles`: what this process is for. `web` answers people, `worker` does what follows from changes. */
  roles: readonly Role[]
  /** NANIWA_DATA: the directory of everything that must be kept, as an absolute path. */
  dataDirectory: string
  /** DATABASE_URL: an existing PostgreSQL 15 or newer; without it the embedded one in the data directory is used. */
  databaseUrl: string | undefined
  /** SEARCH_DATABASE_URL: another PostgreSQL for the search index, which can be made anew at any time; else it is with the rest. */
  searchDatabaseUrl: string | undefined
  /**
   * DATABASE_DIRECT_URL: the same database without PgBouncer in transaction mode, where DATABASE_URL leads through one: for migrations
   * and the queues of workers.
   */
  databaseDirectUrl: string | undefined
  /** DATABASE_REPLICA_URL: a streaming replica of it, for long readings; through PgBouncer if DATABASE_URL is. */
  databaseReplicaUrl: string | undefined
  /** REDIS_URL: Redis or Valkey 7 or newer, over which several processes on one database hear of each other; else there is one. */
  redisUrl: string | undefined
  /** NANIWA_URL: what people type into the browser, without a slash at the end. */
  url: string
  /** NANIWA_RATE_LIMITS: off is for load tests, and only on a loopback HOST. */
  rateLimits: 'on' | 'off'
  /** NANIWA_API_CALLS: what one account may call of the public API in five minutes. */
  apiCalls: number
  /** NANIWA_API_POSTS: messages and tasks that one account may send to one room through it in ten seconds. */
  apiPosts: number
  /** SMTP_URL: without it mail is printed to the log. */
  smtpUrl: string | undefined
  /** MAIL_FROM: the sender of all mail. */
  mailFrom: string
  /** S3_BUCKET, S3_REGION, S3_ENDPOINT: a bucket for files; null without S3_BUCKET. The endpoint is of a store that is not Amazon's. */
  bucket: Readonly<{ name: string; region: string; endpoint: string | undefined }> | null
  /** NANIWA_BLOBS: where new files go; the bucket unless told otherwise, if there is one. */
  blobs: 'disk' | 's3'
  /** NANIWA_ARCHIVE_DAYS, NANIWA_ARCHIVE_CLASS: after how many days what people sent goes into which class of the bucket; null is never. */
  archive: Readonly<{ days: number; storageClass: ArchiveClass }> | null
  /** NANIWA_QUOTA_GB: what each organization may keep in files, in bytes; null is no limit. Its own quota goes before it. */
  quotaBytes: number | null
  /** CLAMD_SOCKET: where ClamAV's daemon listens; without it files are not scanned. */
  clamdSocket: string | undefined
  /** NANIWA_SCAN: whether a file that cannot be scanned is refused (`required`) or taken with a line in the log (`optional`). */
  scan: 'required' | 'optional'
  /** NANIWA_WEBHOOK_LOOPBACK: whether webhooks may go to this machine itself, also by http; for trying them out. */
  webhookLoopback: 'on' | 'off'
  /** NANIWA_PUSH: whether browsers are told of news through the push services of their makers. */
  push: 'on' | 'off'
  /** NANIWA_APP_REGISTRATION: whether programs may register themselves to ask people for their leave (RFC 7591). */
  appRegistration: 'on' | 'off'
  /** NANIWA_LOG_LEVEL. */
  logLevel: LogLevel
  /** NANIWA_ACCESS_DAYS: how long the access log is kept, which statistics are made of; 0 keeps none. */
  accessDays: number
  /** NANIWA_METRICS_PORT: where `GET /metrics` is answered; without it nowhere. */
  metricsPort: number | undefined
  /** NANIWA_TRUST_PROXY: how many proxies in front add to X-Forwarded-For; 0 believes none. */
  trustProxy: number
}>

export type Role = (typeof ROLES)[number]
export type ArchiveClass = (typeof ARCHIVE_CLASSES)[number]

export type Environment = Readonly<Record<string, string | undefined>>

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
const ROLES = ['web', 'worker'] as const
const ARCHIVE_CLASSES = ['GLACIER', 'DEEP_ARCHIVE', 'GLACIER_IR', 'STANDARD_IA', 'INTELLIGENT_TIERING'] as const
const KNOWN = [
  'NANIWA_ROLES',
  'NANIWA_ARCHIVE_CLASS',
  'NANIWA_ARCHIVE_DAYS',
  'NANIWA_BLOBS',
  'NANIWA_DATA',
  'NANIWA_URL',
  'NANIWA_RATE_LIMITS',
  'NANIWA_API_CALLS',
  'NANIWA_API_POSTS',
  'NANIWA_QUOTA_GB',
  'NANIWA_SCAN',
  'NANIWA_WEBHOOK_LOOPBACK',
  'NANIWA_PUSH',
  'NANIWA_APP_REGISTRATION',
  'NANIWA_LOG_LEVEL',
  'NANIWA_ACCESS_DAYS',
  'NANIWA_METRICS_PORT',
  'NANIWA_TRUST_PROXY',
]
const GIGABYTE = 2 ** 30
const CHECKOUT = resolve(import.meta.dirname, '../..')

/**
 * Reads the environment into a {@link Config}. An empty variable counts as unset.
 *
 * @param defaultData where data goes without NANIWA_DATA: `data` in the checkout, wherever the command was typed.
 * @throws {Fatal} listing every mistake at once.
 */
export function readConfig(env: Environment, defaultData: string = join(CHECKOUT, 'data')): Config {
  const mistakes: string[] = []
  const read = <T>(name: string, fallback: T, parse: (text: string) => T | Mistake): T => {
    const text = env[name]?.trim()
    if (!text) return fallback
    const value = parse(text)
    if (!(value instanceof Mistake)) return value
    mistakes.push(`${name} ${value.text}, not "${value.secret ? '…' : text}".`)
    return fallback
  }
  mistakes.push(...unknownVariables(env))

  const host = read('HOST', '127.0.0.1', (text) => (isHost(text) ? text : new Mistake('is an address or a host name')))
  const port = read('PORT', 8080, (text) => wholeNumber(text, 65_535))
  const rateLimits = read('NANIWA_RATE_LIMITS', 'on', (text) => oneOf(text, ['on', 'off'] as const))
  if (rateLimits === 'off' && !isLoopback(host)) {
    mistakes.push(`NANIWA_RATE_LIMITS=off is for load tests: it asks for HOST=127.0.0.1, not "${host}".`)
  }
  const clamdSocket = read('CLAMD_SOCKET', undefined, (text) => socketPath(text))
  const scan = read('NANIWA_SCAN', 'required', (text) => oneOf(text, ['required', 'optional'] as const))
  if (env.NANIWA_SCAN?.trim() === 'required' && !clamdSocket) {
    mistakes.push('NANIWA_SCAN=required asks for a scanner: set CLAMD_SOCKET, as in /run/clamav/clamd.ctl.')
  }
  const roles = read('NANIWA_ROLES', ROLES, rolesIn)
  if (roles.length < ROLES.length) {
    for (const name of ['DATABASE_URL', 'REDIS_URL'])
      if (!env[name]?.trim())
        mistakes.push(`NANIWA_ROLES=${roles} is one process of several: they share a ${name}, which is not set.`)
  }
  for (const name of ['DATABASE_DIRECT_URL', 'DATABASE_REPLICA_URL'])
    if (env[name]?.trim() && !env.DATABASE_URL?.trim())
      mistakes.push(`${name} goes with a DATABASE_URL, which is not set.`)
  const name = read('S3_BUCKET', undefined, bucketName)
  const region = read('S3_REGION', env.AWS_REGION?.trim() || 'us-east-1', regionName)
  const bucket = name ? { name, region, endpoint: read('S3_ENDPOINT', undefined, publicUrl) } : null
  const days = read<number | null>('NANIWA_ARCHIVE_DAYS', null, positive)
  const storageClass = read<ArchiveClass>('NANIWA_ARCHIVE_CLASS', 'GLACIER', (text) => oneOf(text, ARCHIVE_CLASSES))
  const needsBucket = ['S3_ENDPOINT', 'S3_REGION', 'NANIWA_ARCHIVE_DAYS', 'NANIWA_ARCHIVE_CLASS']
  if (!name) for (const one of needsBucket) if (env[one]?.trim()) mistakes.push(`${one} asks for S3_BUCKET.`)
  if (!name && env.NANIWA_BLOBS?.trim() === 's3') mistakes.push('NANIWA_BLOBS=s3 asks for S3_BUCKET.')
  const url = read('NANIWA_URL', `http://${urlHost(host)}:${port}`, publicUrl)
  if (bucket?.endpoint === url) {
    mistakes.push(
      'S3_ENDPOINT has an origin of its own, not that of NANIWA_URL: what people send must not be a page of ours.',
    )
  }
  const config: Config = Object.freeze({
    roles,
    host,
    port,
    rateLimits,
    apiCalls: read('NANIWA_API_CALLS', 300, positive),
    apiPosts: read('NANIWA_API_POSTS', 10, positive),
    dataDirectory: read('NANIWA_DATA', defaultData, (text) => resolve(text)),
    databaseUrl: read('DATABASE_URL', undefined, (text) => databaseUrl(text)),
    searchDatabaseUrl: read('SEARCH_DATABASE_URL', undefined, (text) => databaseUrl(text)),
    databaseDirectUrl: read('DATABASE_DIRECT_URL', undefined, (text) => databaseUrl(text)),
    databaseReplicaUrl: read('DATABASE_REPLICA_URL', undefined, (text) => databaseUrl(text)),
    redisUrl: read('REDIS_URL', undefined, (text) => redisUrl(text)),
    url,
    smtpUrl: read('SMTP_URL', undefined, (text) => smtpUrl(text)),
    mailFrom: read('MAIL_FROM', 'Naniwa <naniwa@localhost>', mailAddress),
    bucket,
    blobs: read('NANIWA_BLOBS', bucket ? 's3' : 'disk', (text) => oneOf(text, ['disk', 's3'] as const)),
    archive: days === null ? null : { days, storageClass },
    quotaBytes: read<number | null>('NANIWA_QUOTA_GB', null, gigabytes),
    clamdSocket,
    scan,
    webhookLoopback: read('NANIWA_WEBHOOK_LOOPBACK', 'off', (text) => oneOf(text, ['on', 'off'] as const)),
    push: read('NANIWA_PUSH', 'on', (text) => oneOf(text, ['on', 'off'] as const)),
    appRegistration: read('NANIWA_APP_REGISTRATION', 'on', (text) => oneOf(text, ['on', 'off'] as const)),
    logLevel: read<LogLevel>('NANIWA_LOG_LEVEL', 'info', (text) => oneOf(text, LOG_LEVELS)),
    accessDays: read('NANIWA_ACCESS_DAYS', 400, (text) => wholeNumber(text, 4_000)),
    metricsPort: read<number | undefined>('NANIWA_METRICS_PORT', undefined, (text) => wholeNumber(text, 65_535)),
    trustProxy: read('NANIWA_TRUST_PROXY', 0, (text) => wholeNumber(text, 10)),
  })
  if (mistakes.length > 0) throw new Fatal(report(mistakes))
  return config
}

/** True where only this machine can connect: 127.0.0.0/8, ::1 and localhost. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))
}

/** What is expected of a variable; `secret` keeps its value out of the message. */
class Mistake {
  readonly text: string
  readonly secret: boolean
  constructor(text: string, options: { secret: boolean } = { secret: false }) {
    this.text = text
    this.secret = options.secret
  }
}

function report(mistakes: string[]): string {
  if (mistakes.length === 1) return `The configuration has a mistake: ${mistakes[0]}`
  return `The configuration has ${mistakes.length} mistakes:\n${mistakes.map((text) => `  ${text}`).join('\n')}`
}

function unknownVariables(env: Environment): string[] {
  return Object.keys(env)
    .filter((name) => name.startsWith('NANIWA_') && !KNOWN.includes(name))
    .sort()
    .map((name) => `${name} is not a variable of Naniwa; those are ${KNOWN.join(', ')}.`)
}

function wholeNumber(text: string, max: number): number | Mistake {
  return /^\d{1,6}$/.test(text) && Number(text) <= max
    ? Number(text)
    : new Mistake(`is a whole number from 0 to ${max}`)
}

function positive(text: string): number | Mistake {
  return /^[1-9]\d{0,5}$/.test(text) ? Number(text) : new Mistake('is a whole number from 1 to 999999')
}

function gigabytes(text: string): number | Mistake {
  const count = wholeNumber(text, 999_999)
  return count instanceof Mistake ? count : count * GIGABYTE
}

function socketPath(text: string): string | Mistake {
  return text.startsWith('/') ? text : new Mistake('is the absolute path of a socket')
}

function rolesIn(text: string): readonly Role[] | Mistake {
  const wanted = text.split(',').map((name) => name.trim())
  const known = wanted.every((name) => (ROLES as readonly string[]).includes(name))
  return known
    ? ROLES.filter((role) => wanted.includes(role))
    : new Mistake(`is ${ROLES.join(', ')}, or both with a comma`)
}

function oneOf<const T extends string>(text: string, choices: readonly T[]): T | Mistake {
  return choices.find((choice) => choice === text) ?? new Mistake(`is ${choices.join(' or ')}`)
}

function isHost(text: string): boolean {
  return isIP(text) !== 0 || /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(text)
}

function urlHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost'
  return isIP(host) === 6 ? `[${host}]` : host
}

function databaseUrl(text: string): string | Mistake {
  const url = URL.parse(text)
  const known = url !== null && ['postgres:', 'postgresql:'].includes(url.protocol) && url.pathname.length > 1
  return known ? text : new Mistake('looks like postgres://user:password@host:5432/database', { secret: true })
}

function redisUrl(text: string): string | Mistake {
  const url = URL.parse(text)
  const known = url !== null && ['redis:', 'rediss:'].includes(url.protocol) && url.hostname !== ''
  return known ? text : new Mistake('looks like redis://user:password@host:6379', { secret: true })
}

function smtpUrl(text: string): string | Mistake {
  const known = ['smtp:', 'smtps:'].includes(URL.parse(text)?.protocol ?? '')
  return known ? text : new Mistake('looks like smtp://user:password@host:587', { secret: true })
}

function publicUrl(text: string): string | Mistake {
  const url = URL.parse(text)
  const plain = url !== null && /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.search && !url.hash
  return plain && !url.username ? url.origin : new Mistake('looks like https://chat.example.com, without a path')
}

function bucketName(text: string): string | Mistake {
  return /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/.test(text)
    ? text
    : new Mistake('is 3 to 63 small letters, digits and hyphens')
}

function regionName(text: string): string | Mistake {
  return /^[a-z0-9][a-z0-9-]{0,30}$/.test(text) ? text : new Mistake('looks like ap-northeast-1')
}

function mailAddress(text: string): string | Mistake {
  return /^([^<>\r\n]+ <[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/.test(text)
    ? text
    : new Mistake('looks like naniwa@example.com or Naniwa <naniwa@example.com>')
}
