import { setTimeout as pause } from 'node:timers/promises'
import type { Fleet } from '../../server/src/fleet/fleet.ts'
import type { Cables } from './network.ts'

/** Something that happens to a fleet; resolves when it is over. */
export interface Fault {
  readonly name: string
  happen(): Promise<void>
}

/** Every process, and every engine, killed as by a power cut; each is brought back by the fleet. */
export function kills(fleet: Fleet): Fault[] {
  const parts = [...fleet.parts.values()].filter(({ name }) => name !== 'haproxy')
  return [
    ...parts.map((part) => ({ name: `kill -9 ${part.name}`, happen: () => part.kill() })),
    { name: 'kill -9 the primary; its replica is promoted', happen: () => fleet.primary.kill() },
  ]
}

/** Each of them hangs for a while: its connections stay, nothing answers. */
export function pauses(fleet: Fleet, milliseconds: number): Fault[] {
  const stop = (name: string, part: () => { pause(): void; resume(): void }): Fault => ({
    name: `pause ${name} for ${milliseconds / 1_000} s`,
    async happen() {
      const paused = part()
      paused.pause()
      await pause(milliseconds)
      paused.resume()
    },
  })
  const parts = [...fleet.parts.values()].filter(({ name }) => name !== 'haproxy')
  return [...parts.map((part) => stop(part.name, () => part)), stop('the primary', () => fleet.primary)]
}

/** The network around each of them is gone for a while, and nobody is told. */
export function cuts(cables: Cables, milliseconds: number): Fault[] {
  return cables.names.map((name) => ({
    name: `cut the network of ${name} for ${milliseconds / 1_000} s`,
    async happen() {
      cables.cut(name)
      await pause(milliseconds)
      cables.mend(name)
    },
  }))
}

/** In an order that follows from the seed. */
export function shuffled<T>(items: readonly T[], random: () => number): T[] {
  return items
    .map((item) => ({ item, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item)
}
