import { chownSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PORT, SUPERUSER } from '../db/cluster.ts'
import { SILENT_MS, STATEMENT_MS } from '../db/pool.ts'
import { Fatal } from '../lib/fatal.ts'
import type { SystemUser } from '../lib/system-user.ts'
import type { CephPrograms } from './ceph.ts'
import { listensAt, type Part, programPart } from './part.ts'
import type { Server } from './postgres.ts'

/** Programs of the machine that a fleet is made of. */
export interface Engines {
  readonly redis: string
  readonly pgbouncer: string
  readonly haproxy: string
  /** For files; without it they are on the disk. */
  readonly ceph: CephPrograms | undefined
}

/** An address of this machine, or of a network inside it. */
export interface Address {
  readonly host: string
  readonly port: number
}

const VARIABLES = { redis: 'REDIS_SERVER', pgbouncer: 'PGBOUNCER', haproxy: 'HAPROXY' } as const

/**
 * Where `npm test` and `npx naniwa cluster` found them.
 *
 * @throws {Fatal} naming those that are missing.
 */
export function enginesIn(env: Readonly<Record<string, string | undefined>>): Engines {
  const missing = Object.values(VARIABLES).filter((name) => !env[name])
  if (missing.length > 0)
    throw new Fatal(`A cluster needs Redis, PgBouncer and HAProxy: install them or set ${missing.join(', ')}.`)
  const { REDIS_SERVER: redis = '', PGBOUNCER: pgbouncer = '', HAPROXY: haproxy = '' } = env
  return { redis, pgbouncer, haproxy, ceph: cephIn(env) }
}

/** The paths of all of them. */
export function programsOf({ redis, pgbouncer, haproxy, ceph }: Engines): string[] {
  return [redis, pgbouncer, haproxy, ...(ceph ? [ceph.monitor, ceph.store, ceph.gateway] : [])]
}

/** Ceph's servers, if all of them were found. */
export function cephIn(env: Readonly<Record<string, string | undefined>>): CephPrograms | undefined {
  const { CEPH_MON: monitor, CEPH_OSD: store, RADOSGW: gateway } = env
  return monitor && store && gateway ? { monitor, store, gateway } : undefined
}

export function redisPart(program: string, { host, port }: Address, log: string, inside?: readonly string[]): Part {
  const settings = ['--bind', host, '--port', `${port}`, '--save', '', '--appendonly', 'no', '--protected-mode', 'no']
  const command = [program, ...settings]
  return programPart({ name: 'redis', command, inside, log, answers: () => listensAt(host, port) })
}

export interface Pooler extends Part {
  /** Sends what is asked for from now on to these. */
  point(primary: Server, replica: Server): void
}

/** Clients' connections, each about as expensive as a file; servers' connections, each a process. */
const POOL = { max_client_conn: 1_000, default_pool_size: 25, reserve_pool_size: 5 }

/**
 * PgBouncer in front of both servers. `naniwa` and `naniwa_replica` give each transaction any connection; `naniwa_direct` gives a
 * session one of its own, for what PgBouncer calls not supported in transaction mode: migrations' advisory lock, and `SET`.
 */
export function pgbouncerPart(
  program: string,
  { host, port }: Address,
  place: { readonly directory: string; readonly user: SystemUser | undefined; readonly password: string },
  inside?: readonly string[],
): Pooler {
  const { directory, user, password } = place
  const file = join(directory, 'pgbouncer.ini')
  const users = join(directory, 'pgbouncer.users')
  const write = (path: string, text: string) => {
    writeFileSync(path, text, { mode: 0o600 })
    if (user) chownSync(path, user.uid, user.gid)
  }
  const part = programPart({
    name: 'pgbouncer',
    command: [program, file],
    inside,
    user,
    log: join(directory, 'pgbouncer.log'),
    answers: () => listensAt(host, port),
  })
  let reload = () => {}
  return {
    ...part,
    async start() {
      write(users, `"${SUPERUSER}" "${password}"\n`)
      await part.start()
      reload = () => part.signal('SIGHUP')
    },
    point(primary, replica) {
      write(file, settings(primary, replica, { host, port }, users))
      reload()
    },
  }
}

function settings(primary: Server, replica: Server, { host, port }: Address, users: string): string {
  const at = (server: Server) => `host=${server.host} port=${PORT} dbname=naniwa`
  const limits = `set statement_timeout = ${STATEMENT_MS}; set idle_in_transaction_session_timeout = ${SILENT_MS}`
  const timed = `connect_query='${limits}'`
  return `[databases]
naniwa = ${at(primary)} pool_mode=transaction ${timed}
naniwa_replica = ${at(replica)} pool_mode=transaction ${timed}
naniwa_direct = ${at(primary)} pool_mode=session
[pgbouncer]
listen_addr = ${host}
listen_port = ${port}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = ${users}
ignore_startup_parameters = extra_float_digits,options,statement_timeout
${Object.entries(POOL)
  .map(([name, value]) => `${name} = ${value}`)
  .join('\n')}
log_connections = 0
log_disconnections = 0
server_connect_timeout = 3
server_login_retry = 1
query_wait_timeout = 10
server_check_delay = 2
`
}

/** One address for all web processes, whichever of them are well. */
export function haproxyPart(
  program: string,
  { host, port }: Address,
  webs: readonly Address[],
  directory: string,
): Part {
  const file = join(directory, 'haproxy.cfg')
  const servers = webs.map((web, index) => `  server web-${index + 1} ${web.host}:${web.port} check`)
  writeFileSync(
    file,
    `global
  maxconn 4000
defaults
  mode http
  maxconn 4000
  timeout connect 2s
  timeout client 75s
  timeout server 75s
  # Naniwa's sockets say something every 20 seconds.
  timeout tunnel 120s
  option redispatch
  retries 2
frontend people
  bind ${host}:${port}
  option forwardfor
  default_backend webs
backend webs
  balance leastconn
  option httpchk
  # Not /readyz: while the database is away nobody is ready, and everybody's connection would be cut for it.
  http-check send meth GET uri /healthz ver HTTP/1.1 hdr Host naniwa
  timeout check 2s
  default-server inter 500ms fall 3 rise 1 on-marked-down shutdown-sessions
${servers.join('\n')}
`,
    { mode: 0o600 },
  )
  return programPart({
    name: 'haproxy',
    command: [program, '-db', '-f', file],
    log: join(directory, 'haproxy.log'),
    answers: () => listensAt(host, port),
  })
}
