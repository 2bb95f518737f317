import { expect, test } from 'vitest'
import { isFiltered, noFilter, queryOf } from './filter.ts'

test('nothing chosen asks for everything', () => {
  expect(queryOf(noFilter, 7)).toEqual({})
  expect(isFiltered(noFilter)).toBe(false)
})

test('each choice narrows, and one’s own is a sender', () => {
  expect(queryOf({ tab: 'image', roomId: 3, accountId: 5, name: '  箱 ' }, 7)).toEqual({
    kind: 'image',
    roomId: 3,
    accountId: 5,
    name: '箱',
  })
  expect(queryOf({ ...noFilter, tab: 'mine', accountId: 5 }, 7)).toEqual({ accountId: 7 })
})
