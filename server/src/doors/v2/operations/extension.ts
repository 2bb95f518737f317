import { api, type Message } from '@naniwa/contract'
import * as example from '../examples.ts'
import { count, id, pattern, text } from '../kinds.ts'
import { added, type Call, listed, type Operation, operation, required } from '../operation.ts'
import { tellNext } from '../page.ts'
import type { Answer } from '../views.ts'
import { messageViews } from './messages.ts'

const readScopes = ['rooms.messages:read', 'rooms.all:read', 'rooms.all:read_write'] as const
const writeScopes = ['rooms.messages:write', 'rooms.all:write', 'rooms.all:read_write'] as const
const SEARCH_LIMIT = 40
const QUERY_LENGTH = 500
const EMOJI_LENGTH = 32
const emoji = { ...pattern('one emoji', /^\P{C}{1,32}$/u), type: `one emoji, up to ${EMOJI_LENGTH} characters` }
const reactions = '/rooms/{room_id}/messages/{message_id}/reactions'
const exampleReactions = [{ emoji: '👍', account_ids: [7001, 7002] }]

/** What the original does not have and old clients never call. */
export const extensionOperations: readonly Operation[] = [
  operation({
    method: 'GET',
    path: reactions,
    summary: 'Who reacted to a message, and with what.',
    isExtension: true,
    scopes: readScopes,
    example: exampleReactions,
    run: async ({ verb }, { room_id: roomId, message_id: id }) =>
      listed(reactionsOf(await verb(api.messages.get, { roomId, id }))),
  }),
  operation({
    method: 'PUT',
    path: reactions,
    summary: 'React to a message.',
    isExtension: true,
    scopes: writeScopes,
    parameters: { emoji: required(emoji, 'With what.') },
    example: exampleReactions,
    run: (call, { room_id, message_id, emoji }) => react(call, room_id, message_id, emoji, 'on'),
  }),
  operation({
    method: 'DELETE',
    path: reactions,
    summary: 'Take one’s reaction off a message. In the form or in the query.',
    isExtension: true,
    scopes: writeScopes,
    parameters: { emoji: required(emoji, 'Which.') },
    example: exampleReactions,
    run: (call, { room_id, message_id, emoji }) => react(call, room_id, message_id, emoji, 'off'),
  }),
  operation({
    method: 'GET',
    path: '/search/messages',
    summary:
      'Messages of all one’s rooms that fulfil a query in the language of the search box, newest first. An answer may hold few or none and yet have an `X-Next-Cursor`: then there is more to look through.',
    isExtension: true,
    scopes: readScopes,
    parameters: {
      q: required(text(QUERY_LENGTH), 'What is sought.'),
      room_id: added(id, 'Only in this room.'),
      limit: added(count(SEARCH_LIMIT), 'How many at most.'),
      cursor: added(pattern('text', /^[0-9-]{5,60}$/), '`X-Next-Cursor` of the answer before.'),
    },
    example: [{ room_id: 88, ...example.message }],
    async run(call, { q: query, room_id: roomId, limit = SEARCH_LIMIT, cursor }) {
      const narrowed = { ...(roomId && { roomId }), ...(cursor && { cursor }) }
      const { hits, more } = await call.verb(api.search.messages, { query, limit, ...narrowed })
      tellNext(call, { limit, cursor }, more ?? undefined, (next) => next)
      const views = await messageViews(call, hits)
      return listed(views.map((view, place) => ({ room_id: (hits[place] as Message).roomId, ...view })))
    },
  }),
]

async function react({ verb }: Call, roomId: number, id: string, emoji: string, state: 'on' | 'off') {
  return listed(reactionsOf(await verb(api.messages.react, { roomId, id, emoji, on: state === 'on' })))
}

function reactionsOf({ reactions }: Message): Answer[] {
  return reactions.map(({ emoji, accountIds }) => ({ emoji, account_ids: accountIds }))
}
