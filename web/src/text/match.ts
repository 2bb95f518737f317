import { type Called, fold, namesOf } from '@naniwa/contract'

/** Whether each word that was typed is in the name; what begins with it counts more. 0: no. */
export function match(name: string, typed: string): number {
  return scoreOf(fold(name).trim(), wordsOf(typed))
}

/** The same for what is called so: by its name or by how that is read, with or without the spaces. */
export function matchCalled(one: Called, typed: string): number {
  const words = wordsOf(typed)
  return Math.max(0, ...foldedNames(one).map((name) => scoreOf(name, words)))
}

/** Rows are never changed in place: of thousands of people, names are folded once and not with every letter typed. */
const folded = new WeakMap<Called, readonly string[]>()

function foldedNames(one: Called): readonly string[] {
  const known = folded.get(one) ?? namesOf(one)
  folded.set(one, known)
  return known
}

let last: { readonly typed: string; readonly words: readonly string[] } = { typed: '', words: [] }

function wordsOf(typed: string): readonly string[] {
  if (typed !== last.typed) last = { typed, words: fold(typed).split(' ').filter(Boolean) }
  return last.words
}

function scoreOf(hay: string, words: readonly string[]): number {
  let score = 0
  for (const word of words) {
    const at = hay.indexOf(word)
    if (at < 0) return 0
    score += at === 0 ? 3 : hay[at - 1] === ' ' ? 2 : 1
  }
  return score
}

/** The order of a list of people: as their names are read; where nobody said how, as they are written. */
export function byReading(a: Called, b: Called): number {
  return (a.reading || a.name).localeCompare(b.reading || b.name)
}
