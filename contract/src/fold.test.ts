import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findRanges, fold, foldWithMap } from './fold.ts'
import { anyText } from './testing/text.ts'

/** Characters that change their neighbours, or change into several, among any others. */
const pieces = fc.constantFrom(
  ...[
    'か',
    'が',
    'カ',
    'ガ',
    'ｶ',
    'ﾞ',
    'ﾟ',
    '\u3099',
    '\u309a',
    'ー',
    'ヷ',
    'ワ',
    'ヽ',
    'ㇷ',
    '㌔',
    '㍿',
    'ﷺ',
    'Ａ',
    '１',
    '：',
  ],
  ...['Σ', 'ς', 'σ', 'İ', 'ẞ', 'é', 'e', '\u0301', '\u0307', '\u0345', 'ᄀ', 'ᅡ', 'ᆨ', 'ㄱ', 'ㅏ', 'ﾡ', 'ￂ', '가'],
  ...[' ', '\u3000', '\n', '\t', '\u00b4', '\0', '\u0001', '\u200d', '\ufe0f', '\u00ad', '\u202e', '\u2064'],
  ...[
    '👩',
    '👍🏽',
    '🇯🇵',
    '\ud83d',
    '\udc00',
    '\u{f0000}',
    '\u{fffff}',
    '\u{e0101}',
    '葛',
    '\ufa19',
    '~',
    '〜',
    '−',
    '’',
  ],
)
const texts = fc.oneof(
  fc.array(fc.oneof(pieces, anyText({ maxLength: 2 })), { maxLength: 20 }).map((all) => all.join('')),
  anyText({ maxLength: 20 }),
)

describe('what a reader takes for the same word folds to the same', () => {
  test.each([
    ['ｸﾙﾐ', 'くるみ'],
    ['クルミ', 'くるみ'],
    ['ガギグ', 'がぎぐ'],
    ['ｶﾞｷﾞｸﾞ', 'がぎぐ'],
    ['か\u3099', 'が'],
    ['ヴァイオリン', 'ゔぁいおりん'],
    ['ヷ', 'わ\u3099'],
    ['ｻｰﾊﾞｰ', 'さーばー'],
    ['ＡＢＣ　１２３', 'abc 123'],
    ['Ｎａｎｉｗａ！', 'naniwa!'],
    ['ΟΔΟΣ', 'οδοσ'],
    ['㈱', '(株)'],
    ['①', '1'],
    ['㎏', 'kg'],
    ['Cafe\u0301', 'café'],
    ['ㅎㅏㄴ', '하ᄂ'],
    ['❤️', '❤'],
    ['👩‍💻', '👩💻'],
    ['a\r\n\t b', 'a b'],
    ['10〜20', '10~20'],
    ['−5', '-5'],
    ['don’t', "don't"],
    ['葛\u{e0100}', '葛'],
  ])('%s → %s', (text, folded) => {
    expect(fold(text)).toBe(folded)
  })

  test.each([
    ['サーバ', 'サバ'],
    ['café', 'cafe'],
    ['は', 'ば'],
    ['つ', 'っ'],
    ['加', 'カ'],
  ])('but %s is not %s', (one, other) => {
    expect(fold(one)).not.toBe(fold(other))
  })
})

test('folding what is folded changes nothing', () => {
  fc.assert(
    fc.property(texts, (text) => {
      expect(fold(fold(text))).toBe(fold(text))
    }),
    { numRuns: 1_500 },
  )
})

test('folded text is well formed, and holds no control and none of the signs that mark messages', () => {
  fc.assert(
    fc.property(texts, (text) => {
      expect(fold(text).isWellFormed()).toBe(true)
      expect(fold(text)).not.toMatch(/[\p{Cc}\u{f0000}-\u{fffff}]| {2}/u)
    }),
    { numRuns: 1_500 },
  )
})

test('the map leads from every folded unit to the piece it comes from', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const { folded, map } = foldWithMap(text)
      expect(folded).toBe(fold(text))
      expect(map).toHaveLength(folded.length + 1)
      expect(map.at(-1)).toBe(text.length)
      expect(map.every((at, unit) => unit === 0 || at >= (map[unit - 1] as number))).toBe(true)
      const starts = [...new Set(map)]
      for (const [index, start] of starts.slice(0, -1).entries()) {
        const unfolded = text.slice(start, starts[index + 1])
        const own = folded.slice(map.indexOf(start), map.lastIndexOf(start) + 1)
        expect(fold(unfolded).trimStart()).toBe(own.trimStart())
      }
    }),
    { numRuns: 1_500 },
  )
})

test('two halves of surrogates stay two, whatever unseen stands between them', () => {
  const text = ['\ud83d', '\u{e0101}', '\udc00'].join('')
  expect(fold(text)).toBe('\ufffd\ufffd')
  expect(foldWithMap(text)).toEqual({ folded: '\ufffd\ufffd', map: [0, 3, 4] })
})

describe('places to highlight', () => {
  const marked = (text: string, ...words: string[]) =>
    findRanges(text, words.map(fold)).map(({ start, end }) => text.slice(start, end))

  test('are those of the text as it was written', () => {
    expect(marked('半角の「ｸﾙﾐ」と全角のクルミ', 'くるみ')).toEqual(['ｸﾙﾐ', 'クルミ'])
    expect(marked('ｶﾞｲﾄﾞ', 'が')).toEqual(['ｶﾞ'])
    expect(marked('株式 ㍿みなも', '会社')).toEqual(['㍿'])
    expect(marked('I ❤️ 🇯🇵', '❤')).toEqual(['❤️'])
    expect(marked('表示\n  確認', '示 確')).toEqual(['示\n  確'])
  })

  test('of several words are in order and do not overlap', () => {
    expect(marked('一括表示と順', '表示', '括表', '順')).toEqual(['括表示', '順'])
  })

  test('none are found of an empty word', () => {
    expect(marked('あ', '', '\u200b')).toEqual([])
  })

  test('fold to something that holds the word', () => {
    fc.assert(
      fc.property(texts, fc.nat(20), fc.integer({ min: 1, max: 4 }), (text, at, length) => {
        const word = fold(fold(text).slice(at, at + length))
        for (const part of marked(text, word)) expect(fold(part)).toContain(word.trim())
      }),
      { numRuns: 1_000 },
    )
  })
})
