import type { Category } from '@naniwa/contract'
import { describe, expect, test } from 'vitest'
import type { RoomView } from './rooms.ts'
import { arrange, type ListOptions, reuse } from './sections.ts'

function room(id: number, more: Partial<RoomView> = {}): RoomView {
  return {
    id,
    type: 'group',
    role: 'member',
    name: `room ${id}`,
    description: '',
    icon: { preset: 'group', hue: 1, image: null },
    people: [],
    organizations: [],
    memberCount: 2,
    outsiders: 0,
    activeAt: id,
    lastNumber: 0,
    readNumber: 0,
    unread: 0,
    toMe: 0,
    tasks: 0,
    pinned: false,
    muted: false,
    categoryId: null,
    hasDraft: false,
    ...more,
  }
}

const category: Category = { id: 5, tick: 1, name: '取引先', position: 0, collapsed: false, deleted: false }
const options: ListOptions = {
  filter: 'all',
  order: 'sections',
  categories: [category],
  isCollapsed: () => false,
  current: null,
}
const lines = (rooms: RoomView[], more: Partial<ListOptions> = {}) =>
  arrange(rooms, { ...options, ...more }).map(({ key, roomIds }) => `${key} ${roomIds.join(' ')}`.trim())

describe('the room list', () => {
  test('shows what a filter finds, in folded sections, too', () => {
    const rooms = [room(3, { categoryId: 5, unread: 2 })]
    const isFolded = (filter: ListOptions['filter']) =>
      arrange(rooms, { ...options, filter, isCollapsed: () => true }).map(({ collapsed }) => collapsed)
    expect(isFolded('all')).toEqual([true])
    expect(isFolded('unread')).toEqual([false])
  })

  test('has My chat and pins first, then categories, then the rest, direct chats last', () => {
    const rooms = [
      room(1, { type: 'direct' }),
      room(2),
      room(3, { categoryId: 5 }),
      room(4, { pinned: true, categoryId: 5 }),
      room(6, { type: 'my' }),
      room(7, { categoryId: 99 }),
    ]
    expect(lines(rooms)).toEqual(['pinned 6 4', 'category:5 3', 'groups 7 2', 'direct 1'])
  })

  test('puts what moved last first', () => {
    expect(lines([room(1), room(3), room(2)], { categories: [] })).toEqual(['groups 3 2 1'])
    expect(lines([room(1, { pinned: true }), room(3), room(2)], { order: 'recent' })).toEqual(['recent 1 3 2'])
  })

  test('filtered keeps the room one is in', () => {
    const rooms = [room(1, { unread: 2 }), room(2), room(3, { unread: 1, toMe: 1 })]
    expect(lines(rooms, { filter: 'unread', current: 2, categories: [] })).toEqual(['groups 3 2 1'])
    expect(lines(rooms, { filter: 'to', categories: [] })).toEqual(['groups 3'])
  })

  test('sums what a folded category hides; muted rooms count only what is to me', () => {
    const rooms = [
      room(1, { categoryId: 5, unread: 4, toMe: 1 }),
      room(2, { categoryId: 5, unread: 30, toMe: 2, muted: true }),
    ]
    expect(arrange(rooms, options)[0]).toMatchObject({ unread: 4, toMe: 3 })
  })

  test('keeps sections that have not changed', () => {
    const before = arrange([room(1), room(2, { categoryId: 5 })], options)
    const after = reuse(before, arrange([room(1, { unread: 1 }), room(2, { categoryId: 5 })], options))
    expect(after[0]).toBe(before[0])
    expect(after[1]).not.toBe(before[1])
    expect(reuse(before, arrange([room(1), room(2, { categoryId: 5 })], options))).toBe(before)
  })
})
