import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Node, parse, print } from './notation.ts'
import { bodies, filled, hostile } from './testing/bodies.ts'
import { work } from './testing/work.ts'

/** A tree without its source members, and texts as bare strings: what a reader sees. */
function shape(nodes: readonly Node[]): unknown[] {
  return nodes.map((node) => {
    if (node.type === 'text') return node.text
    const seen: Record<string, unknown> = {}
    for (const [key, value] of Object.entries(node)) {
      if (['raw', 'open', 'close', 'titleClose'].includes(key)) continue
      seen[key] = key === 'children' || key === 'title' ? shape(value) : value
    }
    return seen
  })
}

function read(body: string): unknown[] {
  return shape(parse(body))
}

function* everyNode(
  nodes: readonly Node[],
  depth = 0,
): Iterable<{ node: Node; depth: number; siblings: readonly Node[] }> {
  for (const node of nodes) {
    yield { node, depth, siblings: nodes }
    if (node.type === 'info' && node.title) yield* everyNode(node.title, depth + 1)
    if ('children' in node) yield* everyNode(node.children, depth + 1)
  }
}

describe('what is not notation stays text', () => {
  test.each([
    '[unknown]',
    '[to:1]',
    '[TO:1]',
    '[INFO]x[/INFO]',
    '[To:]',
    '[To:0]',
    '[To:01]',
    '[To:-1]',
    '[To:1.5]',
    '[To: 1]',
    '[To:1',
    '[toall:1]',
    '[rp aid=1]',
    '[rp to=2-3]',
    '[rp aid=1 to=2:3]',
    '[rp aid=1 aid=2 to=2-3]',
    '[rp aid=1 to=2-3-4]',
    '[hr x]',
    '[info x]a[/info]',
    '[qtmeta aid=1 time=2]',
    '[title]x[/title]',
    '[/info]',
    '[/code]',
    '[/nothing]',
    '[info]',
    '[code]x',
    '[qt]x[/info]',
    '[preview id=1]',
    '[preview id=1 ht=100000]',
    '[preview id=1 ht=-1]',
    '[download:1]x',
    '[download:x]y[/download]',
    '[dtext:]',
    '[dtext:A]',
    '[dtext:<b>]',
    '[task aid=1 st=gone lt=0]x[/task]',
    '[task st=open lt=0]x[/task]',
    '[task aid=1 st=open lt=0 ltype=week]x[/task]',
    '[picon 1]',
    '[deleted:1]',
    '[[[]]]',
    '',
  ])('%j is literal', (body) => {
    expect(read(body)).toEqual(body === '' ? [] : [body])
  })

  test('an account id must be exact as a number', () => {
    expect(read('[To:9007199254740991]')).toEqual([{ type: 'to', accountId: 2 ** 53 - 1 }])
    expect(read('[To:9007199254740992]')).toEqual(['[To:9007199254740992]'])
  })

  test('a message id stays a string and must fit 63 bits', () => {
    const reply = { type: 'reply', accountId: 1, roomId: 2, messageId: '9223372036854775807' }
    expect(read('[rp aid=1 to=2-9223372036854775807]')).toEqual([reply])
    expect(read('[rp aid=1 to=2-9223372036854775808]')).toEqual(['[rp aid=1 to=2-9223372036854775808]'])
  })

  test('of blocks that cross, the one that closes first holds', () => {
    expect(read('[info]a[qt]b[/info]c[/qt]')).toEqual([{ type: 'info', children: ['a[qt]b'] }, 'c[/qt]'])
    expect(read('[qt][info][info]a[/info][/qt]')).toEqual([
      { type: 'quote', children: ['[info]', { type: 'info', children: ['a'] }] },
    ])
  })

  test('blocks deeper than ten are literal, however many were opened in vain before', () => {
    const deep = `${'[info]'.repeat(12)}x${'[/info]'.repeat(12)}`
    expect(Math.max(...[...everyNode(parse(deep))].map(({ depth }) => depth))).toBe(10)
    expect(JSON.stringify(read(deep))).toContain('["[info][info]x[/info][/info]"]')
    expect(read(`${'[qt]'.repeat(50)}[info]x[/info]`)).toEqual(['[qt]'.repeat(50), { type: 'info', children: ['x'] }])
  })
})

