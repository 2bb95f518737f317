import type { Message } from '@naniwa/contract'
import { describe, expect, test } from 'vitest'
import type { OutboxEntry } from '../sync/outbox.ts'
import type { TimelineView } from '../sync/timelines.ts'
import { rowOf, rowsOf } from './rows.ts'

const noon = new Date(2025, 10, 21, 12).getTime()
const minute = 60_000

function said(number: number, accountId: number, createdAt: number, more: Partial<Message> = {}): Message {
  return {
    roomId: 1,
    id: String(number),
    tick: number,
    number,
    accountId,
    kind: 'message',
    body: 'words',
    mentions: [],
    toAll: false,
    selfUnread: false,
    createdAt,
    editedAt: null,
    deleted: false,
    reactions: [],
    previews: [],
    ...more,
  }
}

function view(messages: Message[], more: Partial<TimelineView> = {}): TimelineView {
  return { messages, atEnd: true, entries: [], line: null, stretch: 0, startMoved: false, ...more }
}

function waiting(id: string, createdAt: number): OutboxEntry {
  return { id, roomId: 1, body: 'mine', createdAt, state: 'waiting' }
}

describe('the rows of a log', () => {
  test('go on without face and name while one person speaks', () => {
    const rows = rowsOf(view([said(1, 7, noon), said(2, 7, noon + minute), said(3, 8, noon + 2 * minute)]), 9)
    expect(rows.map(({ isContinued }) => isContinued)).toEqual([false, true, false])
  })

  test('start anew after a pause, a system line, the unread line and at midnight', () => {
    const messages = [
      said(1, 7, noon),
      said(2, 7, noon + 6 * minute),
      said(3, 7, noon + 7 * minute, { kind: 'system' }),
      said(4, 7, noon + 8 * minute),
      said(5, 7, noon + 9 * minute),
      said(6, 7, noon + 24 * 60 * minute),
    ]
    const rows = rowsOf(view(messages, { line: { number: 5, count: 2 } }), 9)
    expect(rows.map(({ isContinued }) => isContinued)).toEqual([false, false, false, false, false, false])
    expect(rows.map(({ startsDay }) => startsDay)).toEqual([true, false, false, false, false, true])
    expect(rows[4]?.unread).toEqual({ number: 5, count: 2 })
  })

  test('end with what is still on its way, under the same key when it has come', () => {
    const before = rowsOf(view([said(1, 7, noon)], { entries: [waiting('2', noon + minute)] }), 7)
    const after = rowsOf(view([said(1, 7, noon), said(2, 7, noon + minute)], { entries: [waiting('2', noon)] }), 7)
    expect(before.map(({ key }) => key)).toEqual(['1', '2'])
    expect(after.map(({ key }) => key)).toEqual(['1', '2'])
    expect(before[1]?.isContinued).toBe(true)
  })

  test('are found by number, the next one where that is not held', () => {
    const rows = rowsOf(view([said(5, 7, noon), said(6, 7, noon)]), 7)
    expect(rowOf(rows, 6)).toBe(1)
    expect(rowOf(rows, 2)).toBe(0)
    expect(rowOf(rows, 99)).toBe(1)
  })
})
