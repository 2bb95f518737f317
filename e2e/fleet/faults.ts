import { setTimeout as pause } from 'node:timers/promises'
import type { Fleet } from '../../server/src/fleet/fleet.ts'
import type { Cables } from './network.ts'

/** Something that happens to a fleet; resolves when it is over. */
export interface Fault {
  /** As `killed`. */
  readonly kind: string
  /** To whom. */
  readonly what: string
  happen(): Promise<void>
}

const PRIMARY = 'the primary'

/** Every process, and every engine, killed as by a power cut; each is brought back by the fleet, and for the primary its replica promoted. */
export function kills(fleet: Fleet): Fault[] {
  const kill = (what: string, happen: () => Promise<void>): Fault => ({ kind: 'killed', what, happen })
  return [
    ...partsOf(fleet).map((part) => kill(part.name, () => part.kill())),
    kill(PRIMARY, () => fleet.primary.kill()),
  ]
}

/** Each of them hangs for a while: its connections stay, nothing answers. */
export function pauses(fleet: Fleet, milliseconds: number): Fault[] {
  const stop = (what: string, part: () => { pause(): void; resume(): void }): Fault => ({
    kind: `paused for ${milliseconds / 1_000} s`,
    what,
    async happen() {
      const paused = part()
      paused.pause()
      await pause(milliseconds)
      paused.resume()
    },
  })
  return [...partsOf(fleet).map((part) => stop(part.name, () => part)), stop(PRIMARY, () => fleet.primary)]
}

function partsOf(fleet: Fleet) {
  return [...fleet.parts.values()].filter(({ name }) => name !== 'haproxy')
}

/** The network around each of them is gone for a while, and nobody is told. */
export function cuts(cables: Cables, milliseconds: number): Fault[] {
  return cables.names.map((what) => ({
    kind: `network cut for ${milliseconds / 1_000} s`,
    what,
    async happen() {
      cables.cut(what)
      await pause(milliseconds)
      cables.mend(what)
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
