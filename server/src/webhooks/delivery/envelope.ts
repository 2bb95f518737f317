import { limitOf, type WebhookEvent } from '@naniwa/contract'
import type { Happening, Told, ToldFile, ToldMember, ToldMessage, ToldTask } from '../../events/happened.ts'

/** An id of the public API's spelling and what is told under it. */
type Fields = Readonly<Record<string, string | number>>

/**
 * The body of a delivery, in the public API's envelope; its first three events to the byte. `toAccountId` is whom a
 * `mention_to_me` is about.
 */
export function envelope(webhookId: number, event: WebhookEvent, told: Told, toAccountId: number): string {
  return JSON.stringify({
    webhook_setting_id: String(webhookId),
    webhook_event_type: event,
    webhook_event_time: secondsOf(told.at),
    webhook_event: event === 'mention_to_me' ? mentionFields(told, toAccountId) : fieldsOf(told),
  })
}

function mentionFields(told: Happening, toAccountId: number): Fields {
  if (!('addressed' in told)) throw new TypeError(`${told.type} addresses nobody`)
  const { roomId, id, accountId, body } = told.message
  return {
    from_account_id: accountId,
    to_account_id: toAccountId,
    room_id: roomId,
    message_id: id,
    body,
    ...timesOf(told.message),
  }
}

function fieldsOf(told: Happening): Fields {
  if ('task' in told) return taskFields(told.task)
  if ('file' in told) return fileFields(told.file)
  if ('member' in told) return memberFields(told.member)
  const { roomId, id, accountId, body } = told.message
  if ('emoji' in told) return { message_id: id, room_id: roomId, account_id: told.accountId, emoji: told.emoji }
  const text = told.type === 'message_deleted' ? '[deleted]' : body
  return { message_id: id, room_id: roomId, account_id: accountId, body: text, ...timesOf(told.message) }
}

function timesOf({ createdAt, editedAt }: ToldMessage): Fields {
  return { send_time: secondsOf(createdAt), update_time: editedAt === null ? 0 : secondsOf(editedAt) }
}

function taskFields({ id, roomId, accountId, assignedBy, messageId, body, due, status }: ToldTask): Fields {
  return {
    task_id: id,
    room_id: roomId,
    account_id: accountId,
    assigned_by_account_id: assignedBy,
    message_id: messageId,
    body,
    limit_time: limitOf(due),
    limit_type: due.type,
    status,
  }
}

function fileFields({ id, roomId, accountId, messageId, name, size, createdAt }: ToldFile): Fields {
  return {
    file_id: id,
    room_id: roomId,
    account_id: accountId,
    message_id: messageId,
    filename: name,
    filesize: size,
    upload_time: secondsOf(createdAt),
  }
}

/** `role` is empty for somebody who is no longer there. */
function memberFields({ roomId, accountId, role }: ToldMember): Fields {
  return { room_id: roomId, account_id: accountId, role: role ?? '' }
}

function secondsOf(milliseconds: number): number {
  return Math.floor(milliseconds / 1_000)
}
