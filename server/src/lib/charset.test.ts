import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { decodeHead, detectCharset } from './charset.ts'

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex')
const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16()
// 第2ラインの点検表\n 異常なし。
const SAMPLE = '第2ラインの点検表\n異常なし。'

test.each([
  ['utf-8', Buffer.from(SAMPLE), SAMPLE],
  ['utf-8', Buffer.from(`\ufeff${SAMPLE}`), SAMPLE],
  ['utf-8', Buffer.from('plain ASCII\r\n'), 'plain ASCII\r\n'],
  ['utf-16le', Buffer.from(`\ufeff${SAMPLE}`, 'utf16le'), SAMPLE],
  ['utf-16be', utf16be(`\ufeff${SAMPLE}`), SAMPLE],
  ['utf-16le', Buffer.from('name,数\nabc,1\n', 'utf16le'), 'name,数\nabc,1\n'],
  ['utf-16be', utf16be('name,数\nabc,1\n'), 'name,数\nabc,1\n'],
  ['shift_jis', hex('91e6 32 8389 8343 8393 82cc 935f 8c9f 955c 0a 88d9 8fed 82c8 82b5 8142'), SAMPLE],
  ['euc-jp', hex('c2e8 32 a5e9 a5a4 a5f3 a4ce c5c0 b8a1 c9bd 0a b0db bef0 a4ca a4b7 a1a3'), undefined],
  ['iso-2022-jp', hex('1b2442 4267 3a65 1b2842 0a'), '大阪\n'],
  ['windows-1252', Buffer.from("Le café est fermé aujourd'hui pour cause de travaux.", 'latin1'), undefined],
] as const)('text in %s', (charset, bytes, text) => {
  expect(detectCharset(bytes)).toBe(charset)
  if (text !== undefined) expect(decodeHead(bytes, charset)).toBe(text)
})

test('short rows of a spreadsheet in Shift_JIS are not taken for EUC-JP, nor the other way round', () => {
  // 品名,数量 in both.
  expect(detectCharset(hex('9569 96bc 2c 9094 97ca 0d0a'))).toBe('shift_jis')
  expect(detectCharset(hex('c9ca ccbe 2c bff4 cecc 0d0a'))).toBe('euc-jp')
})

test('a text cut within a character is the same text without it', () => {
  const bytes = Buffer.from(SAMPLE)
  for (let end = 4; end < bytes.length; end++) {
    const head = bytes.subarray(0, end)
    expect(detectCharset(head)).toBe('utf-8')
    expect(SAMPLE.startsWith(decodeHead(head, 'utf-8'))).toBe(true)
  }
})

test('what is no text has none', () => {
  for (let round = 0; round < 50; round++) expect(detectCharset(randomBytes(2_000))).toBeNull()
  expect(detectCharset(Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0]))).toBeNull()
  expect(detectCharset(Buffer.from('a\x07b'))).toBeNull()
})
