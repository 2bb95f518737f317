import { settle } from './notation-pairs.ts'
import { readTags } from './notation-tags.ts'
import { readText } from './notation-text.ts'

/*
 * The public message notation ([To:], [rp], [qt], [info], …) as a typed tree. It is the notation of Chatwork's API v2, valid in
 * messages, task bodies and room descriptions. Tags are case sensitive; an unknown, malformed, misplaced or unclosed tag, an id
 * out of range and anything nested deeper than ten blocks is literal text.
 *
 * Nodes hold their source (`raw`, or `open` and `close` around their content), so printing a tree gives back the body to the
 * letter. Show nodes from their typed members; never show the source members.
 */

/** Never empty; two text nodes are never neighbours. Newlines are `\n` or `\r\n`, as they were typed. */
export interface TextNode {
  type: 'text'
  text: string
}

export interface EmoticonNode {
  type: 'emoticon'
  /** One of the codes in `emoticons`. */
  code: string
}

/** A bare http(s) address in the text, or `[url]…[/url]`, which also takes mailto. */
export interface LinkNode {
  type: 'link'
  /** As typed, without space around it; `new URL(url)` accepts it. Scheme http, https or mailto, nothing else. */
  url: string
  raw: string
}

/** `https://any.host/#!rid{room}-{message}`: a link to a message, here or on another server: compare the host. */
export interface MessageLinkNode {
  type: 'messageLink'
  url: string
  roomId: number
  /** Decimal, at most 2^63 - 1. */
  messageId: string
  raw: string
}

/** What follows `[To:1]`, `[rp …]` and `[toall]` by convention. */
interface Addressed {
  /**
   * The words behind the tag on its line up to and including さん, if they look like a name (at most 60 UTF-16 units, no
   * sentence mark or colon). The sender wrote them: show them beside, or instead of, the account's name, but never drop them
   * unless they say the same.
   */
  label?: string
  raw: string
}

/** `[To:1]` */
export interface ToNode extends Addressed {
  type: 'to'
  accountId: number
}

/** `[toall]` */
export interface ToAllNode extends Addressed {
  type: 'toAll'
}

/** `[rp aid=1 to=2-3]`: an answer to message 3 of room 2, which may be another room, written by account 1. */
export interface ReplyNode extends Addressed {
  type: 'reply'
  accountId: number
  roomId: number
  messageId: string
}

/** `[qt][qtmeta aid=1 time=2 to=3-4]…[/qt]`; the bare `[qt]…[/qt]` has none of the optional members. */
export interface QuoteNode {
  type: 'quote'
  accountId?: number
  /** Unix seconds. */
  time?: number
  /** The quoted message, as Naniwa and newer clients write it. */
  source?: { roomId: number; messageId: string }
  open: string
  children: Node[]
  close: string
}

/** `[info]…[/info]` or `[info][title]…[/title]…[/info]` */
export interface InfoNode {
  type: 'info'
  open: string
  title?: Node[]
  titleClose?: string
  children: Node[]
  close: string
}

/** `[hr]` */
export interface RuleNode {
  type: 'hr'
  raw: string
}

/** `[code]…[/code]`: nothing inside is interpreted; ends at the first `[/code]`. */
export interface CodeNode {
  type: 'code'
  open: string
  text: string
  close: string
}

/** `[picon:1]` the picture, `[pname:1]` the name, `[piconname:1]` both. Mentions nobody. */
export interface PersonNode {
  type: 'picon' | 'pname' | 'piconname'
  accountId: number
  raw: string
}

/** `[preview id=1 ht=150]`: a picture of the file, `height` in CSS pixels (0 to 99,999: limit it when showing). */
export interface PreviewNode {
  type: 'preview'
  fileId: number
  height: number
  raw: string
}

/** `[download:1]name.pdf (12 KB)[/download]`. The label is not interpreted: a file may be called `a(F).txt`. */
export interface DownloadNode {
  type: 'download'
  fileId: number
  open: string
  label: string
  close: string
}

/** `[task aid=1 st=open lt=0]…[/task]`, with `ltype=date` or `ltype=time` in newer messages. */
export interface TaskNode {
  type: 'task'
  accountId: number
  status: 'open' | 'done'
  /** Unix seconds; 0 with `none`. */
  limit: number
  /** `none` if there is no limit; an old message that does not say means `date`. */
  limitType: 'none' | 'date' | 'time'
  open: string
  children: Node[]
  close: string
}

/** `[dtext:file_uploaded]`: a phrase to be shown in the reader's language. Keys are `a-z 0-9 _`; not all are known. */
export interface SystemTextNode {
  type: 'dtext'
  key: string
  raw: string
}

/** `[deleted]`: all that is left of a deleted message. */
export interface DeletedNode {
  type: 'deleted'
  raw: string
}

export type BlockNode = QuoteNode | InfoNode | TaskNode

export type Node =
  | TextNode
  | EmoticonNode
  | LinkNode
  | MessageLinkNode
  | ToNode
  | ToAllNode
  | ReplyNode
  | RuleNode
  | CodeNode
  | PersonNode
  | PreviewNode
  | DownloadNode
  | SystemTextNode
  | DeletedNode
  | BlockNode

/**
 * The tree of a body. Never throws, whatever the string; takes time linear in its length.
 *
 * One newline right after a block's opening or closing tag ([qt], [info], [title], [code], [task], [hr], [preview]) belongs to
 * the tag, so that a block written on lines of its own leaves no empty lines.
 */
export function parse(body: string): Node[] {
  const root: Node[] = []
  const blocks: BlockNode[] = []
  let into = root
  let done = 0
  for (const tag of settle(readTags(body)).standing) {
    for (const node of readText(body.slice(done, tag.start))) into.push(node)
    done = tag.end
    const source = body.slice(tag.start, tag.end)
    const block = blocks.at(-1)
    if (tag.role === 'atom') into.push(tag.node)
    else if (tag.role === 'open' && tag.node) {
      into.push(tag.node)
      blocks.push(tag.node)
      into = tag.node.children
    } else if (tag.role === 'open' && block?.type === 'info') {
      block.open += source
      into = block.title = []
    } else if (tag.role === 'close' && tag.kind === 'title' && block?.type === 'info') {
      block.titleClose = source
      into = block.children
    } else if (block) {
      block.close = source
      blocks.pop()
      into = innermost(blocks.at(-1)) ?? root
    }
  }
  for (const node of readText(body.slice(done))) into.push(node)
  return root
}

/** A block that closes inside an unfinished title goes on in that title. */
function innermost(block: BlockNode | undefined): Node[] | undefined {
  return block?.type === 'info' && block.title && block.titleClose === undefined ? block.title : block?.children
}

/** The body a tree was parsed from, to the letter: `print(parse(body)) === body`. */
export function print(nodes: readonly Node[]): string {
  return nodes.map(printNode).join('')
}

function printNode(node: Node): string {
  switch (node.type) {
    case 'text':
      return node.text
    case 'emoticon':
      return node.code
    case 'code':
      return node.open + node.text + node.close
    case 'download':
      return node.open + node.label + node.close
    case 'info':
      return node.open + print(node.title ?? []) + (node.titleClose ?? '') + print(node.children) + node.close
    case 'quote':
    case 'task':
      return node.open + print(node.children) + node.close
    default:
      return node.raw
  }
}
