import { execFileSync } from 'node:child_process'
import type { Network } from '../../server/src/fleet/plan.ts'

/** A network inside this machine whose cables can be pulled one by one; asks to be root. */
export interface Cables extends Network {
  readonly names: readonly string[]
  /** Nothing passes any more, and nobody is told. */
  cut(name: string): void
  mend(name: string): void
  close(): void
}

const BRIDGE = 'nwbridge'
const SUBNET = '10.77.0'

/** Each of the named parts in a network namespace of its own, on one bridge with this machine. */
export function layCables(names: readonly string[]): Cables {
  removeOld()
  ip('link', 'add', BRIDGE, 'type', 'bridge')
  ip('addr', 'add', `${SUBNET}.1/24`, 'dev', BRIDGE)
  ip('link', 'set', BRIDGE, 'up')
  const at = (name: string) => names.indexOf(name)
  for (const name of names) lay(name)

  function lay(name: string): void {
    const [space, here, there] = [`nw-${name}`, `nw${at(name)}a`, `nw${at(name)}b`]
    ip('netns', 'add', space)
    ip('link', 'add', here, 'type', 'veth', 'peer', 'name', there, 'netns', space)
    ip('link', 'set', here, 'master', BRIDGE, 'up')
    ip('-n', space, 'addr', 'add', `${hostOf(name)}/24`, 'dev', there)
    ip('-n', space, 'link', 'set', there, 'up')
    ip('-n', space, 'link', 'set', 'lo', 'up')
  }

  function hostOf(name: string): string {
    return `${SUBNET}.${10 + at(name)}`
  }

  return {
    names,
    host: (name) => (names.includes(name) ? hostOf(name) : `${SUBNET}.1`),
    inside: (name) => (names.includes(name) ? ['ip', 'netns', 'exec', `nw-${name}`] : []),
    cut: (name) => ip('link', 'set', `nw${at(name)}a`, 'down'),
    mend: (name) => ip('link', 'set', `nw${at(name)}a`, 'up'),
    close: removeOld,
  }
}

function ip(...args: string[]): string {
  return execFileSync('ip', args, { encoding: 'utf8' })
}

/** Whatever a run left behind. */
function removeOld(): void {
  for (const [space] of ip('netns', 'list').matchAll(/^nw-\S+/gm)) ip('netns', 'del', space)
  if (ip('link', 'show', 'type', 'bridge').includes(`${BRIDGE}:`)) ip('link', 'del', BRIDGE)
}