describe('people', () => {
  test('To holds the account, and the name behind it when it is written in the conventional form', () => {
    const to = { type: 'to', accountId: 1 }
    expect(read('[To:1]')).toEqual([to])
    expect(read('[To:1]高橋 葵さん\nこんにちは')).toEqual([{ ...to, label: '高橋 葵さん' }, '\nこんにちは'])
    expect(read('[To:1] Aoi Takahashiさん お疲れ')).toEqual([{ ...to, label: 'Aoi Takahashiさん' }, ' お疲れ'])
    expect(read('[To:1]高橋さん[To:2]林さん')).toEqual([
      { ...to, label: '高橋さん' },
      { type: 'to', accountId: 2, label: '林さん' },
    ])
    expect(read('[To:1]明石家さんまさん、どうも')).toEqual([{ ...to, label: '明石家さんまさん' }, '、どうも'])
  })

  test.each([
    'さん',
    '高橋様',
    ' 会議ですが、山田さん',
    '明日からは山田さんが担当',
    `${'長'.repeat(59)}さん`,
    '高橋\nさん',
    '[hr]さん',
    'よし！高橋さん',
    '\n高橋さん',
  ])('%j behind To is text, not a name', (text) => {
    expect(parse(`[To:1]${text}`)[0]).toEqual({ type: 'to', accountId: 1, raw: '[To:1]' })
  })

  test('a name of 60 characters with さん is still a name', () => {
    expect(read(`[To:1]${'長'.repeat(58)}さん`)).toEqual([
      { type: 'to', accountId: 1, label: `${'長'.repeat(58)}さん` },
    ])
  })

  test('To all and reply take names too, and a message may answer several', () => {
    expect(read('[toall]みなさん\n')).toEqual([{ type: 'toAll', label: 'みなさん' }, '\n'])
    expect(read('[rp aid=1 to=2-3]高橋さん\n[rp to=5-6 aid=4]')).toEqual([
      { type: 'reply', accountId: 1, roomId: 2, messageId: '3', label: '高橋さん' },
      '\n',
      { type: 'reply', accountId: 4, roomId: 5, messageId: '6' },
    ])
  })

  test('picon, pname and piconname show an account', () => {
    expect(read('[picon:1][pname:2][piconname:3]')).toEqual([
      { type: 'picon', accountId: 1 },
      { type: 'pname', accountId: 2 },
      { type: 'piconname', accountId: 3 },
    ])
  })
})

describe('blocks', () => {
  test('a quote tells its author, time and place as far as they are given', () => {
    expect(read('[qt]x[/qt]')).toEqual([{ type: 'quote', children: ['x'] }])
    expect(read('[qt][qtmeta aid=1]x[/qt]')).toEqual([{ type: 'quote', accountId: 1, children: ['x'] }])
    expect(read('[qt][qtmeta aid=1 time=2 to=3-4]x[/qt]')).toEqual([
      { type: 'quote', accountId: 1, time: 2, source: { roomId: 3, messageId: '4' }, children: ['x'] },
    ])
    expect(read('[qt][qtmeta aid=1 new=thing]x[/qt]')).toEqual([{ type: 'quote', accountId: 1, children: ['x'] }])
  })

  test('a malformed qtmeta is text in a bare quote', () => {
    for (const meta of [
      '[qtmeta]',
      '[qtmeta time=2]',
      '[qtmeta aid=x]',
      '[qtmeta aid=1 time=x]',
      '[qtmeta aid=1 to=3]',
    ]) {
      expect(read(`[qt]${meta}x[/qt]`)).toEqual([{ type: 'quote', children: [`${meta}x`] }])
    }
  })

  test('an info has a title only at its start', () => {
    expect(read('[info][title]T[hr][/title]x[/info]')).toEqual([
      { type: 'info', title: ['T', { type: 'hr' }], children: ['x'] },
    ])
    expect(read('[info]x[title]T[/title][/info]')).toEqual([{ type: 'info', children: ['x[title]T[/title]'] }])
    expect(read('[info][title]T[/info]')).toEqual([{ type: 'info', children: ['[title]T'] }])
    expect(read('[title][info]a[/title]b[/info]')).toEqual(['[title]', { type: 'info', children: ['a[/title]b'] }])
  })

  test('a block inside a title stays in the title', () => {
    expect(read('[info][title]a[qt]b[/qt]c[/title]d[/info]')).toEqual([
      { type: 'info', title: ['a', { type: 'quote', children: ['b'] }, 'c'], children: ['d'] },
    ])
  })

  test('code is verbatim up to the first end', () => {
    expect(read('[code][info]:) https://a.test [code][/code][/code]')).toEqual([
      { type: 'code', text: '[info]:) https://a.test [code]' },
      '[/code]',
    ])
    expect(read('[code][/code]')).toEqual([{ type: 'code', text: '' }])
  })

  test('a task tells assignee, state and limit; an old one without a type means a date', () => {
    const task = { type: 'task', accountId: 1, status: 'open', children: ['x'] }
    expect(read('[task aid=1 st=open lt=0]x[/task]')).toEqual([{ ...task, limit: 0, limitType: 'none' }])
    expect(read('[task aid=1 st=open lt=9]x[/task]')).toEqual([{ ...task, limit: 9, limitType: 'date' }])
    expect(read('[task aid=1 st=done lt=9 ltype=time]x[/task]')).toEqual([
      { ...task, status: 'done', limit: 9, limitType: 'time' },
    ])
  })

  test('an upload is read as the field writes it, and a file name is never notation', () => {
    const body =
      '[info][title][dtext:file_uploaded][/title][preview id=1 ht=150][download:2]a(F) [hr].png (3 KB)[/download][/info]'
    expect(read(body)).toEqual([
      {
        type: 'info',
        title: [{ type: 'dtext', key: 'file_uploaded' }],
        children: [
          { type: 'preview', fileId: 1, height: 150 },
          { type: 'download', fileId: 2, label: 'a(F) [hr].png (3 KB)' },
        ],
      },
    ])
  })

  test('a deleted message is told from one that says so', () => {
    expect(read('[deleted]')).toEqual([{ type: 'deleted' }])
  })

  test('one newline behind a block tag belongs to the tag, a second one is text', () => {
    expect(read('[info]\nx\n[/info]\ny')).toEqual([{ type: 'info', children: ['x\n'] }, 'y'])
    expect(read('[info]\r\n[title]\r\nT[/title]\r\nx[/info]')).toEqual([
      { type: 'info', title: ['T'], children: ['x'] },
    ])
    expect(read('[qt]\n[qtmeta aid=1]\nx[/qt]\n\ny')).toEqual([{ type: 'quote', accountId: 1, children: ['x'] }, '\ny'])
    expect(read('[code]\n\nx[/code]\n')).toEqual([{ type: 'code', text: '\nx' }])
    expect(read('a\n[hr]\nb')).toEqual(['a\n', { type: 'hr' }, 'b'])
    expect(read('[To:1]\nx')).toEqual([{ type: 'to', accountId: 1 }, '\nx'])
    expect(read('[info]\nx')).toEqual(['[info]\nx'])
  })
})

