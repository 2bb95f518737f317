import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fold } from './fold.ts'
import { searched } from './searched.ts'
import { bodies, filled, hostile } from './testing/bodies.ts'

test.each([
  ['[To:1]高橋 葵さん\nよろしく(bow)', '高橋 葵さん よろしく🙇'],
  ['[rp aid=1 to=2-3]高橋さん\nはい', '高橋さん はい'],
  ['[toall]\n全員へ', '全員へ'],
  ['[info][title]お知らせ[/title]本文[/info]', 'お知らせ 本文'],
  [
    '[qt][qtmeta aid=1 time=2]引用された長い文章もすべて数えるので、四十文字を越えてもここまで見つかるはずである。[/qt]返事',
    '引用された長い文章もすべて数えるので、四十文字を越えてもここまで見つかるはずである。 返事',
  ],
  ['[code]if (x) [info][/code]', 'if (x) [info]'],
  ['[info][dtext:chatroom_member_is][piconname:7][dtext:chatroom_added][/info]', ''],
  ['a[hr]b [picon:3] [pname:4]', 'a b'],
  ['見て https://A.test/B', '見て https://a.test/b'],
  ['[unknown] [info]', '[unknown] [info]'],
])('%s is searched as: %s', (body, text) => {
  expect(searched(body).text).toBe(text)
})

test.each([
  ['https://a.test', 'link'],
  ['[info]http://a.test[/info]', 'link'],
  ['[code]https://a.test[/code] [qt]https://a.test[/qt] mailto:a@b.c', ''],
  ['[info][title][dtext:file_uploaded][/title][download:5]表示確認.xlsx (84 KB)[/download][/info]', 'file'],
  ['[preview id=5 ht=150]', 'file'],
  ['[info][title][dtext:task_added][/title][task aid=1 st=open lt=0]https://a.test[/task][/info]', 'link,task'],
  ['file task link', ''],
])('%s has: %s', (body, marks) => {
  expect(searched(body).marks.join()).toBe(marks)
})

test('whatever the body, its words are folded, on one line, in time that does not explode', () => {
  fc.assert(
    fc.property(bodies, (body) => {
      const { text } = searched(body)
      expect(fold(text).trim()).toBe(text)
    }),
    { numRuns: 1_000 },
  )
  for (const piece of hostile) searched(filled(piece, 20_000))
})
