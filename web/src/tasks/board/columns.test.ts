import { type Due, instantOf, type Task, type TaskStatus } from '@naniwa/contract'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hereAt } from '../dates.ts'
import { type BoardOrder, columnOf, columnsBy, moveTo } from './columns.ts'

const HOUR = 3_600_000
const at = (day: string, hour: number) => instantOf({ day, clock: hour * HOUR }, 'Asia/Tokyo')
/** Friday, and the Sunday after it. */
const friday = hereAt(at('2026-11-27', 15), 'Asia/Tokyo')
const sunday = hereAt(at('2026-11-29', 15), 'Asia/Tokyo')
const on = (date: string): Due => ({ type: 'date', date })

function task(due: Due, more: Partial<Task> = {}): Task {
  return { roomId: 1, id: 1, due, status: 'open', priority: 'normal', ...more } as Task
}

describe('a card on the board by due date', () => {
  test('that is moved is due at the end of the week, on the next Monday, today or never', () => {
    const card = task(on('2026-12-24'))
    expect(moveTo(card, 'week', 'due', friday)).toEqual({ due: on('2026-11-29') })
    expect(moveTo(card, 'today', 'due', friday)).toEqual({ due: on('2026-11-27') })
    expect(moveTo(card, 'none', 'due', friday)).toEqual({ due: { type: 'none' } })
    expect(moveTo(task(on('2026-11-27')), 'later', 'due', friday)).toEqual({ due: on('2026-11-30') })
  })

  test('keeps its time of day', () => {
    const card = task({ type: 'time', at: at('2026-12-24', 9) })
    expect(moveTo(card, 'week', 'due', friday)).toEqual({ due: { type: 'time', at: at('2026-11-29', 9) } })
  })

  test('stays as it is in its own column, late as it may be', () => {
    expect(moveTo(task(on('2026-11-01')), 'today', 'due', friday)).toBeNull()
  })

  test('is done in the last column, and open again in any other', () => {
    expect(moveTo(task(on('2026-12-24')), 'done', 'due', friday)).toEqual({ status: 'done' })
    const done = task(on('2026-12-24'), { status: 'done' })
    expect(moveTo(done, 'later', 'due', friday)).toEqual({ status: 'open' })
    expect(moveTo(done, 'today', 'due', friday)).toEqual({ status: 'open', due: on('2026-11-27') })
  })

  test('finds no column for the rest of the week on a Sunday', () => {
    expect(columnsBy('due', friday)).toContain('week')
    expect(columnsBy('due', sunday)).not.toContain('week')
  })
})

test('a card stands where it was moved, on any board and any day', () => {
  const dues = fc.oneof(
    fc.constant<Due>({ type: 'none' }),
    fc.constantFrom('2026-11-01', '2026-11-27', '2026-11-29', '2026-12-24').map(on),
    // Later on the day than it is now: what is due today at a time that is over is late, which the first column says, too.
    fc.constantFrom('2026-11-20', '2026-11-28', '2026-12-24').map((day): Due => ({ type: 'time', at: at(day, 16) })),
  )
  fc.assert(
    fc.property(
      dues,
      fc.constantFrom<BoardOrder>('due', 'priority', 'status'),
      fc.constantFrom<TaskStatus>('open', 'done'),
      fc.constantFrom(friday, sunday),
      fc.nat(),
      (due, order, status, here, pick) => {
        const columns = columnsBy(order, here)
        const column = columns[pick % columns.length] ?? 'done'
        const card = task(due, { status })
        expect(columnOf({ ...card, ...moveTo(card, column, order, here) }, order, here)).toBe(column)
      },
    ),
  )
})
