import { setTimeout as pause } from 'node:timers/promises'
import type { Fleet } from '../../server/src/fleet/fleet.ts'
import type { Part } from '../../server/src/fleet/part.ts'
import type { Cables } from './network.ts'

/** Something that happens to a fleet; resolves when it is over. */
export interface Fault {
  /** As `killed`. */
  readonly kind: string
  /** To whom. */
  readonly what: string
  happen(): Promise<void>
}

export const REPLICA = 'the replica'

/** Whoever bears a name at the time: a part, or the server that is the primary then, or its replica. */
interface Target {
  readonly what: string
  part(): Part
}

/** Everybody's address is not among them: it stands for the balancer of whoever runs a fleet. */
function targetsOf(fleet: Fleet): Target[] {
  return [
    ...[...fleet.parts.values()]
      .filter(({ name }) => name !== 'haproxy')
      .map((part) => ({ what: part.name, part: () => part })),
    { what: 'the primary', part: () => fleet.primary },
    { what: REPLICA, part: () => fleet.replica },
  ]
}

/** Every process, and every engine, killed as by a power cut; each is brought back by the fleet, and for the primary its replica promoted. */
export function kills(fleet: Fleet): Fault[] {
  return targetsOf(fleet).map(({ what, part }) => ({ kind: 'killed', what, happen: () => part().kill() }))
}

/** Each of them hangs for a while: its connections stay, nothing answers. */
export function pauses(fleet: Fleet, milliseconds: number): Fault[] {
  return targetsOf(fleet).map(({ what, part }) => ({
    kind: `paused for ${milliseconds / 1_000} s`,
    what,
    async happen() {
      const paused = part()
      paused.pause()
      await pause(milliseconds)
      paused.resume()
    },
  }))
}

/** The network around each of them is gone for a while, and nobody is told. */
export function cuts(fleet: Fleet, cables: Cables, milliseconds: number): Fault[] {
  return targetsOf(fleet).map(({ what, part }) => ({
    kind: `network cut for ${milliseconds / 1_000} s`,
    what,
    async happen() {
      const { name } = part()
      cables.cut(name)
      await pause(milliseconds)
      cables.mend(name)
    },
  }))
}

/**
 * Those that befall some parts, whose names stand with commas between them.
 *
 * @throws naming the parts if one is none of them: a run without a fault proves nothing.
 */
export function onlyOf(faults: readonly Fault[], parts: string): Fault[] {
  const wanted = parts.split(',')
  const known = new Set(faults.map(({ what }) => what))
  const unknown = wanted.find((part) => !known.has(part))
  if (unknown !== undefined) throw new Error(`no part is called "${unknown}"; there are ${[...known].join(', ')}`)
  return faults.filter(({ what }) => wanted.includes(what))
}

/** In an order that follows from the seed. */
export function shuffled<T>(items: readonly T[], random: () => number): T[] {
  return items
    .map((item) => ({ item, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item)
}
