import { type File, WEBHOOK_LOG_LIMIT } from '@naniwa/contract'
import type { ReceivedMail } from '../../server/src/testing/mailbox.ts'
import type { SentFile, Typed } from './traffic.ts'

/** What is wrong with what is shown of a file, in words; nothing if it is what was to be drawn. */
export function comparePreview({ name, shown }: Pick<SentFile, 'name' | 'shown'>, drawn: File['preview']): string[] {
  const found = drawn.state === 'ready' ? drawn.preview.kind : drawn.state
  return found === (shown === 'nothing' ? 'none' : shown) ? [] : [`what is shown of ${name} is ${found}`]
}

export interface Deliveries {
  readonly count: number
  /** Of different keys. */
  readonly distinct: number
}

/** @param most how often one call may be made: what broke something on its way made it happen again. */
export function compareHooks(
  expected: readonly string[],
  told: readonly string[],
  { count, distinct }: Deliveries,
  most: number,
): string[] {
  const [known, calls] = [new Set(expected), countsOf(told)]
  const lost = expected.filter((id) => !calls.has(id)).length
  const strange = told.filter((id) => !known.has(id)).length
  const tooOften = [...calls.values()].filter((times) => times > most).length
  const isWhole =
    count >= Math.min(expected.length, WEBHOOK_LOG_LIMIT) && count <= expected.length && count === distinct
  return [
    ...(isWhole ? [] : [`the webhook has ${count} deliveries by ${distinct} keys for ${expected.length} messages`]),
    ...(lost > 0 ? [`the webhook was not told of ${lost} of ${expected.length} messages`] : []),
    ...(strange > 0 ? [`the webhook was told of ${strange} messages that are none of the room’s`] : []),
    ...(tooOften > 0 ? [`the webhook was told of ${tooOften} messages more than ${most} times`] : []),
  ]
}

/** How many mails each reminder became. */
export function mailsOf(
  reminders: readonly Typed[],
  emails: ReadonlyMap<number, string>,
  mails: readonly ReceivedMail[],
): number[] {
  return reminders.map(
    ({ accountId, body }) => mails.filter(({ to, text }) => to === emails.get(accountId) && text.includes(body)).length,
  )
}

/** @param most as of {@link compareHooks}. */
export function compareMails(reminders: readonly Typed[], counts: readonly number[], most: number): string[] {
  return reminders.flatMap(({ body }, at) => {
    const count = counts[at] ?? 0
    if (count === 0) return [`nobody was mailed that "${body}"`]
    return count > most ? [`somebody was mailed ${count} times that "${body}"`] : []
  })
}

/**
 * A search puts messages in the order of the clocks of the processes that took them, which may differ by milliseconds from that of their
 * numbers; so it is compared what is found, and how often.
 */
export function compareFound(roomId: number, expected: readonly number[], found: readonly number[]): string[] {
  const counts = countsOf(found)
  const missing = expected.filter((number) => !counts.has(number)).length
  const strange = found.length - (expected.length - missing)
  return [
    ...(missing > 0 ? [`the index does not find ${missing} of ${expected.length} messages of room ${roomId}`] : []),
    ...(strange > 0 ? [`the index finds ${strange} messages of room ${roomId} twice, or others`] : []),
  ]
}

function countsOf<T>(items: readonly T[]): Map<T, number> {
  return new Map([...Map.groupBy(items, (item) => item)].map(([item, those]) => [item, those.length]))
}
