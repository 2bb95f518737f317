import { addresses, type Message, type RoomReplica } from '@naniwa/contract'
import { toldOf } from '../tasks/told.ts'
import type { Which } from './wishes.ts'

/** What of a room decides whether its messages are told. */
export interface Place {
  readonly type: 'my' | 'direct' | 'group'
  readonly muted: boolean
}

/** By To, reply or To all, by a task that is given to the reader, or by being said to nobody else. */
export function isForReader(message: Message, { type }: Pick<Place, 'type'>, accountId: number): boolean {
  if (type === 'direct' || addresses(message, accountId)) return true
  const told = toldOf(message)
  return told?.news === 'task_added' && told.boxes.some((box) => box.accountId === accountId)
}

/** Whether somebody who wishes to hear of `which` is told of a message. Of a muted room nobody is told anything. */
export function isTold(message: Message, place: Place, accountId: number, which: Which): boolean {
  if (which === 'off' || place.muted || message.deleted || message.accountId === accountId) return false
  if (isForReader(message, place, accountId)) return true
  return which === 'all' && message.kind === 'message'
}

/** How many messages after `since` would have been told, had the reader been connected; those read meanwhile are not. */
export function missedCount(
  copy: RoomReplica,
  place: Place,
  { since, which }: { since: number; which: Which },
): number {
  if (which === 'off' || place.muted) return 0
  const from = Math.max(since, copy.mine.readNumber)
  if (which === 'all' || place.type === 'direct') return Math.max(0, copy.lastNumber - from)
  return copy.mine.mentions.filter((number) => number > from).length
}
