import { api, type Message } from '@naniwa/contract'
import { pattern } from '../kinds.ts'
import { type Call, listed, type Operation, operation, required } from '../operation.ts'
import type { Answer } from '../views.ts'
import { messageReadScopes } from './messages.ts'

const writeScopes = ['rooms.messages:write', 'rooms.all:write', 'rooms.all:read_write'] as const
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
    scopes: messageReadScopes,
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
]

async function react({ verb }: Call, roomId: number, id: string, emoji: string, state: 'on' | 'off') {
  return listed(reactionsOf(await verb(api.messages.react, { roomId, id, emoji, on: state === 'on' })))
}

function reactionsOf({ reactions }: Message): Answer[] {
  return reactions.map(({ emoji, accountIds }) => ({ emoji, account_ids: accountIds }))
}
