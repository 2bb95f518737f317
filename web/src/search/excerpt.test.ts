import { fold } from '@naniwa/contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { excerptAround } from './excerpt.ts'

test('a short text is shown whole', () => {
  expect(excerptAround('原材料表示の確認を', ['表示'])).toBe('原材料表示の確認を')
})

test('of a long one, where the word is', () => {
  const text = `${'あ'.repeat(300)}くるみ${'い'.repeat(300)}`
  const excerpt = excerptAround(text, ['くるみ'])
  expect(excerpt).toMatch(/^…あ{24}くるみい+…$/)
  expect(excerpt.length).toBeLessThan(170)
})

test('whatever the text, the first word found in it is in the excerpt, and no character is cut', () => {
  const texts = fc.string({ unit: 'grapheme', maxLength: 400 })
  fc.assert(
    fc.property(texts, texts, (before, after) => {
      const excerpt = excerptAround(`${before} 一括表示 ${after}`, [fold('一括表示')])
      expect(fold(excerpt)).toContain('一括表示')
      expect(excerpt.isWellFormed()).toBe(true)
    }),
  )
})
