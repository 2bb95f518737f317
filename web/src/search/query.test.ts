import { describe, expect, test } from 'vitest'
import { endingOf, type Filter, plainWords, queryOf, takeFilters } from './query.ts'

const TODAY = '2026-11-24'

function take(typed: string, filters: readonly Filter[] = []) {
  const asked = takeFilters({ filters, typed }, TODAY)
  return { raw: asked.filters.map(({ raw }) => raw), names: asked.filters.map(({ name }) => name), typed: asked.typed }
}

describe('a condition becomes a filter', () => {
  test('once there is a space behind it, not while it is typed', () => {
    expect(take('in:冬ギフト')).toEqual({ raw: [], names: [], typed: 'in:冬ギフト' })
    expect(take('in:冬ギフト ')).toEqual({ raw: ['in:冬ギフト'], names: ['冬ギフト'], typed: '' })
    expect(take('くるみ in:冬ギフト 表示')).toEqual({ raw: ['in:冬ギフト'], names: ['冬ギフト'], typed: 'くるみ 表示' })
  })

  test('however it is written, quoted and turned round as well', () => {
    expect(take('ｉｎ：冬　部屋："第二 工場" -from:me ').raw).toEqual(['in:冬', 'in:"第二 工場"', '-from:me'])
    expect(take('含む：ファイル -has:link ').raw).toEqual(['has:file', '-has:link'])
  })

  test('with the day that was meant today', () => {
    expect(take('after:昨日 before:11/1 ')).toEqual({
      raw: ['after:2026-11-23', 'before:2026-11-01'],
      names: ['2026/11/23', '2026/11/01'],
      typed: '',
    })
  })

  test('once, however often it is typed', () => {
    const [filter] = takeFilters({ filters: [], typed: 'to:me ' }, TODAY).filters
    expect(take('to:me a', [filter as Filter])).toEqual({ raw: ['to:me'], names: ['me'], typed: 'a' })
  })

  test('and what is none stays a word', () => {
    expect(take('from: has:犬 http://a.test/ ').typed).toBe('from: has:犬 http://a.test/ ')
  })
})

test('filters and words together are the query', () => {
  const { filters } = takeFilters({ filters: [], typed: 'in:冬 ' }, TODAY)
  expect(queryOf({ filters, typed: ' くるみ  表示 ' })).toBe('in:冬 くるみ  表示')
  expect(queryOf({ filters: [], typed: '  ' })).toBe('')
})

test('names are looked for by the words alone', () => {
  expect(plainWords('くるみ -表示 from:ben "品質 保証"', TODAY)).toBe('くるみ 品質 保証')
})

describe('at the end of what is typed', () => {
  test('a condition asks for its value', () => {
    expect(endingOf('くるみ in:冬')).toEqual({ kind: 'value', operator: 'in', minus: '', value: '冬', start: 4 })
    expect(endingOf('-送信者：')).toEqual({ kind: 'value', operator: 'from', minus: '-', value: '', start: 0 })
    expect(endingOf('in:"第二 工')).toEqual({ kind: 'value', operator: 'in', minus: '', value: '第二 工', start: 0 })
  })

  test('a word may become one', () => {
    expect(endingOf('くるみ fro')).toEqual({ kind: 'word', text: 'fro', start: 4 })
  })

  test('nothing does where there is a space, or something else', () => {
    for (const typed of ['', 'in:冬 ', 'くるみ ', 'http://', 'a']) expect(endingOf(typed), typed).toBeNull()
  })
})