describe('addresses', () => {
  test.each([
    ['https://a.test', 'https://a.test'],
    ['詳細はhttps://a.test/bを見て', 'https://a.test/b'],
    ['「https://a.test/b」', 'https://a.test/b'],
    ['（https://a.test/b）。', 'https://a.test/b'],
    ['https://a.test/b、次', 'https://a.test/b'],
    ['https://a.test/b\u3000次', 'https://a.test/b'],
    ['https://a.test/bｱ', 'https://a.test/b'],
    ['https://a.test/b.', 'https://a.test/b'],
    ['see (https://a.test/b).', 'https://a.test/b'],
    ['https://a.test/wiki/X_(y)', 'https://a.test/wiki/X_(y)'],
    ['[https://a.test]', 'https://a.test'],
    ['https://a.test/?a[]=1&b[code]=2', 'https://a.test/?a[]=1&b[code]=2'],
    ['https://a.test/x[hr]', 'https://a.test/x'],
    ['"https://a.test/x"', 'https://a.test/x'],
    ['<https://a.test/x>', 'https://a.test/x'],
    ['https://a.test/é/ü', 'https://a.test/é/ü'],
    ['https://a.test/x😀', 'https://a.test/x'],
    ['https://a.test/x\u202egpj', 'https://a.test/x'],
    ['HTTP://A.test/x', 'HTTP://A.test/x'],
    ['http://[::1]:8080/x', 'http://[::1]:8080/x'],
    ['https://a.test/?q=:)', 'https://a.test/?q='],
    ['https://a.test:)', 'https://a.test'],
    ['https://a.test,', 'https://a.test'],
    ['https://a.test:8080.', 'https://a.test:8080'],
    ['https://a.test]/x', 'https://a.test'],
  ])('%j holds %j', (body, url) => {
    expect(parse(body).flatMap((node) => (node.type === 'link' ? [node.url] : []))).toEqual([url])
  })

  test.each([
    'https://',
    'https:// a',
    'xhttps://a.test',
    'https://日本語.test',
    'ftp://a.test',
    'javascript:alert(1)',
    'mailto:a@b.test',
    'www.a.test',
    'http://a:99999',
    'http://:',
    `http://${'a'.repeat(300)}/`,
  ])('%j holds none', (body) => {
    expect(parse(body).some((node) => node.type === 'link')).toBe(false)
  })

  test('[url] takes http, https and mailto, with words in any script', () => {
    expect(read('[url] https://日本語.test/道?a[]=1 [/url]')).toEqual([
      { type: 'link', url: 'https://日本語.test/道?a[]=1' },
    ])
    expect(read('[url]mailto:a@b.test[/url]')).toEqual([{ type: 'link', url: 'mailto:a@b.test' }])
  })

  test.each([
    'javascript:alert(1)',
    'JaVaScRiPt://a.test',
    'data:text/html,x',
    'a.test',
    '',
    'mailto:',
    'https://',
    'https://a b',
    'https://a\nb',
    'https://a\u202eb',
    'https://a\u0000b',
    'https://a"b',
    'http://a:99999',
    ' javascript:https://a.test',
  ])('[url] does not take %j', (content) => {
    expect(parse(`[url]${content}[/url]`).some((node) => node.type === 'link' && node.raw.startsWith('['))).toBe(false)
  })

  test('of [url] tags in a row the last is the one that closes', () => {
    expect(read('[url]x[url]https://a.test[/url]')).toEqual(['[url]x', { type: 'link', url: 'https://a.test' }])
  })

  test('a link to a message is known on any host', () => {
    const url = 'https://www.chatwork.com/#!rid12-345'
    expect(read(url)).toEqual([{ type: 'messageLink', url, roomId: 12, messageId: '345' }])
    expect(read(`[url]${url}[/url]`)).toEqual(read(url))
    expect(read('http://localhost:8080/#!rid12-345です')[0]).toMatchObject({ type: 'messageLink', roomId: 12 })
    for (const other of [
      'https://a.test/#!rid12',
      'https://a.test/#!rid0-1',
      'https://a.test/#!rid1-99999999999999999999',
    ]) {
      expect(read(other)).toEqual([{ type: 'link', url: other }])
    }
  })
})

