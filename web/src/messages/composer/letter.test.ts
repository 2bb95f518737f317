import { describe, expect, test } from 'vitest'
import { joinFiles, readLetter, splitFiles, writeLetter } from './letter.ts'

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

describe('the files of a message', () => {
  const first = '[info][title][dtext:file_uploaded][/title][download:5]箱.pdf (84.00 KB)[/download][/info]'
  const second = '[info][preview id=6 ht=150][download:6]箱.png (3.00 KB)[/download][/info]'

  test('stand apart from its words, and go back behind them as they were', () => {
    for (const [words, files] of [
      ['', first + second],
      ['見本です', second],
      ['[To:1]高橋 葵さん\n見本です [info]枠[/info]', first + second],
      ['枠で終わる[info]枠[/info]', ''],
      ['', ''],
    ] as const) {
      const body = joinFiles(words, files)
      expect(splitFiles(body)).toEqual({ words, files })
    }
    expect(joinFiles('[To:1]高橋 葵さん\n', first)).toBe(`[To:1]高橋 葵さん\n${first}`)
  })

  test('are those at the end alone: what somebody wrote around a box stays with the words', () => {
    expect(splitFiles(`${first}のあと`)).toEqual({ words: `${first}のあと`, files: '' })
  })
})
