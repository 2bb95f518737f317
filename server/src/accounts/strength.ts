import { Refusal } from '@naniwa/contract'
import type { ZxcvbnFactory } from '@zxcvbn-ts/core'

/** zxcvbn's "safely unguessable": more than 10^8 guesses. */
const MIN_SCORE = 3
/**
 * What the judge looks at, in UTF-16 units. It runs on the main thread: 64 take 35 ms at the worst, 100 took 60. A password
 * whose beginning is strong is strong.
 */
const JUDGED_LENGTH = 64
/** What everybody here could think of. */
const HOUSE_WORDS = ['naniwa', 'chatwork', 'chat', 'なにわ', '浪速', 'ナニワ']
/** Shorter pieces of names turn up in passwords by chance. */
const MIN_WORD = { latin: 4, other: 2 }

let judge: Promise<ZxcvbnFactory> | undefined

/**
 * @param about whose password it is: name, address, organization. No longer word of them may be part of it; the domain of an
 * address, which strangers share, may, but then counts for nothing.
 * @throws {Refusal} `weak_password`.
 */
export async function requireStrong(password: string, about: readonly string[]): Promise<void> {
  const plain = simplify(password)
  const own = about.flatMap((value) => wordsOf(value.replace(/@.*$/, '')))
  if (own.some((word) => isTelling(word) && plain.includes(word))) {
    throw weak('contains a name, address or organization of yours')
  }
  judge ??= loadJudge()
  const guesses = [...HOUSE_WORDS, ...about.flatMap(wordsOf)]
  const { score } = (await judge).check(plain.slice(0, JUDGED_LENGTH), guesses)
  if (score < MIN_SCORE) throw weak('too easy to guess')
}

function weak(message: string): Refusal {
  return new Refusal('weak_password', message, { issues: [{ path: 'password', message }] })
}

/** Loaded with the first sign-up, not with the server: it takes 60 ms and 28 MB. */
async function loadJudge(): Promise<ZxcvbnFactory> {
  const [{ ZxcvbnFactory }, common] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
  ])
  return new ZxcvbnFactory({ dictionary: common.dictionary, graphs: common.adjacencyGraphs, maxLength: JUDGED_LENGTH })
}

function simplify(value: string): string {
  return value.normalize('NFKC').toLowerCase()
}

/** `Aiko Tanaka` → aiko, tanaka. */
function wordsOf(value: string): string[] {
  return simplify(value)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
}

function isTelling(word: string): boolean {
  return word.length >= (/^[\p{Script=Latin}\p{N}]+$/u.test(word) ? MIN_WORD.latin : MIN_WORD.other)
}
