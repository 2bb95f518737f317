import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import type { Network } from '../../server/src/fleet/part.ts'

/** A network inside this machine whose cables can be pulled one by one; asks to be root. */
export interface Cables extends Network {
  /** Nothing passes any more, and nobody is told. */
  cut(name: string): void
  mend(name: string): void
  close(): void
}

const BRIDGE = 'nwbridge'
const SUBNET = '10.77.0'
const GATEWAY = `${SUBNET}.1`

/** Each part whose place is asked for is in a network namespace of its own, on one bridge with this machine. */
export function layCables(): Cables {
  removeOld()
  ip('link', 'add', BRIDGE, 'type', 'bridge')
  ip('addr', 'add', `${GATEWAY}/24`, 'dev', BRIDGE)
  ip('link', 'set', BRIDGE, 'up')
  writeFileSync(routesLoopback(BRIDGE), '1')
  const names: string[] = []

  /** Its number; the first time its cable is laid. */
  function at(name: string): number {
    if (!names.includes(name)) lay(name, names.push(name) - 1)
    return names.indexOf(name)
  }

  return {
    host: (name) => hostOf(at(name)),
    inside: (name) => ['ip', 'netns', 'exec', `nw-${names[at(name)]}`],
    cut: (name) => ip('link', 'set', `nw${at(name)}a`, 'down'),
    mend: (name) => ip('link', 'set', `nw${at(name)}a`, 'up'),
    close: removeOld,
  }
}

function hostOf(number: number): string {
  return `${SUBNET}.${10 + number}`
}

function lay(name: string, number: number): void {
  const [space, here, there] = [`nw-${name}`, `nw${number}a`, `nw${number}b`]
  const within = (...args: string[]) => ip('-n', space, ...args)
  ip('netns', 'add', space)
  ip('link', 'add', here, 'type', 'veth', 'peer', 'name', there, 'netns', space)
  ip('link', 'set', here, 'master', BRIDGE, 'up')
  within('addr', 'add', `${hostOf(number)}/24`, 'dev', there)
  within('link', 'set', there, 'up')
  within('link', 'set', 'lo', 'up')
  // Its loopback is this machine's, by the same cable: whom a worker tells of things listens there, and only there may be told.
  ip('netns', 'exec', space, 'sh', '-c', `echo 1 > ${routesLoopback(there)}`)
  within('addr', 'del', '127.0.0.1/8', 'dev', 'lo')
  within('route', 'add', '127.0.0.0/8', 'via', GATEWAY, 'dev', there, 'src', hostOf(number))
}

/** Whether what comes and goes by a device may bear an address of the loopback. */
function routesLoopback(device: string): string {
  return `/proc/sys/net/ipv4/conf/${device}/route_localnet`
}

function ip(...args: string[]): string {
  return execFileSync('ip', args, { encoding: 'utf8' })
}

/** Whatever a run left behind. */
function removeOld(): void {
  for (const [space] of ip('netns', 'list').matchAll(/^nw-\S+/gm)) ip('netns', 'del', space)
  if (ip('link', 'show', 'type', 'bridge').includes(`${BRIDGE}:`)) ip('link', 'del', BRIDGE)
}
