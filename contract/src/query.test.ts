import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fold } from './fold.ts'
import { type Meaning, parseQuery, soughtWords } from './query.ts'
import { anyText } from './testing/text.ts'

const TODAY = '2026-11-24'

/** Each condition's meaning, a `-` before those turned round. */
function read(query: string): string[] {
  return parseQuery(query, TODAY).map(({ without, start: _, end: __, ...meaning }) => {
    const { kind, ...rest } = meaning as Meaning
    return `${without ? '-' : ''}${kind}=${Object.values(rest).join()}`
  })
}

describe('a query is read', () => {
  test.each([
    ['くるみ 表示', 'word=くるみ word=表示'],
    ['クルミ　ＡＢＣ', 'word=くるみ word=abc'],
    ['"foo bar" baz', 'word=foo bar word=baz'],
    ['＂一括　表示＂', 'word=一括 表示'],
    ['“not closed', 'word=not closed'],
    ['-除く語 －全角 −minus', '-word=除く語 -word=全角 -word=minus'],
    ['-"two words"', '-word=two words'],
    ['- a', 'word=- word=a'],
    ['ーー', 'word=ーー'],
    ['from:ben', 'from=ben'],
    ['ＦＲＯＭ：@高橋', 'from=高橋'],
    ['from:"高橋 葵" x', 'from=高橋 葵 word=x'],
    ['from:@me from:me 送信者:自分', 'from=me from=me from=me'],
    ['to:me to:@me 宛先：私 to:12', 'to=me to=me to=me to=12'],
    ['-from:ben', '-from=ben'],
    ['in:冬ギフト ルーム:42', 'in=冬ぎふと in=42'],
    ['has:file has:リンク 含む:タスク -has:link', 'has=file has=link has=task -has=link'],
    ['before:2026-11-20 after:2026/1/2', 'before=2026-11-20 after=2026-01-02'],
    ['after:２０２６年１１月１日 before:20261120', 'after=2026-11-01 before=2026-11-20'],
    [
      'after:今日 after:昨日 before:yesterday 以降:おととい',
      'after=2026-11-24 after=2026-11-23 before=2026-11-23 after=2026-11-22',
    ],
    ['after:11/20 before:12/1', 'after=2026-11-20 before=2025-12-01'],
  ])('%s', (query, conditions) => {
    expect(read(query).join(' ')).toBe(conditions)
  })

  test.each(['from:', 'from:""', 'before: ', '""', '  ', '\u200b'])('and %j says nothing yet', (query) => {
    expect(read(query)).toEqual([])
  })

  test.each([
    'https://a.test/x?y=1',
    'before:foo',
    'after:2026-02-30',
    'has:constructor',
    'has:よてい',
    'constructor:x',
    '18:30',
    '会議以前:x',
    ':)',
    '[info]',
    '%_\\',
  ])('and what is no condition is a word: %s', (query) => {
    expect(read(query)).toEqual([`word=${fold(query)}`])
  })
})

test('whatever is typed is read, in order, from places that do not overlap', () => {
  const typed = fc
    .array(
      fc.oneof(
        fc.constantFrom(
          'from:',
          'in：',
          'has:file',
          'before:',
          '今日',
          '-',
          '－',
          '"',
          '”',
          ' ',
          '　',
          '@me',
          'あ',
          ':',
          '2026-11-20',
        ),
        anyText({ maxLength: 3 }),
      ),
      { maxLength: 12 },
    )
    .map((parts) => parts.join(''))
  fc.assert(
    fc.property(typed, (query) => {
      let end = 0
      for (const condition of parseQuery(query, TODAY)) {
        expect(condition.start).toBeGreaterThanOrEqual(end)
        expect(condition.end).toBeGreaterThan(condition.start)
        end = condition.end
        if (condition.kind === 'word') expect(fold(condition.text).trim()).toBe(condition.text)
        if (condition.kind === 'word') expect(condition.text).not.toBe('')
      }
      expect(end).toBeLessThanOrEqual(query.length)
    }),
    { numRuns: 1_000 },
  )
})

test('the words to highlight are those that must be there', () => {
  expect(soughtWords(parseQuery('くるみ -表示 from:ben "A b"', TODAY))).toEqual(['くるみ', 'a b'])
})
