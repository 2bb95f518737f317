import { api, type Message, type MyRoom } from '@naniwa/contract'
import * as example from '../examples.ts'
import { badRequest } from '../fault.ts'
import { body, count, flag, messageId } from '../kinds.ts'
import { moveMark, raiseMark, readMark } from '../mark.ts'
import { added, type Call, listed, type Operation, operation, optional, type Reply, required } from '../operation.ts'
import { onlyOneOf, PAGE } from '../page.ts'
import { peopleIn } from '../people.ts'
import { roomOf } from '../rooms.ts'
import { type Answer, messageView } from '../views.ts'

export const messageReadScopes = ['rooms.messages:read', 'rooms.all:read', 'rooms.all:read_write'] as const
const writeScopes = ['rooms.messages:write', 'rooms.all:write', 'rooms.all:read_write'] as const
const forbidden = "You don't have permission to send/edit message."

export const messageOperations: readonly Operation[] = [
  operation({
    method: 'GET',
    path: '/rooms/{room_id}/messages',
    summary:
      'Messages of a room, oldest first: with `force=1` the newest 100, else those since the last call, up to 100 of them, the next with the next call. The first call is like `force=1`. What is fetched does not become read. With `before`, `after` or `limit` a page of the history instead, which counts as no call of this kind.',
    scopes: messageReadScopes,
    parameters: {
      force: optional(flag, 'The newest, whether or not they were fetched before.', false),
      before: added(messageId, 'The messages before this one.'),
      after: added(messageId, 'The messages after this one.'),
      limit: added(count(PAGE), 'How many of the history at most.'),
    },
    example: [example.message],
    async run(call, { room_id: roomId, force, before, after, limit }) {
      onlyOneOf({ before, after })
      const isHistory = (before ?? after ?? limit) !== undefined
      if (isHistory) return await shown(call, await history(call, roomId, { before, after, limit: limit ?? PAGE }))
      return await shown(call, force ? await newest(call, roomId) : await unfetched(call, roomId))
    },
  }),
  operation({
    method: 'POST',
    path: '/rooms/{room_id}/messages',
    summary: 'Send a message.',
    scopes: writeScopes,
    isPost: true,
    parameters: {
      body: required(body, 'What it says, in the message notation.'),
      self_unread: optional(flag, 'Whether it stays unread for oneself.', false),
    },
    forbidden,
    example: { message_id: '1934567890123456789' },
    async run({ verb, messageId: id }, { room_id: roomId, body, self_unread: selfUnread }) {
      return { message_id: (await verb(api.messages.send, { roomId, id, body, selfUnread })).id }
    },
  }),
  operation({
    method: 'PUT',
    path: '/rooms/{room_id}/messages/read',
    summary: 'Everything up to and including a message is read; without one, everything. 400 when it is already.',
    scopes: writeScopes,
    parameters: { message_id: optional(messageId, 'Up to this one.') },
    example: example.counts,
    async run(call, { room_id: roomId, message_id: id }) {
      const { mine } = await roomOf(call, roomId)
      const number = id === undefined ? mine.lastNumber : (await call.verb(api.messages.get, { roomId, id })).number
      if (mine.readNumber >= number) throw badRequest('The message is already read')
      return countsOf(await call.verb(api.messages.read, { roomId, number }))
    },
  }),
  operation({
    method: 'PUT',
    path: '/rooms/{room_id}/messages/unread',
    summary: 'A message and everything after it is unread. 400 when it is already.',
    scopes: writeScopes,
    parameters: { message_id: required(messageId, 'From this one on.') },
    example: { unread_num: 3, mention_num: 1 },
    async run(call, { room_id: roomId, message_id: id }) {
      const { mine } = await roomOf(call, roomId)
      const { number } = await call.verb(api.messages.get, { roomId, id })
      if (mine.readNumber < number) throw badRequest('The message is already unread')
      return countsOf(await call.verb(api.messages.unread, { roomId, number }))
    },
  }),
  operation({
    method: 'GET',
    path: '/rooms/{room_id}/messages/{message_id}',
    summary: 'One message.',
    scopes: messageReadScopes,
    example: example.message,
    async run(call, { room_id: roomId, message_id: id }) {
      const [view] = await messageViews(call, [await call.verb(api.messages.get, { roomId, id })])
      return view as Answer
    },
  }),
  operation({
    method: 'PUT',
    path: '/rooms/{room_id}/messages/{message_id}',
    summary: 'Change what one’s own message says.',
    scopes: writeScopes,
    parameters: { body: required(body, 'What it says now.') },
    forbidden,
    example: { message_id: '1934567890123456789' },
    async run({ verb }, { room_id: roomId, message_id: id, body }) {
      return { message_id: (await verb(api.messages.edit, { roomId, id, body })).id }
    },
  }),
  operation({
    method: 'DELETE',
    path: '/rooms/{room_id}/messages/{message_id}',
    summary: 'Delete one’s own message, or as an admin anybody’s. It stays in its place and says `[deleted]`.',
    scopes: writeScopes,
    forbidden,
    example: { message_id: '1934567890123456789' },
    async run({ verb }, { room_id: roomId, message_id: id }) {
      return { message_id: (await verb(api.messages.delete, { roomId, id })).id }
    },
  }),
]

/** In the order given, with who wrote them. */
export async function messageViews({ app }: Call, messages: readonly Message[]): Promise<Answer[]> {
  const person = await peopleIn(app, messages)
  return messages.map((message) => messageView(app, message, person(message.accountId)))
}

async function shown(call: Call, messages: readonly Message[]): Promise<Reply> {
  return listed(await messageViews(call, messages))
}

function countsOf({ lastNumber, readNumber, mentions }: MyRoom): Answer {
  return { unread_num: lastNumber - readNumber, mention_num: mentions.length }
}

async function newest({ app, actor, verb }: Call, roomId: number): Promise<Message[]> {
  const { messages } = await verb(api.messages.list, { roomId, limit: PAGE })
  const last = messages.at(-1)
  if (last) await raiseMark(app, actor.accountId, roomId, last.number)
  return messages
}

/** Two programs of one account that ask at once do not get the same: the second asks again. */
async function unfetched(call: Call, roomId: number): Promise<Message[]> {
  const { app, actor, verb } = call
  for (;;) {
    const from = await readMark(app, actor.accountId, roomId)
    const range = from === null ? { limit: PAGE } : { after: from, limit: PAGE }
    const { messages } = await verb(api.messages.list, { roomId, ...range })
    const last = messages.at(-1)
    if (!last) return []
    if (await moveMark(app, actor.accountId, roomId, { from, to: last.number })) return messages
  }
}

async function history(
  { verb }: Call,
  roomId: number,
  { before, after, limit }: { before: string | undefined; after: string | undefined; limit: number },
): Promise<Message[]> {
  const id = before ?? after
  const number = id === undefined ? undefined : (await verb(api.messages.get, { roomId, id })).number
  const place = number === undefined ? {} : before === undefined ? { after: number } : { before: number }
  return (await verb(api.messages.list, { roomId, limit, ...place })).messages
}