describe('any body', () => {
  test('is printed back to the letter', () => {
    fc.assert(
      fc.property(bodies, (body) => {
        expect(print(parse(body))).toBe(body)
      }),
      { numRuns: 2000 },
    )
  })

  test('is parsed to the same tree again', () => {
    fc.assert(
      fc.property(bodies, (body) => {
        expect(parse(print(parse(body)))).toEqual(parse(body))
      }),
      { numRuns: 300 },
    )
  })

  test('gives a tree that survives JSON, has no empty or neighbouring texts, and only safe addresses', () => {
    fc.assert(
      fc.property(bodies, (body) => {
        const tree = parse(body)
        expect(JSON.parse(JSON.stringify(tree))).toEqual(tree)
        for (const { node, depth, siblings } of everyNode(tree)) {
          expect(depth).toBeLessThanOrEqual(10)
          if (node.type === 'text') expect(node.text).not.toBe('')
          if (node.type === 'text') expect(siblings[siblings.indexOf(node) + 1]?.type).not.toBe('text')
          if (node.type === 'link') expect(new URL(node.url).protocol).toMatch(/^(https?|mailto):$/)
          if (node.type === 'messageLink') expect(new URL(node.url).protocol).toMatch(/^https?:$/)
        }
      }),
      { numRuns: 1000 },
    )
  })
})

describe('hostile bodies of 65,535 characters', () => {
  test.each(hostile)('%j, repeated, is printed back and costs work in proportion', (piece) => {
    const body = filled(piece, 65_535)
    expect(print(parse(body)) === body).toBe(true)
    const half = work(() => parse(filled(piece, 32_768)))
    const whole = work(() => parse(body))
    expect(whole).toBeLessThan(half * 2.1 + 1000)
    expect(whole).toBeLessThan(body.length * 40)
  })

  test('an end far behind many beginnings is looked for once', () => {
    for (const [piece, end] of [
      ['[code]', '[/code]'],
      ['[download:1]', '[/download]'],
      ['[url]', '[/url]'],
      ['[info]', '[/info]'],
    ]) {
      const body = `${filled(piece ?? '', 32_760)}${'a'.repeat(32_760)}${end}`
      expect(work(() => parse(body))).toBeLessThan(body.length * 40)
    }
  })

  test('a million emoticons do not throw', () => {
    expect(parse(':)'.repeat(500_000))).toHaveLength(500_000)
  })

  test('unclosed tags make one text, not a node each', () => {
    for (const piece of ['[info]', '[qt', '[code]', '[/info]', '[', '((((']) {
      expect(parse(filled(piece, 65_535))).toHaveLength(1)
    }
  })
})
