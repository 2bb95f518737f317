import { describe, expect, test } from 'vitest'
import { readLetter, writeLetter } from './letter.ts'

const name = (accountId: number) => ({ 1: '高橋 葵', 2: '田辺 涼' })[accountId] ?? '?'
const rewritten = (body: string) => writeLetter(readLetter(body), name)

describe('a letter', () => {
  test('holds its recipients apart from its words', () => {
    const letter = readLetter('[To:1]高橋 葵さん\n[To:2]田辺 涼さん\nよろしく')
    expect(letter.recipients).toEqual([
      { kind: 'to', accountId: 1, label: '高橋 葵さん' },
      { kind: 'to', accountId: 2, label: '田辺 涼さん' },
    ])
    expect(letter.words).toBe('よろしく')
  })

  test('is written as it was read', () => {
    for (const body of [
      'ただの文',
      '\n  先に空行',
      '[To:1]高橋 葵さん\nよろしく',
      '[toall]\n皆さんへ',
      '[rp aid=2 to=5-678]田辺 涼さん\n[To:1]高橋 葵さん\n了解です\n\n二段落目',
      '[To:1]部長さん\nよろしく [To:2]田辺 涼さんも',
      '[info]枠[/info]のあと[To:1]高橋 葵さん',
    ]) {
      expect(rewritten(body)).toBe(body)
    }
  })

  test('puts the words of other programs on a line of their own', () => {
    expect(rewritten('[To:1] よろしく')).toBe('[To:1]高橋 葵さん\nよろしく')
  })
})
