import { emoticonOf } from './emoticons.ts'
import { type Node, parse } from './notation.ts'

/** Whom a body calls, by `[To:]`, `[rp]` and `[toall]`. */
export interface Mentions {
  /** Without doubles, in the order of the body. Nobody has checked that they exist or are in the room. */
  accountIds: number[]
  all: boolean
}

/** What is inside a quote, a task box, code or a file's name mentions nobody: it was said elsewhere. */
export function mentions(body: string | readonly Node[]): Mentions {
  const accountIds = new Set<number>()
  let all = false
  for (const node of said(treeOf(body))) {
    if (node.type === 'to' || node.type === 'reply') accountIds.add(node.accountId)
    else if (node.type === 'toAll') all = true
  }
  return { accountIds: [...accountIds], all }
}

/** The http(s) addresses in order, without doubles, outside code and quotes; links to messages and mail are not among them. */
export function linkedUrls(body: string | readonly Node[]): string[] {
  const urls = new Set<string>()
  for (const node of linked(treeOf(body))) {
    if (node.type === 'link' && /^http/i.test(node.url)) urls.add(node.url)
  }
  return [...urls]
}

export interface PlainTextOptions {
  /** Name of an account, as the reader may see it. Without one, To shows the name the sender wrote. */
  name?: (accountId: number) => string | undefined
  /** A `[dtext:KEY]` in the reader's language; without it, such phrases are left out. */
  phrase?: (key: string) => string | undefined
  /** How much of a quote to keep, in code points; 40 unless given, 0 for none, Infinity for all. */
  quoteLength?: number
}

/**
 * A body on one line without tags, for previews, notifications and the search index: "To 高橋 葵 > quoted… よろしく 🙇".
 * Links and code stay as they are but for white space, which is reduced to single spaces.
 */
export function plainText(body: string | readonly Node[], options: PlainTextOptions = {}): string {
  return oneLine(
    treeOf(body)
      .map((node) => plain(node, options))
      .join(''),
  )
}

function plain(node: Node, options: PlainTextOptions): string {
  switch (node.type) {
    case 'text':
      return node.text
    case 'emoticon':
      return emoticonOf(node.code)?.emoji ?? node.code
    case 'link':
    case 'messageLink':
      return node.url
    case 'to':
      return ` ${addressed('To', options.name?.(node.accountId), node.label)} `
    case 'reply':
      return ` ${addressed('Re', options.name?.(node.accountId), node.label)} `
    case 'toAll':
      return ` ${addressed('To', 'all', node.label)} `
    case 'quote':
      return ` ${quoted(plainText(node.children, options), options.quoteLength ?? 40)} `
    case 'info':
      return ` ${plainText(node.title ?? [], options)} ${plainText(node.children, options)} `
    case 'task':
      return ` ${plainText(node.children, options)} `
    case 'code':
      return ` ${node.text} `
    case 'download':
      return ` ${node.label} `
    case 'pname':
    case 'piconname':
      return options.name?.(node.accountId) ?? ''
    case 'dtext':
      return options.phrase?.(node.key) ?? ''
    case 'hr':
    case 'preview':
      return ' '
    case 'picon':
    case 'deleted':
      return ''
  }
}

/** The sender's words are dropped only where they repeat the name. */
function addressed(head: string, name: string | undefined, label: string | undefined): string {
  const written = label?.replace(/さん$/, '')
  if (name === undefined || written?.replace(/\s/g, '') === name.replace(/\s/g, ''))
    return `${head} ${name ?? written ?? ''}`
  return `${head} ${name} ${label ?? ''}`
}

function quoted(text: string, length: number): string {
  if (text === '' || length === 0) return ''
  const points = Array.from(text)
  return `> ${points.length > length ? `${points.slice(0, length).join('')}…` : text}`
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

/** The nodes the sender says in person. */
function* said(nodes: readonly Node[]): Iterable<Node> {
  for (const node of nodes) {
    yield node
    if (node.type === 'info') yield* said([...(node.title ?? []), ...node.children])
  }
}

function* linked(nodes: readonly Node[]): Iterable<Node> {
  for (const node of said(nodes)) {
    yield node
    if (node.type === 'task') yield* linked(node.children)
  }
}

function treeOf(body: string | readonly Node[]): readonly Node[] {
  return typeof body === 'string' ? parse(body) : body
}
