/*
 * The written form of conversations, so that they read like conversations:
 *
 *   == name : planning quality *      who speaks: A knows about planning, B about quality, C is anybody
 *   A: {to:B}text                     a message; lines after it, up to the next mark, belong to it
 *   | text                            another way to say the same
 *   B +2h: text                       two hours (m: minutes, h: hours) after the one before; `next`: the next morning
 *   B @-1d9:14: text                  on the clock, a working day before the last; `@-36m`: so many minutes before the end
 *   ~ text                            what the message was corrected to, a few minutes later
 *   + A👍 C🙏                          reactions to it
 *   x                                 it is deleted again
 *   \+ text                           a row of the message that begins with one of these marks
 */

export type When =
  | { readonly kind: 'soon' }
  | { readonly kind: 'after'; readonly minutes: number }
  | { readonly kind: 'nextMorning' }
  | { readonly kind: 'clock'; readonly days: number; readonly minutes: number }
  | { readonly kind: 'beforeEnd'; readonly minutes: number }

export interface Line {
  readonly speaker: string
  readonly when: When
  /** Different ways to say it; one is taken. */
  readonly texts: readonly string[]
  readonly correction: string | null
  readonly reactions: readonly { readonly by: string; readonly emoji: string }[]
  readonly deleted: boolean
}

export interface Thread {
  readonly name: string
  /** By letter, from A: what the speaker has to know about (`a|b`: one of them), `*` for anybody, `=key` for one person. */
  readonly cast: readonly string[]
  readonly lines: readonly Line[]
}

interface Draft extends Line {
  texts: string[]
  correction: string | null
  reactions: { by: string; emoji: string }[]
  deleted: boolean
}

const HEAD = /^== ([\w.-]+) : (.+)$/
const SPEECH = /^([A-H])(?: (\S+))?: ?(.*)$/

export function readThreads(script: string): Thread[] {
  const threads: (Omit<Thread, 'lines'> & { lines: Draft[] })[] = []
  let into: 'text' | 'correction' = 'text'
  for (const row of script.trim().split('\n')) {
    const head = HEAD.exec(row)
    const speech = SPEECH.exec(row)
    const lines = threads.at(-1)?.lines ?? []
    const line = lines.at(-1)
    const literal = row.startsWith('\\') ? row.slice(1) : row
    if (head) {
      threads.push({ name: head[1] ?? '', cast: (head[2] ?? '').trim().split(/\s+/), lines: [] })
    } else if (speech) {
      const [, speaker = '', when, text = ''] = speech
      lines.push({ speaker, when: readWhen(when), texts: [text], correction: null, reactions: [], deleted: false })
      into = 'text'
    } else if (!line) {
      if (row.trim() !== '') throw new SyntaxError(`a row before the first message: ${row}`)
    } else if (row.startsWith('| ')) {
      line.texts.push(row.slice(2))
      into = 'text'
    } else if (row.startsWith('~ ')) {
      line.correction = row.slice(2)
      into = 'correction'
    } else if (row.startsWith('+ ')) {
      for (const word of row.slice(2).trim().split(/\s+/))
        line.reactions.push({ by: word.slice(0, 1), emoji: word.slice(1) })
    } else if (row === 'x') line.deleted = true
    else if (into === 'correction') line.correction += `\n${literal}`
    else line.texts[line.texts.length - 1] += `\n${literal}`
  }
  for (const thread of threads) for (const line of thread.lines) tidy(line)
  return threads
}

/** Empty rows between threads belong to nobody. */
function tidy(line: Draft): void {
  line.texts = line.texts.map((text) => text.trimEnd())
  line.correction = line.correction?.trimEnd() ?? null
}

function readWhen(word: string | undefined): When {
  if (word === undefined) return { kind: 'soon' }
  if (word === 'next') return { kind: 'nextMorning' }
  const after = /^\+(\d+)([mh])$/.exec(word)
  if (after) return { kind: 'after', minutes: Number(after[1]) * (after[2] === 'h' ? 60 : 1) }
  const before = /^@-(\d+)m$/.exec(word)
  if (before) return { kind: 'beforeEnd', minutes: Number(before[1]) }
  const clock = /^@-(\d+)d(\d+):(\d+)$/.exec(word)
  if (clock) return { kind: 'clock', days: Number(clock[1]), minutes: Number(clock[2]) * 60 + Number(clock[3]) }
  throw new SyntaxError(`when is ${word}?`)
}
