import { emoticonOf } from './emoticons.ts'
import { fold } from './fold.ts'
import { type Node, parse } from './notation.ts'
import { linkedUrls } from './notation-reading.ts'
import type { Mark } from './query.ts'

/** What search knows of a message's body. */
export interface Searched {
  /** Folded, on one line, without space at its ends. */
  readonly text: string
  readonly marks: readonly Mark[]
}

/**
 * The words that stand in a body, without its tags: `[info]` finds nothing. Titles, quotes, code, addresses, names of files and
 * the words behind To and Re count; emoticons count as the emoji they are drawn as; names and phrases that each reader sees in
 * their own way (`[pname:1]`, `[dtext:…]`) do not.
 */
export function searched(body: string): Searched {
  const nodes = parse(body)
  const marks: Mark[] = []
  if (linkedUrls(nodes).length > 0) marks.push('link')
  if (holds(nodes, (node) => node.type === 'download' || node.type === 'preview')) marks.push('file')
  if (holds(nodes, (node) => node.type === 'task')) marks.push('task')
  return { text: fold(nodes.map(words).join('')).trim(), marks }
}

function words(node: Node): string {
  switch (node.type) {
    case 'text':
      return node.text
    case 'emoticon':
      return emoticonOf(node.code)?.emoji ?? node.code
    case 'link':
    case 'messageLink':
      return node.url
    case 'to':
    case 'reply':
    case 'toAll':
    case 'download':
      return ` ${node.label ?? ''} `
    case 'code':
      return ` ${node.text} `
    case 'info':
      return ` ${(node.title ?? []).map(words).join('')} ${node.children.map(words).join('')} `
    case 'quote':
    case 'task':
      return ` ${node.children.map(words).join('')} `
    case 'hr':
      return ' '
    case 'picon':
    case 'pname':
    case 'piconname':
    case 'dtext':
    case 'preview':
    case 'deleted':
      return ''
  }
}

function holds(nodes: readonly Node[], wanted: (node: Node) => boolean): boolean {
  return nodes.some((node) => wanted(node) || ('children' in node && holds(node.children, wanted)))
}
