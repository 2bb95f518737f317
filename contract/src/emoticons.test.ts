import { expect, test } from 'vitest'
import { emoticonOf, emoticons } from './emoticons.ts'
import { parse } from './notation.ts'

function codesIn(body: string): string[] {
  return parse(body).flatMap((node) => (node.type === 'emoticon' ? [node.code] : []))
}

test.each([
  'http://',
  '10:00',
  'C:Dir',
  'D:p',
  'foo:p',
  'foo:D',
  'a:o',
  'x:*y',
  ':Data',
  ':open',
  '18-)',
  'COUNT(*)',
  '次の通り:(1)',
  'a;(b)',
])('%j holds no emoticon', (body) => expect(codesIn(body)).toEqual([]))

test.each(['(Bow)', '(H)', ':P', ':O', '(unknown)', ':-)', '(bow', 'bow)'])('%j is none of the 49', (body) => {
  expect(codesIn(body)).toEqual([])
})

test('there are 49 codes, each with its own single emoji and labels in both languages', () => {
  expect(emoticons).toHaveLength(49)
  for (const key of ['code', 'emoji', 'ja', 'en'] as const)
    expect(new Set(emoticons.map((one) => one[key])).size).toBe(49)
  for (const { emoji } of emoticons) expect(emoji).toMatch(/^\p{Emoji_Presentation}$/u)
})

test('every code is found alone, between Japanese, and one after the other', () => {
  for (const { code } of emoticons) {
    expect(codesIn(code)).toEqual([code])
    expect(codesIn(`はい${code}です`)).toEqual([code])
    expect(emoticonOf(code)?.code).toBe(code)
  }
  const spaced = emoticons.map(({ code }) => code)
  expect(codesIn(spaced.join(' '))).toEqual(spaced)
})

test('the longest code wins', () => {
  expect(codesIn('(:/)')).toEqual(['(:/)'])
  expect(codesIn(']:)')).toEqual([']:)'])
  expect(codesIn(':#)')).toEqual([':#)'])
  expect(codesIn('8-)')).toEqual(['8-)'])
  expect(codesIn('(^^;)')).toEqual(['(^^;)'])
})

test('codes of letters need a neighbour that is no ASCII letter or digit; the others do not', () => {
  expect(codesIn('やった:D!')).toEqual([':D'])
  expect(codesIn('f(x):o')).toEqual([':o'])
  expect(codesIn('ok:)fine')).toEqual([':)'])
  expect(codesIn('OK(y)')).toEqual(['(y)'])
})

test('tags, code and addresses hold no emoticons', () => {
  expect(codesIn('[hr]:)')).toEqual([':)'])
  expect(codesIn('[code]:)[/code]')).toEqual([])
  expect(codesIn('https://a.test/(bow)')).toEqual([])
  expect(codesIn('https://a.test :)')).toEqual([':)'])
  expect(codesIn('[To:1]高橋(bow)さん')).toEqual([])
})
