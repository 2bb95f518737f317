/*
 * A sentence is one text with its names inside. What is to stand out is put between isolates, which also keep a name of
 * another script from turning its neighbours round.
 */

const START = '\u2068'
const END = '\u2069'

export function mark(words: string): string {
  return START + words.replaceAll(START, '').replaceAll(END, '') + END
}

/** The parts of a sentence, every second of them marked. */
export function marked(sentence: string): string[] {
  return sentence.split(/[\u2068\u2069]/)
}

export function unmarked(sentence: string): string {
  return sentence.replaceAll(START, '').replaceAll(END, '')
}
