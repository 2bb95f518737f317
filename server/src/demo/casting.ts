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
    const fitting = wanted === '*' ? anybody(thread, cast.get('A'), free, random) : knowing(wanted, free)
    if (fitting.length === 0) return undefined
    cast.set('ABCDEFGH'.charAt(place), random.pick(fitting))
  }
  return cast
}

function knowing(wanted: string, free: readonly Player[]): readonly Player[] {
  for (const word of wanted.split('|')) {
    if (word === '*') return free
    const fitting = free.filter(({ key, work }) =>
      word.startsWith('=') ? key === word.slice(1) : key === word || work.includes(word),
    )
    if (fitting.length > 0) return fitting
  }
  return []
}

/** Mostly somebody of the first speaker's company; seldom its head; in Japanese seldom those who live abroad. */
function anybody(
  thread: Thread,
  first: Player | undefined,
  free: readonly Player[],
  random: Random,
): readonly Player[] {
  const isEnglish = /^[\x20-\x7e{}“”—–é]*$/.test(thread.lines[0]?.texts[0] ?? '')
  return [
    ({ language }: Player) => isEnglish || language === 'ja',
    ({ work }: Player) => !work.includes('exec'),
    ({ organization }: Player) => !first || organization === first.organization || random.chance(0.1),
  ].reduce((left, fits) => {
    const fitting = left.filter(fits)
    return fitting.length > 0 ? fitting : left
  }, free)
}
