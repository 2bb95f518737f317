import type { RoomHappening } from '@naniwa/contract'
import type { Told, ToldFile, ToldMessage, ToldTask } from '../../events/happened.ts'
import { newId, newMessageId } from '../../lib/ids.ts'
import type { StoredWebhook } from '../view.ts'

const TEXT = 'Naniwa webhook test'

/** An invented change of a kind, done by the owner of the webhook to themselves. */
export function sample(event: RoomHappening | 'mention_to_me', webhook: StoredWebhook, now: Date): Told {
  const { accountId, watchedRoom } = webhook
  const roomId = watchedRoom ?? newId({ now: () => now })
  const at = now.getTime()
  const message = {
    ...{ roomId, id: newMessageId({ now: () => now }), accountId, createdAt: at, editedAt: null },
    body: watchedRoom === null ? `[To:${accountId}]${TEXT}` : TEXT,
  }
  switch (event) {
    case 'mention_to_me':
      return { type: 'message_created', message, addressed: { accountIds: [accountId], all: false }, at }
    case 'message_created':
    case 'message_updated':
    case 'message_deleted': {
      const editedAt = event === 'message_updated' ? at : null
      return { type: event, message: { ...message, editedAt }, addressed: { accountIds: [], all: false }, at }
    }
    case 'reaction_added':
    case 'reaction_removed':
      return { type: event, message, accountId, emoji: '👍', at }
    case 'file_created':
    case 'file_deleted':
      return { type: event, file: sampleFile(message), at }
    case 'member_added':
    case 'member_role_changed':
    case 'member_removed':
      return { type: event, member: { roomId, accountId, role: event === 'member_removed' ? null : 'member' }, at }
    default:
      return { type: event, task: sampleTask(message, event === 'task_done' ? 'done' : 'open'), at }
  }
}

function sampleFile({ roomId, accountId, id: messageId, createdAt }: ToldMessage): ToldFile {
  const id = newId({ now: () => new Date(createdAt) })
  return { id, roomId, accountId, messageId, name: 'test.txt', size: TEXT.length, createdAt }
}

function sampleTask(
  { roomId, accountId, id: messageId, body, createdAt }: ToldMessage,
  done: ToldTask['status'],
): ToldTask {
  const id = newId({ now: () => new Date(createdAt) })
  return { id, roomId, accountId, assignedBy: accountId, messageId, body, due: { type: 'none' }, status: done }
}
