import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { codeTag, inert, infoTag, quoteTag, replyTag, toTag } from './compose.ts'
import { parse, print } from './notation.ts'
import { mentions } from './notation-reading.ts'
import { bodies } from './testing/bodies.ts'

const quote = { accountId: 1, time: 2 }

describe('a composed block cannot be left from inside', () => {
  test.each([
    '[/qt]',
    '[/qt][To:9]',
    '[code]',
    '[info]',
    '[/info]',
    '[qt]',
    '[url]',
    '[download:1]',
    '[/code]',
    'https://a.test/[/qt]',
  ])('%j stays in the quote', (body) => {
    const nodes = parse(`[info]${quoteTag({ ...quote, body })}[/code][/url][/download]mine[/info][/qt]`)
    expect(nodes.map(({ type }) => type)).toEqual(['info', 'text'])
    expect(nodes[0]).toMatchObject({ children: [{ type: 'quote', accountId: 1, time: 2 }, { type: 'text' }] })
  })

  test('any quoted body stays one quote that mentions nobody, whatever is written before and after', () => {
    fc.assert(
      fc.property(bodies, bodies, bodies, (before, body, after) => {
        const tag = quoteTag({ ...quote, body })
        expect(parse(tag)).toMatchObject([{ type: 'quote', ...quote }])
        expect(mentions(tag)).toEqual({ accountIds: [], all: false })
        const lead = inert(before)
        const nodes = parse(lead + tag + after)
        const at = parse(lead).length
        expect(print(nodes.slice(0, at))).toBe(lead)
        expect(nodes[at]).toEqual(parse(tag)[0])
        expect(print(nodes.slice(at + 1))).toBe(after)
      }),
      { numRuns: 1000 },
    )
  })

  test('any info is one info with the given title', () => {
    fc.assert(
      fc.property(bodies, fc.option(bodies, { nil: undefined }), (body, title) => {
        const nodes = parse(infoTag({ body, ...(title !== undefined && { title }) }))
        expect(nodes).toMatchObject([{ type: 'info' }])
        expect(nodes[0] && 'title' in nodes[0]).toBe(title !== undefined)
      }),
      { numRuns: 500 },
    )
  })

  test('any code is one code block with the text, but for its own end', () => {
    expect(parse(codeTag('a[/code]b'))).toMatchObject([{ type: 'code', text: 'a［/code]b' }])
    fc.assert(
      fc.property(bodies, (text) => {
        expect(parse(codeTag(text))).toMatchObject([{ type: 'code' }])
      }),
    )
  })
})

test('complete tags are quoted as they are', () => {
  const body = '[To:1]高橋さん\n[info]x[/info] [code][/qt][/code] https://a.test (bow) [unknown]'
  expect(inert(body)).toBe(body)
})

test('what is inert stays so', () => {
  fc.assert(
    fc.property(bodies, (body) => {
      expect(inert(inert(body))).toBe(inert(body))
    }),
    { numRuns: 1000 },
  )
})

test('a quote tells where it is from when both ids are given', () => {
  expect(quoteTag({ ...quote, body: 'x', roomId: 3, messageId: '4' })).toBe('[qt][qtmeta aid=1 time=2 to=3-4]x[/qt]\n')
  expect(quoteTag({ ...quote, body: 'x', roomId: 3 })).toBe('[qt][qtmeta aid=1 time=2]x[/qt]\n')
})

test('To and reply are read back with the name', () => {
  expect(toTag(1, '高橋 葵')).toBe('[To:1]高橋 葵さん\n')
  expect(parse(toTag(1, '高橋 葵'))[0]).toMatchObject({ type: 'to', accountId: 1, label: '高橋 葵さん' })
  const reply = { accountId: 1, roomId: 2, messageId: '3' }
  expect(parse(replyTag({ ...reply, name: '高橋' }))[0]).toMatchObject({ type: 'reply', ...reply, label: '高橋さん' })
})

test('a name cannot smuggle a tag or a line', () => {
  expect(toTag(1, '[toall]\n[hr]')).toBe('[To:1]［toall］ ［hr］さん\n')
  expect(toTag(1, ' ')).toBe('[To:1]\n')
})
