import { type Random, seeded } from './random.ts'
import { closings, english, hosts, names, nouns, openings, particles, rare, shorts, verbs } from './words.ts'

/** What a room talks about, beside what everybody does. */
export interface Topic {
  readonly words: readonly string[]
  /** Share of messages in English. */
  readonly english: number
}

export function makeTopic(random: Random): Topic {
  const words = Array.from({ length: 5 }, () => `${random.of(nouns)}${random.of(nouns)}`)
  const code = `${random.of(['MX', 'TR', 'KB', 'ZN', 'QA'])}-${1000 + random.below(9_000)}`
  return { words: [...words, code], english: random.chance(0.1) ? 0.7 : 0.05 }
}

const KANJI = [...new Set(nouns.join('').replace(/[^\p{Script=Han}]/gu, ''))]
const KATAKANA = [
  ...'アイウエオカキクケコサシスセソタチツテトナニネノハヒフヘホマミムメモヤユヨラリルレロワンガグゲゴザジズゼダデドバビブベボパピプペポッャュョー',
]

/** Words beyond those that everybody knows: as many pairs of characters occur as in a company's real talk. */
const lexicon: readonly string[] = makeLexicon(seeded(7))

function makeLexicon(random: Random): string[] {
  const drawn = (count: number, from: readonly string[]) =>
    Array.from({ length: count }, () => random.of(from)).join('')
  return Array.from({ length: 12_000 }, () =>
    random.chance(0.7) ? drawn(2 + random.below(2), KANJI) : drawn(3 + random.below(3), KATAKANA),
  )
}

/** Something that somebody might write: a few words most often, a page now and then. */
export function makeBody(random: Random, topic: Topic): string {
  if (random.chance(0.16)) return random.zipf(shorts)
  if (random.chance(topic.english)) return englishBody(random, topic)
  const count = random.chance(0.03) ? 6 + random.below(14) : 1 + random.below(5)
  const sentences = Array.from({ length: count }, () => sentence(random, topic))
  const opening = random.chance(0.35) ? random.zipf(openings) : ''
  const closing = random.chance(0.25) ? random.zipf(closings) : ''
  const address = random.chance(0.08) ? `${random.zipf(names)}さん\n` : ''
  const body = `${address}${opening}${sentences.join(random.chance(0.2) ? '\n' : '')}${closing}${extra(random)}`
  return random.chance(0.01) ? `[info][title]${random.zipf(nouns)}のお知らせ[/title]${body}[/info]` : body
}

function sentence(random: Random, topic: Topic): string {
  const subject = random.chance(0.3) ? random.of(topic.words) : phrase(random)
  const time = random.chance(0.15) ? `${1 + random.below(12)}月${1 + random.below(28)}日` : ''
  return `${time}${subject}${random.zipf(verbs)}。`
}

function phrase(random: Random): string {
  const noun = random.zipf(random.chance(0.4) ? lexicon : nouns)
  if (random.chance(0.1)) return `${random.zipf(names)}さんの${noun}`
  return random.chance(0.4) ? `${noun}${random.zipf(particles)}${random.zipf(nouns)}` : noun
}

function englishBody(random: Random, topic: Topic): string {
  const count = 3 + random.below(18)
  const words = Array.from({ length: count }, () =>
    random.chance(0.06) ? random.of(topic.words) : random.zipf(english),
  )
  const text = words.join(' ')
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.${extra(random)}`
}

function extra(random: Random): string {
  const lot = random.next()
  if (lot < 0.03) return `\n${random.of(hosts)}${random.below(1_000_000).toString(36)}`
  if (lot < 0.06) return ` ${(random.below(900) + 100) * 10 ** random.below(4)}円`
  if (lot < 0.08) return ` No.${random.below(100_000)}`
  if (lot < 0.081) return ` ${random.of(rare)}`
  if (lot < 0.0812) return ` #${random.below(2 ** 31).toString(36)}`
  return ''
}
