import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyText } from '../../../contract/src/testing/text.ts'
import { contentDisposition } from './content-disposition.ts'

/** What a browser makes of it. */
function nameIn(header: string): string {
  return decodeURIComponent(/filename\*=UTF-8''(\S+)$/.exec(header)?.[1] ?? '')
}

test('a Japanese name stays to the letter, with a stand-in for old programs', () => {
  const header = contentDisposition('attachment', '出荷手順書_年末版 (2).docx')
  expect(header).toMatch(/^attachment; filename="_+ \(2\)\.docx"; filename\*=UTF-8''%E5%87%BA/)
  expect(nameIn(header)).toBe('出荷手順書_年末版 (2).docx')
})

test('no name can end its quotes, begin another field or break the line', () => {
  fc.assert(
    fc.property(anyText({ minLength: 1, maxLength: 60 }), (name) => {
      const header = contentDisposition('inline', name)
      expect(header).toMatch(/^inline; filename="[^"\\%\r\n\u0080-\uffff]*"; filename\*=UTF-8''[\w!#$&+.^`|~%-]*$/)
      expect(nameIn(header)).toBe(name.toWellFormed())
    }),
  )
})
