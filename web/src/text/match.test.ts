import { describe, expect, test } from 'vitest'
import { match } from './match.ts'

describe('finding by name', () => {
  test('makes no difference between widths, cases and kana', () => {
    expect(match('ミナモ製菓', 'みなも')).toBeGreaterThan(0)
    expect(match('ﾐﾅﾓ', 'みなも')).toBeGreaterThan(0)
    expect(match('Ｈａｎｏｉ Plant', 'hanoi')).toBeGreaterThan(0)
  })

  test('wants every word and ranks beginnings first', () => {
    expect(match('冬ギフト みなもの月', 'みなも 冬')).toBeGreaterThan(0)
    expect(match('冬ギフト', '冬 夏')).toBe(0)
    expect(match('品質保証', '品質')).toBeGreaterThan(match('新品質', '品質'))
  })
})
