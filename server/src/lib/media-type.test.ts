import sharp from 'sharp'
import { expect, test } from 'vitest'
import { mediaTypeOf } from './media-type.ts'

const latin1 = (text: string) => Buffer.from(text, 'latin1')
const zip = (...names: string[]) =>
  latin1(names.map((name) => `PK\x03\x04${'\0'.repeat(22)}${String.fromCharCode(name.length)}\0\0\0${name}…`).join(''))

test.each([
  ['application/pdf', latin1('%PDF-1.7\n')],
  ['application/pdf', latin1(`${'\n'.repeat(500)}%PDF-1.4`)],
  ['application/zip', zip('出荷/a.txt')],
  ['application/zip', Buffer.concat([zip('a.pdf'), latin1('%PDF-1.7')])],
  [
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    zip('[Content_Types].xml', '_rels/.rels', 'xl/workbook.xml'),
  ],
  ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', zip('_rels/.rels', 'word/document.xml')],
  [
    'application/vnd.oasis.opendocument.text',
    latin1(`PK\x03\x04${'\0'.repeat(22)}\x08\0\0\0mimetypeapplication/vnd.oasis.opendocument.textPK\x03\x04`),
  ],
  ['application/x-msdownload', latin1('MZ\x90\0\x03\0\0\0')],
  ['video/mp4', latin1('\0\0\0\x18ftypmp42\0\0\0\0mp42isom')],
  ['video/quicktime', latin1('\0\0\0\x14ftypqt  \0\0\0\0qt  ')],
  ['audio/mp4', latin1('\0\0\0\x14ftypM4A \0\0\0\0')],
  ['image/heic', latin1('\0\0\0\x18ftypheic\0\0\0\0mif1heic')],
  ['image/avif', latin1('\0\0\0\x1cftypmif1\0\0\0\0mif1avif')],
  ['video/webm', latin1('\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm')],
  ['audio/wav', latin1('RIFF\x24\0\0\0WAVEfmt ')],
  ['audio/ogg', latin1('OggS\0\x02vorbis')],
  ['text/plain', Buffer.from('品名,数量\nくるみ,3\n')],
  ['text/plain', Buffer.from('MZ is how some texts begin')],
  ['text/plain', Buffer.from('BM 会議の記録')],
  ['text/html', Buffer.from('\ufeff <!-- x -->\n<!DOCTYPE html><html>')],
  ['text/html', Buffer.from('<script>alert(1)</script>')],
  ['text/html', Buffer.from('<script>alert(1)</script>', 'utf16le')],
  [
    'image/svg+xml',
    Buffer.from('<?xml version="1.0"?>\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x">\n<svg xmlns="x"/>'),
  ],
  ['image/svg+xml', Buffer.from('<svg onload="alert(1)">')],
  ['application/xml', Buffer.from('<?xml version="1.0"?><feed/>')],
  ['application/octet-stream', Buffer.alloc(0)],
  ['application/octet-stream', Buffer.from([0, 1, 2, 3, 250, 251])],
])('%s', (type, bytes) => {
  expect(mediaTypeOf(bytes, 'photo.png').type).toBe(type)
})

test('pictures are told by their bytes', async () => {
  const drawn = sharp({ create: { width: 4, height: 4, channels: 3, background: '#abc' } })
  for (const format of ['png', 'jpeg', 'gif', 'webp', 'avif', 'tiff'] as const) {
    const bytes = await drawn.clone().toFormat(format).toBuffer()
    expect(mediaTypeOf(bytes, 'a.txt').type).toBe(`image/${format}`)
  }
})

test('an old Office file is told apart by its name, and by nothing else', () => {
  const bytes = latin1('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0')
  expect(mediaTypeOf(bytes, '売上.XLS').type).toBe('application/vnd.ms-excel')
  expect(mediaTypeOf(bytes, '売上.html').type).toBe('application/x-ole-storage')
})
