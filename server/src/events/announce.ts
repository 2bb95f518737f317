import { type Event, isChange, placeOf } from '@naniwa/contract'
import type { Bus, Notice } from '../bus/bus.ts'
import type { Transaction } from '../db/transaction.ts'
import type { Topic } from './topics.ts'

/**
 * Tells everyone on the topic, once the change is committed. Encoded once. May be lost on the way: clients ask for what they
 * missed.
 */
export function announce(tx: Transaction, topic: Topic, event: Event): void {
  tell(tx, noticeOf(topic, event))
}

/** A change of who may hear what; takes effect behind the events announced before it. */
export function tell(tx: Transaction, notice: Notice): void {
  tx.afterCommit(({ bus }) => void bus.publish(notice))
}

/** Somebody stops hearing a room: before the commit, so that nothing that follows it in the room's order reaches them. */
export function tellLeft(tx: Transaction, accountId: number, roomId: number): void {
  tx.beforeCommit(
    ({ bus }) => bus.publish({ kind: 'leaving', accountId, roomId }),
    ({ bus }) => bus.publish({ kind: 'stayed', accountId, roomId }),
  )
  tell(tx, { kind: 'left', accountId, roomId })
}

/** For what is committed already (the lane's sends) or never is (typing). */
export function announceNow(bus: Bus, topic: Topic, event: Event): void {
  bus.publish(noticeOf(topic, event))
}

function noticeOf(topic: Topic, event: Event): Notice {
  return { kind: 'event', topic, frame: JSON.stringify(event), ...clock(event) }
}

/** The clock a room event carries, so that heartbeats know it without decoding the frame. */
function clock(event: Event): { roomTick?: [number, number] } {
  if (!isChange(event)) return {}
  const roomId = placeOf(event)
  return roomId === null ? {} : { roomTick: [roomId, event.data.tick] }
}
