import type { BlockNode, InfoNode, Node, QuoteNode, TaskNode } from './notation.ts'
import { explicitLink, messagePlace, wholeNumber } from './notation-text.ts'

export type BlockKind = 'info' | 'title' | 'qt' | 'task'

interface Span {
  start: number
  /** Includes what belongs to the tag: a swallowed newline, the name behind a To. */
  end: number
}

/** A tag as found in a body. An `open` of kind `title` has no node: its content goes to the info around it. */
export type Tag = Span &
  (
    | { role: 'atom'; node: Node }
    | { role: 'open'; kind: BlockKind; node?: BlockNode }
    | { role: 'close'; kind: BlockKind }
    | { role: 'loose' }
  )

/** All tags of a body from left to right, not yet paired. `loose` are those that could upset a block put around the body. */
export function readTags(body: string): Tag[] {
  const tags: Tag[] = []
  const pattern = /\[(\/?[A-Za-z]{2,9})([ :][^[\]\r\n]{1,120})?\]/g
  const source = { body, codeEnd: finder(body, '[/code]'), downloadEnd: finder(body, '[/download]') }
  for (let found = pattern.exec(body); found; found = pattern.exec(body)) {
    const [, name = '', args = ''] = found
    const tag = readTag(source, name, args, found.index, pattern.lastIndex)
    if (!tag) continue
    const isMisplaced = tag.role === 'open' && tag.kind === 'title' && !isAtInfo(tags.at(-1), tag.start)
    tags.push(isMisplaced ? { role: 'loose', start: tag.start, end: tag.end } : tag)
    pattern.lastIndex = tag.end
  }
  return tags
}

interface Source {
  body: string
  codeEnd: (from: number) => number
  downloadEnd: (from: number) => number
}

/** A title is one only at the very start of an info. */
function isAtInfo(before: Tag | undefined, start: number): boolean {
  return before?.role === 'open' && before.kind === 'info' && before.end === start
}

/** The tag between `start` and `at`; undefined if it is none of ours, or malformed and harmless. */
function readTag(source: Source, name: string, args: string, start: number, at: number): Tag | undefined {
  const { body } = source
  const end = afterNewline(body, at)
  if (name.startsWith('/')) return args === '' ? closing(name.slice(1), start, end) : undefined
  switch (name) {
    case 'info':
      return args ? undefined : openInfo(body, start, end)
    case 'title':
      return args ? undefined : { role: 'open', kind: 'title', start, end }
    case 'qt':
      return args ? undefined : openQuote(body, start, end)
    case 'task':
      return openTask(body, args, start, end)
    case 'code':
      return args ? undefined : code(source, start, at)
    case 'download':
      return download(source, args, start, at)
    case 'url':
      return args ? undefined : link(body, start, at)
    case 'To':
    case 'toall':
    case 'rp':
      return address(body, name, args, start, at)
    default: {
      const isBlock = name === 'hr' || name === 'preview'
      const node = readLeaf(name, args, body.slice(start, isBlock ? end : at))
      return node && { role: 'atom', start, end: isBlock ? end : at, node }
    }
  }
}

function closing(name: string, start: number, end: number): Tag | undefined {
  switch (name) {
    case 'info':
    case 'title':
    case 'qt':
    case 'task':
      return { role: 'close', kind: name, start, end }
    case 'code':
    case 'download':
    case 'url':
      return { role: 'loose', start, end: start + name.length + 3 }
    default:
      return undefined
  }
}

function openInfo(body: string, start: number, end: number): Tag {
  const node: InfoNode = { type: 'info', open: body.slice(start, end), children: [], close: '' }
  return { role: 'open', kind: 'info', start, end, node }
}

function openQuote(body: string, start: number, at: number): Tag {
  const meta = /\[qtmeta( [^[\]\r\n]{1,120})\]/y
  meta.lastIndex = at
  const about = quoteMeta(attributes(meta.exec(body)?.[1] ?? ''))
  const end = about ? afterNewline(body, meta.lastIndex) : at
  const node: QuoteNode = { type: 'quote', ...about, open: body.slice(start, end), children: [], close: '' }
  return { role: 'open', kind: 'qt', start, end, node }
}

function quoteMeta(given: Map<string, string> | undefined) {
  const accountId = wholeNumber(given?.get('aid'))
  if (!given || !accountId) return undefined
  const time = wholeNumber(given.get('time'))
  const source = messagePlace(given.get('to'))
  if ((given.has('time') && time === undefined) || (given.has('to') && !source)) return undefined
  return { accountId, ...(time !== undefined && { time }), ...(source && { source }) }
}

function openTask(body: string, args: string, start: number, end: number): Tag {
  const given = taskMeta(attributes(args))
  if (!given) return { role: 'loose', start, end }
  const node: TaskNode = { type: 'task', ...given, open: body.slice(start, end), children: [], close: '' }
  return { role: 'open', kind: 'task', start, end, node }
}

