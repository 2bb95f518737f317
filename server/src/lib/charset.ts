/*
 * Which encoding a text is in, judged by its first bytes alone. Files on Japanese desktops are UTF-8, Shift_JIS (as Windows writes it),
 * EUC-JP, ISO-2022-JP or UTF-16, and hardly any says which.
 */

export type Charset = 'utf-8' | 'utf-16le' | 'utf-16be' | 'shift_jis' | 'euc-jp' | 'iso-2022-jp' | 'windows-1252'

/** Controls that text has: tab, line feed, form feed, carriage return, escape. */
const TEXT_CONTROLS = new Set([0x09, 0x0a, 0x0c, 0x0d, 0x1b])

/** Null for what is no text: the beginning of a file, which may end within a character. */
export function detectCharset(head: Uint8Array): Charset | null {
  const marked = markOf(head)
  if (marked) return decodes(head, marked) ? marked : null
  if (head.includes(0)) return likeliest(head, ['utf-16le', 'utf-16be'])
  if (head.some((byte) => byte < 0x20 && !TEXT_CONTROLS.has(byte))) return null
  if (isEscaped(head) && decodes(head, 'iso-2022-jp')) return 'iso-2022-jp'
  if (decodes(head, 'utf-8')) return 'utf-8'
  return likeliest(head, ['shift_jis', 'euc-jp']) ?? (isWestern(head) ? 'windows-1252' : null)
}

/** The text of such a beginning, without its byte order mark; a character cut in two at the end is left out. */
export function decodeHead(head: Uint8Array, charset: Charset): string {
  return new TextDecoder(charset).decode(head, { stream: true })
}

function markOf([first, second, third]: Uint8Array): Charset | null {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8'
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  return null
}

/** ISO-2022-JP switches to kanji by ESC $ B or ESC $ @, and holds no byte above 127. */
function isEscaped(head: Uint8Array): boolean {
  if (head.some((byte) => byte > 0x7f)) return false
  const text = Buffer.from(head).toString('latin1')
  return text.includes('\x1b$B') || text.includes('\x1b$@')
}

function decodes(head: Uint8Array, charset: Charset): string | null {
  try {
    const text = new TextDecoder(charset, { fatal: true }).decode(head, { stream: true })
    return text.includes('\0') ? null : text || '\n'
  } catch {
    return null
  }
}

/** The one that reads most like something somebody wrote, if any does. */
function likeliest(head: Uint8Array, charsets: readonly Charset[]): Charset | null {
  let best: { charset: Charset; score: number } | undefined
  for (const charset of charsets) {
    const text = decodes(head, charset)
    const score = text === null ? 0 : plausibility(text)
    if (score > (best?.score ?? LEAST_PLAUSIBLE)) best = { charset, score }
  }
  return best?.charset ?? null
}

const LEAST_PLAUSIBLE = 0.6
// Kana, the kanji everybody uses, Japanese and ASCII marks, full-width letters.
const USUAL = /[\n\r\t -~\u3000-\u30ff\u4e00-\u9fff\uff01-\uff5e]/g
const KANA = /[\u3041-\u309f\u30a1-\u30ff]/g
// What one encoding turns into when it is read as another: half-width katakana, private use, controls.
const ODD = /[\uff61-\uff9f\p{Co}\u0080-\u009f]/gu

/** From below 0 to a little above 1. */
function plausibility(text: string): number {
  const count = (pattern: RegExp) => (text.match(pattern) ?? []).length
  return (count(USUAL) + count(KANA) * 0.2 - count(ODD)) / Math.max(1, text.length)
}

/** Mostly ASCII with some accents. */
function isWestern(head: Uint8Array): boolean {
  return head.filter((byte) => byte > 0x7f).length < head.length * 0.15
}
