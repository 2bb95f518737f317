import type { Player } from './perform.ts'
import type { Random } from './random.ts'
import type { Thread } from './script.ts'

/**
 * Who says what: for each letter somebody who knows about it, nobody twice. Undefined when this room has no such people.
 *
 * @param players who may post here and are around.
 */
export function castThread(
  thread: Thread,
  players: readonly Player[],
  random: Random,
): ReadonlyMap<string, Player> | undefined {
  const cast = new Map<string, Player>()
  for (const [place, wanted] of thread.cast.entries()) {
    const free = players.filter((player) => ![...cast.values()].includes(player))
    const first = cast.get('A')
    // Anybody is mostly somebody of the same company.
    const near =
      wanted === '*' && first && random.chance(0.85)
        ? free.filter((player) => player.organization === first.organization)
        : []
    const fitting = near.length > 0 ? near : candidates(wanted, free)
    if (fitting.length === 0) return undefined
    // The head of the company says little.
    const talkative = fitting.filter((player) => !player.work.includes('exec') || wanted !== '*')
    cast.set('ABCDEFGH'.charAt(place), random.pick(talkative.length > 0 ? talkative : fitting))
  }
  return cast
}

function candidates(wanted: string, free: readonly Player[]): readonly Player[] {
  for (const word of wanted.split('|')) {
    if (word === '*') return free
    const fitting = free.filter(({ key, work }) =>
      word.startsWith('=') ? key === word.slice(1) : key === word || work.includes(word),
    )
    if (fitting.length > 0) return fitting
  }
  return []
}
