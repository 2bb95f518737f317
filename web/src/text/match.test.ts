import { describe, expect, test } from 'vitest'
import { byReading, match, matchCalled } from './match.ts'

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

  test('finds somebody by how the name is read, its beginning first', () => {
    const aoi = { name: '高橋 葵', reading: 'たかはし あおい' }
    expect(matchCalled(aoi, 'タカハシ')).toBe(matchCalled(aoi, '高橋'))
    expect(matchCalled(aoi, 'ﾀｶﾊｼｱｵｲ')).toBeGreaterThan(0)
    expect(matchCalled(aoi, 'たかなし')).toBe(0)
    // As rows are that a version before readings kept.
    expect(matchCalled({ name: '高橋 葵' }, 'たかはし')).toBe(0)
  })

  test('lists people as their names are read', () => {
    const people = [
      { name: '渡辺 翔', reading: 'わたなべ しょう' },
      { name: '高橋 葵', reading: 'タカハシ アオイ' },
      { name: '石井 亮', reading: 'いしい りょう' },
    ]
    expect(people.sort(byReading).map(({ name }) => name)).toEqual(['石井 亮', '高橋 葵', '渡辺 翔'])
  })
})
