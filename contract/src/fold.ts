/*
 * The one folding of search: server, client and tests compare folded text, nothing else. Two texts that a reader takes for the
 * same word fold to the same string: half and full width, hiragana and katakana, upper and lower case, composed and decomposed
 * marks; any run of white space is one space; what is never seen (joiners, variation selectors, direction marks) is not there.
 * Diacritics and ー stay: "cafe" does not find "café", nor "サバ" "サーバ".
 */

// What may change the character before it under NFKC: marks, the half-width voiced marks, and the letters of Hangul in their
// three spellings. A text cut before anything else is normalized piece by piece.
const JOINING = String.raw`\p{M}\p{Default_Ignorable_Code_Point}\u1160-\u11ff\u3131-\u3163\ud7b0-\ud7fb\uff9e-\uffdc`
const PIECE = new RegExp(`[^${JOINING}]?[${JOINING}]*`, 'gu')

const IGNORED = /\p{Default_Ignorable_Code_Point}+/gu
/** The index marks messages with characters of this private plane: what people write never holds one. */
const RESERVED = /[\u{f0000}-\u{fffff}]|\p{Cs}/gu
const SPACES = /[\s\p{Cc}]+/gu
const KANA = /[\u30a1-\u30fa\u30fd\u30fe]/g
const VARIANTS = /[ς\u2010\u2212\u301c\u2018\u2019\u201c\u201d]/g
const FOLDED_ASCII = /^(?!.* {2})[\x20-\x40\x5b-\x7e]*$/

const TO_HIRAGANA = 0x60
/** Katakana for which hiragana has no character of its own. */
const VOICED: Readonly<Record<string, string>> = {
  ヷ: 'わ\u3099',
  ヸ: 'ゐ\u3099',
  ヹ: 'ゑ\u3099',
  ヺ: 'を\u3099',
}
/** One mark that keyboards and character sets write in several ways. */
const VARIANT: Readonly<Record<string, string>> = {
  ς: 'σ',
  '\u2010': '-',
  '\u2212': '-',
  '\u301c': '~',
  '\u2018': "'",
  '\u2019': "'",
  '\u201c': '"',
  '\u201d': '"',
}

/** Folds a text. Folding what is folded changes nothing. */
export function fold(text: string): string {
  if (FOLDED_ASCII.test(text)) return text
  // First what is no character: with the ignorable ones between them gone, two halves of surrogates would become one.
  const known = text.replace(RESERVED, '\ufffd').replace(IGNORED, '')
  return normalize(normalize(known).toLowerCase())
    .replace(VARIANTS, (char) => VARIANT[char] ?? char)
    .replace(KANA, hiragana)
    .replace(SPACES, ' ')
}

/** Compatibility characters may stand for ignorable ones. */
function normalize(text: string): string {
  return text.normalize('NFKC').replace(IGNORED, '')
}

function hiragana(katakana: string): string {
  return VOICED[katakana] ?? String.fromCharCode(katakana.charCodeAt(0) - TO_HIRAGANA)
}

export interface Folded {
  readonly folded: string
  /**
   * `map[i]`: where in the text the piece begins that became unit `i` of `folded`. One entry more than there are units, the
   * length of the text. Never descends.
   */
  readonly map: readonly number[]
}

/** Folds a text and remembers where everything comes from: `foldWithMap(text).folded === fold(text)`. */
export function foldWithMap(text: string): Folded {
  const map: number[] = []
  let folded = ''
  for (const { 0: piece, index } of text.matchAll(PIECE)) {
    const part = fold(piece)
    const fresh = part.startsWith(' ') && folded.endsWith(' ') ? part.slice(1) : part
    folded += fresh
    for (let unit = 0; unit < fresh.length; unit++) map.push(index)
  }
  map.push(text.length)
  return { folded, map }
}

/** A stretch of a text in UTF-16 units, `end` excluded. */
export interface TextRange {
  readonly start: number
  readonly end: number
}

/** Where the folded words stand in a text as it was written: in order, without overlap. For highlighting. */
export function findRanges(text: string, words: readonly string[]): TextRange[] {
  const { folded, map } = foldWithMap(text)
  const ranges: TextRange[] = []
  for (const word of words) {
    if (word === '') continue
    for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + word.length)) {
      ranges.push({ start: map[at] as number, end: endOf(map, at + word.length - 1) })
    }
  }
  return joined(ranges.sort((a, b) => a.start - b.start))
}

/** Where the piece ends that became a unit. */
function endOf(map: readonly number[], unit: number): number {
  let next = unit + 1
  while (next < map.length - 1 && map[next] === map[unit]) next += 1
  return map[next] as number
}

function joined(ranges: readonly TextRange[]): TextRange[] {
  const apart: TextRange[] = []
  for (const range of ranges) {
    const last = apart.at(-1)
    if (last && range.start <= last.end) apart[apart.length - 1] = { ...last, end: Math.max(last.end, range.end) }
    else apart.push(range)
  }
  return apart
}
