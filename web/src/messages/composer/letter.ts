import { type Node, parse, print, type ReplyNode, replyTag, toTag } from '@naniwa/contract'
import { fileIn } from '../file-node.ts'

export type Recipient = { kind: 'to'; accountId: number; label?: string } | { kind: 'all'; label?: string }

/**
 * What stands in the composer: whom it answers and addresses apart from the words, so that a plain text area holds nothing
 * but what was typed. Everything else of the notation stays in the words as it is written.
 */
export interface Letter {
  reply: ReplyNode | null
  recipients: readonly Recipient[]
  words: string
}

export const emptyLetter: Letter = { reply: null, recipients: [], words: '' }

/** Takes the tags at the head of a body apart. */
export function readLetter(body: string): Letter {
  const nodes = parse(body)
  const recipients: Recipient[] = []
  let reply: ReplyNode | null = null
  let at = 0
  for (; at < nodes.length; at++) {
    const node = nodes[at] as Node
    if (node.type === 'reply' && !reply && recipients.length === 0) reply = node
    else if (node.type === 'to') recipients.push({ kind: 'to', accountId: node.accountId, ...labelOf(node) })
    else if (node.type === 'toAll') recipients.push({ kind: 'all', ...labelOf(node) })
    else if (node.type !== 'text' || node.text.trim() !== '') break
  }
  const rest = print(nodes.slice(at))
  const words = recipients.length > 0 || reply ? rest.replace(/^[ \t\u3000]*(?:\r?\n)?/, '') : body
  return { reply, recipients, words }
}

function labelOf({ label }: { label?: string }): { label?: string } {
  return label === undefined ? {} : { label }
}

/** The body that is sent, in the form the field's own composer gives it: each tag on a line of its own. */
export function writeLetter({ reply, recipients, words }: Letter, name: (accountId: number) => string): string {
  const head = reply ? `${replyTag({ ...reply, name: name(reply.accountId) })}` : ''
  const tags = recipients.map((recipient) => {
    if (recipient.kind === 'all') return `[toall]${recipient.label ?? ''}\n`
    return recipient.label === undefined
      ? toTag(recipient.accountId, name(recipient.accountId))
      : `[To:${recipient.accountId}]${recipient.label}\n`
  })
  return head + tags.join('') + words
}

/** Takes the boxes of files at the end of a body apart, so that editing its words leaves them as they are. */
export function splitFiles(body: string): { words: string; files: string } {
  const nodes = parse(body)
  const last = nodes.findLastIndex((node) => node.type !== 'info' || fileIn(node) === null)
  if (last === nodes.length - 1) return { words: body, files: '' }
  return { words: print(nodes.slice(0, last + 1)).replace(/\n$/, ''), files: print(nodes.slice(last + 1)) }
}

export function joinFiles(words: string, files: string): string {
  return words === '' || words.endsWith('\n') || files === '' ? words + files : `${words}\n${files}`
}

export function isBlank({ words }: Letter): boolean {
  return words.trim() === ''
}

export function withRecipient(letter: Letter, recipient: Recipient): Letter {
  const isThere = letter.recipients.some((other) => isSame(other, recipient))
  return isThere ? letter : { ...letter, recipients: [...letter.recipients, recipient] }
}

export function withoutRecipient(letter: Letter, recipient: Recipient): Letter {
  return { ...letter, recipients: letter.recipients.filter((other) => !isSame(other, recipient)) }
}

function isSame(a: Recipient, b: Recipient): boolean {
  return a.kind === 'all' ? b.kind === 'all' : b.kind === 'to' && a.accountId === b.accountId
}
