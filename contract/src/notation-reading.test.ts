import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse } from './notation.ts'
import { linkedUrls, mentions, plainText } from './notation-reading.ts'
import { bodies } from './testing/bodies.ts'

describe('mentions', () => {
  test.each([
    '[qt][To:1][/qt]',
    '[qt][qtmeta aid=1 time=2][toall][/qt]',
    '[code][To:1][toall][/code]',
    '[task aid=1 st=open lt=0][To:2][/task]',
    '[download:1][To:2][/download]',
    '[piconname:1]',
    '[info][qt][rp aid=1 to=2-3][/qt][/info]',
    '[To:x]',
    '[url]https://a.test/[To:1][/url]',
  ])('%j mentions nobody', (body) => {
    expect(mentions(body)).toEqual({ accountIds: [], all: false })
  })

  test('To and reply name each account once, in order, also in an info and its title', () => {
    const body = '[rp aid=3 to=1-1][To:1]aさん\n[info][title][To:2][/title][To:1][/info][To:3]'
    expect(mentions(body)).toEqual({ accountIds: [3, 1, 2], all: false })
    expect(mentions(parse(body))).toEqual(mentions(body))
  })

  test('To all is everyone', () => {
    expect(mentions('[toall] [To:1]')).toEqual({ accountIds: [1], all: true })
  })

  test('a To behind an unclosed quote still counts', () => {
    expect(mentions('[qt][To:1]').accountIds).toEqual([1])
  })
})

describe('linked addresses', () => {
  test('are those outside code and quotes, once each', () => {
    const body =
      '[qt]https://quoted.test[/qt][code]https://code.test[/code]https://b.test [url]https://a.test[/url] https://b.test ' +
      '[url]mailto:a@b.test[/url] https://a.test/#!rid1-2 [info][title]https://c.test[/title][task aid=1 st=open lt=0]http://d.test[/task][/info]'
    expect(linkedUrls(body)).toEqual(['https://b.test', 'https://a.test', 'https://c.test', 'http://d.test'])
  })
})

describe('plain text', () => {
  const names = new Map([[1, '高橋 葵']])
  const name = (accountId: number) => names.get(accountId)

  test('shows To and reply by name', () => {
    expect(plainText('[To:1]高橋 葵さん\nはい', { name })).toBe('To 高橋 葵 はい')
    expect(plainText('[rp aid=1 to=2-3]高橋葵さん\nはい', { name })).toBe('Re 高橋 葵 はい')
    expect(plainText('[toall]\nはい')).toBe('To all はい')
  })

  test('takes the name the sender wrote where none is known, and loses no words where it differs', () => {
    expect(plainText('[To:2]林さん\nはい', { name })).toBe('To 林 はい')
    expect(plainText('[To:2]はい', { name })).toBe('To はい')
    expect(plainText('[To:1]部長の山田さん\nはい', { name })).toBe('To 高橋 葵 部長の山田さん はい')
  })

  test('is one line without tags, with links and code kept', () => {
    const body =
      'a\n\n[info][title]T[/title]b[hr]c[/info][code]x = 1\n  y[/code][url]https://a.test[/url](bow)[preview id=1 ht=9][download:1]f.txt[/download]'
    expect(plainText(body)).toBe('a T b c x = 1 y https://a.test🙇 f.txt')
  })

  test('shortens quotes as far as asked', () => {
    const body = `[qt][qtmeta aid=1 time=2]${'長'.repeat(50)}[/qt]はい`
    expect(plainText(body)).toBe(`> ${'長'.repeat(40)}… はい`)
    expect(plainText(body, { quoteLength: 0 })).toBe('はい')
    expect(plainText(body, { quoteLength: Number.POSITIVE_INFINITY })).toBe(`> ${'長'.repeat(50)} はい`)
    expect(plainText('[qt]😀😀😀[/qt]', { quoteLength: 2 })).toBe('> 😀😀…')
  })

  test("says system phrases in the reader's words", () => {
    const body = '[info][dtext:chatroom_member_is][piconname:1][dtext:nothing][/info]'
    expect(plainText(body, { name, phrase: (key) => (key === 'chatroom_member_is' ? 'メンバー: ' : undefined) })).toBe(
      'メンバー: 高橋 葵',
    )
    expect(plainText(body)).toBe('')
  })

  test('of any body is one line, and the same for body and tree', () => {
    fc.assert(
      fc.property(bodies, (body) => {
        const text = plainText(body)
        expect(text).not.toMatch(/[\r\n]|\s\s|^\s|\s$/)
        expect(plainText(parse(body))).toBe(text)
        mentions(body)
        linkedUrls(body)
      }),
      { numRuns: 500 },
    )
  })
})
