import { expect, test } from 'vitest'
import { filesEn } from '../text/files.en.ts'
import { filesJa } from '../text/files.ja.ts'
import { sortWords } from './sorts.ts'

test.each([
  ['image/jpeg', 'JPEG 画像', 'JPEG image'],
  ['image/svg+xml', 'SVG 画像', 'SVG image'],
  ['audio/mpeg', 'MP3 音声', 'MP3 audio'],
  ['video/x-flv', 'FLV 動画', 'FLV video'],
  ['video/x-msvideo', 'AVI 動画', 'AVI video'],
  ['application/pdf', 'PDF 文書', 'PDF document'],
  ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', '表計算の書類', 'Spreadsheet'],
  ['application/vnd.openxmlformats-officedocument.presentationml.presentation', 'スライド', 'Presentation'],
  ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', '文書', 'Document'],
  ['application/x-bzip2', '圧縮ファイル', 'Archive'],
  ['application/x-msdownload', 'プログラム', 'Program'],
  ['text/html', 'ウェブページ', 'Web page'],
  ['text/plain', 'テキスト', 'Text'],
  ['application/xml', 'テキスト', 'Text'],
  ['application/octet-stream', 'その他のファイル', 'Other file'],
  ['image/x-something-longer', '画像', 'Image'],
])('%s is told in words', (type, ja, en) => {
  expect(sortWords(type, filesJa)).toBe(ja)
  expect(sortWords(type, filesEn)).toBe(en)
})
