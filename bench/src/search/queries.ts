import { type Random, seeded } from './random.ts'
import { bruteForce, type Library, type Line } from './truth.ts'

/** Queries of one kind. */
export interface Kind {
  readonly name: string
  readonly queries: readonly string[]
}

/** Messages looked at to learn which words are common. */
const SAMPLE = 50_000
/** So many hits at most make a word rare. */
const RARE = 30

/** Queries as this person might type them, `count` of each kind, taken from what they may read. */
export function makeQueries(library: Library, count: number, now: Date): Kind[] {
  const random = seeded(library.accountId)
  const step = Math.ceil(library.lines.length / SAMPLE)
  const sample = library.lines.filter((_, place) => place % step === 0)
  const singles = countGrams(sample, 1)
  const pairs = countGrams(sample, 2)
  const rare = (grams: readonly string[]) =>
    pick(random, count, grams.slice(-Math.max(count * 8, 400)), (gram) => hits(library, gram, RARE + 1, now) <= RARE)
  const middle = pairs.slice(Math.floor(pairs.length * 0.1), Math.floor(pairs.length * 0.4))
  return [
    { name: 'one character, common', queries: pick(random, count, singles.slice(0, 60)) },
    { name: 'one character, rare', queries: rare(singles) },
    { name: 'two characters, common', queries: pick(random, count, pairs.slice(0, 150)) },
    { name: 'two characters, middling', queries: pick(random, count, middle) },
    { name: 'two characters, rare', queries: rare(pairs) },
    {
      name: 'three to six characters',
      queries: from(random, count, sample, (line) => part(random, line.text, 3 + random.below(4))),
    },
    { name: 'English word', queries: from(random, count, sample, (line) => word(random, line.text)) },
    {
      name: 'middle of an English word',
      queries: from(random, count, sample, (line) => word(random, line.text)?.slice(1, -1)),
    },
    { name: 'several words', queries: from(random, count, sample, (line) => several(random, line.text)) },
    {
      name: 'words of different messages',
      queries: from(random, count, sample, (line) => unrelated(random, line, sample)),
    },
    { name: 'conditions', queries: from(random, count, sample, (line) => conditional(random, line, library)) },
    { name: 'never there', queries: never(random, count, pairs, library, now) },
  ]
}

function hits(library: Library, query: string, limit: number, now: Date): number {
  return bruteForce(library, query, limit, now).length
}

/** Stretches of a length without white space, the most frequent first. */
function countGrams(lines: readonly Line[], length: number): string[] {
  const counts = new Map<string, number>()
  for (const { text } of lines) {
    for (let at = 0; at + length <= text.length; at++) {
      const gram = text.slice(at, at + length)
      if (/[\s"\p{Cs}:-]/u.test(gram)) continue
      counts.set(gram, (counts.get(gram) ?? 0) + 1)
    }
  }
  return [...counts].sort((a, b) => b[1] - a[1]).map(([gram]) => gram)
}

function pick(random: Random, count: number, choices: readonly string[], fits = (_: string) => true): string[] {
  const picked = new Set<string>()
  for (let tries = 0; picked.size < count && tries < count * 40; tries++) {
    const choice = random.of(choices)
    if (!picked.has(choice) && fits(choice)) picked.add(choice)
  }
  return [...picked]
}

function from(
  random: Random,
  count: number,
  lines: readonly Line[],
  make: (line: Line) => string | undefined,
): string[] {
  const made: string[] = []
  for (let tries = 0; made.length < count && tries < count * 100; tries++) {
    const query = make(random.of(lines))
    if (query) made.push(query)
  }
  return made
}

/** Part of a text as somebody would type it: no signs of the query language in it. */
function part(random: Random, text: string, length: number): string | undefined {
  const at = random.below(Math.max(1, text.length - length))
  const found = text.slice(at, at + length)
  return found.length === length && !/[\s"\p{Cs}:-]/u.test(found) ? found : undefined
}

function word(random: Random, text: string): string | undefined {
  const words = text.match(/[a-z]{5,}/g)
  return words ? random.of(words) : undefined
}

function several(random: Random, text: string): string | undefined {
  const parts = Array.from({ length: 2 + random.below(2) }, () => part(random, text, 2 + random.below(2)))
  return parts.includes(undefined) ? undefined : parts.join(' ')
}

function unrelated(random: Random, line: Line, lines: readonly Line[]): string | undefined {
  const parts = [line, random.of(lines)].map(({ text }) => part(random, text, 2 + random.below(3)))
  return parts.includes(undefined) ? undefined : parts.join(' ')
}

function conditional(random: Random, line: Line, { roomNames }: Library): string | undefined {
  const word = part(random, line.text, 2)
  if (!word) return undefined
  const day = new Date(line.sentAt).toISOString().slice(0, 10)
  const room = (roomNames.get(line.roomId) ?? '').split(' ')[0]
  return random.of([
    `from:${line.accountId} ${word}`,
    `from:${line.accountId}`,
    `from:me ${word}`,
    `to:me ${word}`,
    `has:link ${word}`,
    `in:${room} ${word}`,
    `before:${day} ${word}`,
    `after:${day} before:2026-10-01 ${word}`,
    `${word} -の`,
    `-確認 -${word} has:link`,
  ])
}

/** Each two neighbours are everywhere, together they never occur: the worst that can be asked. */
function never(random: Random, count: number, pairs: readonly string[], library: Library, now: Date): string[] {
  const common = pairs.slice(0, 60)
  const chain = () => {
    let text = random.of(common)
    while (text.length < 5) {
      const next = common.filter((pair) => pair[0] === text.at(-1))
      text += next.length > 0 ? random.of(next)[1] : random.of(common)
    }
    return text
  }
  return pick(random, count, Array.from({ length: count * 6 }, chain), (text) => hits(library, text, 1, now) === 0)
}