function taskMeta(given: Map<string, string> | undefined) {
  const accountId = wholeNumber(given?.get('aid'))
  const status = given?.get('st')
  const limit = wholeNumber(given?.get('lt') ?? '0')
  const type = given?.get('ltype') ?? 'date'
  if (!accountId || limit === undefined || (status !== 'open' && status !== 'done')) return undefined
  if (type !== 'date' && type !== 'time' && type !== 'none') return undefined
  const limitType = limit === 0 || type === 'none' ? 'none' : type
  return { accountId, status, limit: limitType === 'none' ? 0 : limit, limitType } as const
}

function code({ body, codeEnd }: Source, start: number, at: number): Tag {
  const close = codeEnd(at)
  if (close === -1) return { role: 'loose', start, end: at }
  const from = Math.min(afterNewline(body, at), close)
  const end = afterNewline(body, close + '[/code]'.length)
  const node = { open: body.slice(start, from), text: body.slice(from, close), close: body.slice(close, end) }
  return { role: 'atom', start, end, node: { type: 'code', ...node } }
}

function download({ body, downloadEnd }: Source, args: string, start: number, at: number): Tag {
  const fileId = wholeNumber(argument(args))
  const close = fileId ? downloadEnd(at) : -1
  if (!fileId || close === -1) return { role: 'loose', start, end: at }
  const end = close + '[/download]'.length
  const node = { open: body.slice(start, at), label: body.slice(at, close), close: body.slice(close, end) }
  return { role: 'atom', start, end, node: { type: 'download', fileId, ...node } }
}

function link(body: string, start: number, at: number): Tag {
  // Looking no further than the next [url] keeps a row of them linear.
  const next = /\[\/?url\]/g
  next.lastIndex = at
  const close = next.exec(body)
  const end = next.lastIndex
  const node = close?.[0] === '[/url]' && explicitLink(body.slice(at, close.index), body.slice(start, end))
  return node ? { role: 'atom', start, end, node } : { role: 'loose', start, end: at }
}

function address(body: string, name: 'To' | 'toall' | 'rp', args: string, start: number, at: number): Tag | undefined {
  // 高橋 葵さん, then the line's end, space or a sentence mark: 山田さんが is prose.
  const conventional =
    /[ \u3000]?([^\s[\]、。，．！？!?:：][^[\]\r\n、。，．！？!?:：]{0,57}?さん)(?=$|[\s[、。，．！？,.!?:：;(（…~〜])/y
  conventional.lastIndex = at
  const label = conventional.exec(body)?.[1]
  const end = label === undefined ? at : conventional.lastIndex
  const rest = { ...(label !== undefined && { label }), raw: body.slice(start, end) }
  const given = attributes(args)
  const accountId = wholeNumber(name === 'To' ? argument(args) : given?.get('aid'))
  const place = messagePlace(given?.get('to'))
  if (name === 'toall') return args ? undefined : { role: 'atom', start, end, node: { type: 'toAll', ...rest } }
  if (!accountId || (name === 'rp' && !place)) return undefined
  if (!place) return { role: 'atom', start, end, node: { type: 'to', accountId, ...rest } }
  return { role: 'atom', start, end, node: { type: 'reply', accountId, ...place, ...rest } }
}

function readLeaf(name: string, args: string, raw: string): Node | undefined {
  if (name === 'hr' || name === 'deleted') return args ? undefined : { type: name, raw }
  if (name === 'dtext') {
    const key = argument(args)
    return key && /^[a-z0-9_]{1,64}$/.test(key) ? { type: 'dtext', key, raw } : undefined
  }
  if (name === 'preview') {
    const given = attributes(args)
    const fileId = wholeNumber(given?.get('id'))
    const height = wholeNumber(given?.get('ht'))
    return fileId && height !== undefined && height < 100_000 ? { type: 'preview', fileId, height, raw } : undefined
  }
  if (name !== 'picon' && name !== 'pname' && name !== 'piconname') return undefined
  const accountId = wholeNumber(argument(args))
  return accountId ? { type: name, accountId, raw } : undefined
}

/** The `1` of `[To:1]`. */
function argument(args: string): string | undefined {
  return args.startsWith(':') ? args.slice(1) : undefined
}

/** The attributes of ` aid=1 to=2-3`, in any order; those we do not know are let pass, since the field has added some before. */
function attributes(args: string): Map<string, string> | undefined {
  if (!args.startsWith(' ')) return undefined
  const given = new Map<string, string>()
  for (const part of args.split(' ')) {
    if (part === '') continue
    const [, key = '', value = ''] = /^([a-z]+)=(\S+)$/.exec(part) ?? []
    if (key === '' || given.has(key)) return undefined
    given.set(key, value)
  }
  return given
}

function afterNewline(body: string, at: number): number {
  if (body.startsWith('\r\n', at)) return at + 2
  return body.startsWith('\n', at) ? at + 1 : at
}

/** Next place of `needle` for growing `from`: remembers the answer, so that any number of questions cost one pass. */
function finder(body: string, needle: string): (from: number) => number {
  let next = 0
  return (from) => {
    if (next !== -1 && next < from) next = body.indexOf(needle, from)
    return next
  }
}
