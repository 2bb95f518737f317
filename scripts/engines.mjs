// The engines that a fleet is tested with: found, or installed where this machine lets us.
import { install, isProgram, mayInstall, onPath } from './system.mjs'

/** `variable` says where the program is, to the tests and by whoever has it elsewhere. `names` are tried in order. */
const ENGINES = [
  { variable: 'REDIS_SERVER', names: ['redis-server', 'valkey-server'], package: 'redis-server' },
  { variable: 'PGBOUNCER', names: ['pgbouncer'], package: 'pgbouncer' },
  { variable: 'HAPROXY', names: ['haproxy'], package: 'haproxy' },
  { variable: 'CEPH_MON', names: ['ceph-mon'], package: 'ceph-mon' },
  { variable: 'CEPH_OSD', names: ['ceph-osd'], package: 'ceph-osd' },
  { variable: 'RADOSGW', names: ['radosgw'], package: 'radosgw' },
]

/** Where the engines are, by variable. As root on Debian what is missing is installed; elsewhere it is left out. */
export function ensureEngines() {
  const missing = ENGINES.filter((engine) => !find(engine))
  if (missing.length > 0 && mayInstall()) install(missing.map((engine) => engine.package))
  const found = ENGINES.map((engine) => [engine.variable, find(engine)])
  return Object.fromEntries(found.filter(([, path]) => path))
}

/** The variables of those that {@link ensureEngines} did not find. */
export function missingEngines(found) {
  return ENGINES.map(({ variable }) => variable).filter((variable) => !(variable in found))
}

function find({ variable, names }) {
  const wanted = process.env[variable]
  if (wanted) return isProgram(wanted) ? wanted : undefined
  // Debian keeps the programs of servers where ordinary users do not look.
  return names.flatMap((name) => [onPath(name), `/usr/sbin/${name}`]).find((path) => path && isProgram(path))
}
