import { type Message, type Node, parse, print } from '@naniwa/contract'
import type { Text } from '../text/ja.ts'
import { mark } from './marked.ts'

/** What a system message tells, read out of its notation. */
export type SystemEvent =
  | { kind: 'created'; by: number; room: string; added: number[] }
  | { kind: 'added' | 'removed'; by: number; people: number[] }
  | { kind: 'left' | 'joined'; by: number }
  | { kind: 'renamed'; by: number; room: string }
  | { kind: 'described' | 'iconChanged' | 'edited'; by: number }

/**
 * System messages are made of phrases and people, as the public API shows them. Each is one of a few sentences; what is
 * none of them is a change of the room.
 */
export function systemEvent(message: Pick<Message, 'accountId' | 'body'>): SystemEvent {
  const by = message.accountId
  const nodes = flat(parse(message.body))
  const keys = new Set(nodes.flatMap((node) => (node.type === 'dtext' ? [node.key] : [])))
  const people = nodes.flatMap((node) => (node.type === 'piconname' ? [node.accountId] : []))
  if (keys.has('chatroom_groupchat_created')) {
    return { kind: 'created', by, room: between(nodes, 'chatroom_chatname_is', 'chatroom_set'), added: people }
  }
  if (keys.has('chatroom_added')) return { kind: 'added', by, people }
  if (keys.has('chatroom_deleted')) return { kind: 'removed', by, people }
  if (keys.has('chatroom_leaved')) return { kind: 'left', by: people[0] ?? by }
  if (keys.has('chatroom_chat_joined')) return { kind: 'joined', by }
  const changes = ['chatroom_chatname_is', 'chatroom_description_is', 'chatroom_icon_updated'].filter((key) =>
    keys.has(key),
  )
  if (changes.length !== 1) return { kind: 'edited', by }
  if (changes[0] === 'chatroom_chatname_is') {
    return { kind: 'renamed', by, room: between(nodes, 'chatroom_chatname_is', 'chatroom_changed') }
  }
  return { kind: changes[0] === 'chatroom_description_is' ? 'described' : 'iconChanged', by }
}

/** Everybody whom a system message names. */
export function peopleNamed({ accountId, body }: Pick<Message, 'accountId' | 'body'>): number[] {
  const named = flat(parse(body)).flatMap((node) => ('accountId' in node && node.accountId ? [node.accountId] : []))
  return [...new Set([accountId, ...named])]
}

function flat(nodes: readonly Node[]): Node[] {
  return nodes.flatMap((node) => (node.type === 'info' ? flat([...(node.title ?? []), ...node.children]) : [node]))
}

function between(nodes: readonly Node[], from: string, to: string): string {
  const start = nodes.findIndex((node) => node.type === 'dtext' && node.key === from)
  const end = nodes.findIndex((node, index) => index > start && node.type === 'dtext' && node.key === to)
  return start < 0 || end < 0 ? '' : print(nodes.slice(start + 1, end))
}

/** The sentence in the reader's language, its names marked. */
export function sentenceOf(event: SystemEvent, name: (accountId: number) => string, text: Text): string {
  const words = text.messages.system
  const person = (accountId: number) => mark(name(accountId))
  const names = (accountIds: readonly number[]) => words.names(accountIds.map(person))
  const by = person(event.by)
  switch (event.kind) {
    case 'created': {
      const room = mark(words.room(event.room))
      return event.added.length > 0 ? words.createdWith(by, room, names(event.added)) : words.created(by, room)
    }
    case 'added':
      return words.added(by, names(event.people))
    case 'removed':
      return words.removed(by, names(event.people))
    case 'renamed':
      return words.renamed(by, mark(words.room(event.room)))
    case 'left':
      return words.left(by)
    case 'joined':
      return words.joined(by)
    case 'described':
      return words.described(by)
    case 'iconChanged':
      return words.iconChanged(by)
    case 'edited':
      return words.edited(by)
  }
}
