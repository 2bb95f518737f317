import { emoticonPattern } from './emoticons.ts'
import type { LinkNode, MessageLinkNode, Node } from './notation.ts'

const marks = new RegExp(`([Hh][Tt][Tt][Pp][Ss]?://)|${emoticonPattern}`, 'g')

/** What may stand between two tags: text, emoticons and bare addresses. Takes time linear in the length. */
export function readText(text: string): Node[] {
  const nodes: Node[] = []
  let done = 0
  marks.lastIndex = 0
  for (let mark = marks.exec(text); mark; mark = marks.exec(text)) {
    const url = mark[1] && bareUrl(text, mark.index, mark[1].length)
    if (mark[1] && !url) continue
    if (mark.index > done) nodes.push({ type: 'text', text: text.slice(done, mark.index) })
    nodes.push(url ? linkTo(url, url) : { type: 'emoticon', code: mark[0] })
    done = marks.lastIndex = mark.index + (url || mark[0]).length
  }
  if (done < text.length) nodes.push({ type: 'text', text: text.slice(done) })
  return nodes
}

/** The link that `[url]content[/url]` stands for; undefined if the content is no address of an allowed scheme. */
export function explicitLink(content: string, raw: string): LinkNode | MessageLinkNode | undefined {
  const url = content.trim()
  if (/[\s\p{Cc}\p{Cf}\p{Cs}"<>]/u.test(url)) return undefined
  const scheme = /^(?:https?:\/\/|mailto:(?=.))/i.exec(url)?.[0]
  if (!scheme) return undefined
  if (scheme.endsWith(':')) return { type: 'link', url, raw }
  const host = authorityEnd(url, scheme.length, () => false)
  return host && URL.canParse(url.slice(0, host)) ? linkTo(url, raw) : undefined
}

/** A number as ids, times and heights are written: plain decimal, no leading zero, exact as a JavaScript number. */
export function wholeNumber(digits: string | undefined): number | undefined {
  if (digits === undefined || !/^(?:0|[1-9]\d{0,15})$/.test(digits)) return undefined
  const number = Number(digits)
  return Number.isSafeInteger(number) ? number : undefined
}

/** `ROOM-MESSAGE` as in `to=` and `#!rid`. Undefined if an id is malformed or out of range. */
export function messagePlace(written: string | undefined): { roomId: number; messageId: string } | undefined {
  const [room, messageId, more] = (written ?? '').split('-', 3)
  const roomId = wholeNumber(room)
  if (!roomId || !messageId || more !== undefined || !/^[1-9]\d{0,18}$/.test(messageId)) return undefined
  // Beyond a signed 64-bit column, no such message can be.
  return messageId.length === 19 && messageId > '9223372036854775807' ? undefined : { roomId, messageId }
}

function linkTo(url: string, raw: string): LinkNode | MessageLinkNode {
  const place = messagePlace(/\/#!rid(\d{1,16}-\d{1,19})$/.exec(url)?.[1])
  return place ? { type: 'messageLink', url, ...place, raw } : { type: 'link', url, raw }
}

/** The address whose scheme starts at `start`, without the punctuation of the sentence around it. */
function bareUrl(text: string, start: number, schemeLength: number): string | undefined {
  if (/[A-Za-z0-9]/.test(text.charAt(start - 1))) return undefined
  // The host is judged before the rest is read: a refusal costs a bounded number of steps, so hostile text stays linear.
  const host = authorityEnd(text, start + schemeLength, endsUrl)
  if (!host) return undefined
  const isSound = URL.canParse(text.slice(start, host))
  let end = host
  while (isSound && end < text.length && !endsUrl(text.charCodeAt(end))) end += 1
  const url = withoutTrailingPunctuation(text.slice(start, end))
  return (isSound && start + url.length >= host) || URL.canParse(url) ? url : undefined
}

const MAX_AUTHORITY = 255

/** Where the authority (user, host, port) that starts at `from` ends; undefined if it is longer than any real one. */
function authorityEnd(text: string, from: number, ends: (code: number) => boolean): number | undefined {
  let end = from
  while (end < text.length && !'/?#'.includes(text.charAt(end)) && !ends(text.charCodeAt(end))) {
    end += 1
    if (end - from > MAX_AUTHORITY) return undefined
  }
  return end
}

// White space, controls, quotes and what no address holds unescaped; then, since Japanese is written without spaces: general
// punctuation with the direction marks, everything from CJK radicals to compatibility ideographs with kana, Hangul and both
// halves of emoji, the vertical forms, and the full- and half-width forms.
const asciiStops = new Set(Array.from('"<>\\^`|\u007f', (char) => char.charCodeAt(0)))

function endsUrl(code: number): boolean {
  if (code < 0x80) return code <= 0x20 || asciiStops.has(code)
  if (code < 0x2e80)
    return code <= 0xa0 || code === 0xab || code === 0xbb || code === 0x61c || isGeneralPunctuation(code)
  return code <= 0xfaff || (code >= 0xfe00 && code <= 0xfe4f) || code >= 0xfeff
}

function isGeneralPunctuation(code: number): boolean {
  return code === 0x1680 || code === 0x180e || (code >= 0x2000 && code <= 0x206f)
}

const openerOf: Record<string, string> = { ')': '(', ']': '[', '}': '{' }

/** `https://a.test/x).` ends before `).`, but `https://a.test/wiki/X_(y)` keeps its bracket, which it opened itself. */
function withoutTrailingPunctuation(url: string): string {
  const count = new Map<string, number>()
  for (const char of url) count.set(char, (count.get(char) ?? 0) + 1)
  let end = url.length
  for (; ; end -= 1) {
    const last = url.charAt(end - 1)
    if (".,:;!?'".includes(last)) continue
    const closers = count.get(last) ?? 0
    const opener = openerOf[last]
    if (opener === undefined || closers <= (count.get(opener) ?? 0)) return url.slice(0, end)
    count.set(last, closers - 1)
  }
}
