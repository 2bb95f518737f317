import { findRanges } from '@naniwa/contract'

/** Kept before the first word that was found; characters. */
const BEFORE = 24
/** Two lines of the list. */
const LONGEST = 160

/** A stretch of a text that shows where the words were found in it. */
export function excerptAround(text: string, words: readonly string[]): string {
  const [first] = findRanges(text, words)
  const from = first && first.start > BEFORE * 1.5 ? startNear(text, first.start - BEFORE) : 0
  const cut = from + LONGEST < text.length
  return `${from > 0 ? '…' : ''}${text.slice(from, cut ? startNear(text, from + LONGEST) : undefined)}${cut ? '…' : ''}`
}

/** Never between the halves of one character. */
function startNear(text: string, at: number): number {
  return /[\udc00-\udfff]/.test(text.charAt(at)) ? at - 1 : at
}
