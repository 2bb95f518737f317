import { type Charset, decodeHead, detectCharset } from './charset.ts'

/** What bytes are, as a media type; of plain text also its encoding. */
export interface MediaType {
  readonly type: string
  readonly charset: Charset | null
}

/** Bytes from the beginning of a file that are enough to tell. */
export const HEAD_BYTES = 65_536
const UNKNOWN: MediaType = { type: 'application/octet-stream', charset: null }

/** By the bytes alone. The name only tells apart what one container holds (old Office files), which no bytes at the front say. */
export function mediaTypeOf(head: Uint8Array, name: string): MediaType {
  if (head.length === 0) return UNKNOWN
  const bytes = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, HEAD_BYTES)).toString('latin1')
  const type = signed(bytes) ?? boxed(bytes) ?? zipped(bytes) ?? oldOffice(bytes, name) ?? latePdf(bytes)
  if (type) return { type, charset: null }
  const charset = detectCharset(head)
  return charset ? { type: textType(decodeHead(head, charset)), charset } : UNKNOWN
}

/** First bytes, from the place given. */
const SIGNATURES: readonly (readonly [type: string, bytes: string, at?: number])[] = [
  ['application/pdf', '%PDF-'],
  ['image/png', '\x89PNG\r\n\x1a\n'],
  ['image/jpeg', '\xff\xd8\xff'],
  ['image/gif', 'GIF87a'],
  ['image/gif', 'GIF89a'],
  ['image/tiff', 'II*\0'],
  ['image/tiff', 'MM\0*'],
  ['image/bmp', '\0\0\0\0', 6],
  ['image/vnd.microsoft.icon', '\0\0\x01\0'],
  ['image/vnd.adobe.photoshop', '8BPS'],
  ['application/postscript', '%!PS'],
  ['application/rtf', '{\\rtf'],
  ['application/gzip', '\x1f\x8b'],
  ['application/x-bzip2', 'BZh'],
  ['application/x-xz', '\xfd7zXZ\0'],
  ['application/zstd', '\x28\xb5\x2f\xfd'],
  ['application/x-7z-compressed', '7z\xbc\xaf\x27\x1c'],
  ['application/vnd.rar', 'Rar!\x1a\x07'],
  ['application/x-lzh-compressed', '-lh', 2],
  ['application/x-tar', 'ustar', 257],
  ['application/x-msdownload', 'MZ'],
  ['application/x-executable', '\x7fELF'],
  ['application/wasm', '\0asm'],
  ['audio/mpeg', 'ID3'],
  ['audio/mpeg', '\xff\xfb'],
  ['audio/mpeg', '\xff\xf3'],
  ['audio/mpeg', '\xff\xf2'],
  ['audio/aac', '\xff\xf1'],
  ['audio/aac', '\xff\xf9'],
  ['audio/flac', 'fLaC'],
  ['audio/midi', 'MThd'],
  ['video/x-ms-asf', '\x30\x26\xb2\x75\x8e\x66\xcf\x11'],
  ['video/mpeg', '\0\0\x01\xba'],
  ['video/x-flv', 'FLV\x01'],
]
/** What bytes must also begin with or hold, where those above are too few to tell. */
const ALSO: Readonly<Record<string, (bytes: string) => boolean>> = {
  'image/bmp': (bytes) => bytes.startsWith('BM'),
  'application/x-msdownload': (bytes) => bytes.includes('\0'),
}

function signed(bytes: string): string | undefined {
  const found = SIGNATURES.find(([type, mark, at = 0]) => bytes.startsWith(mark, at) && (ALSO[type]?.(bytes) ?? true))
  return found?.[0]
}

/** Readers let something stand before it; but a ZIP that holds a PDF is none. */
function latePdf(bytes: string): string | undefined {
  return /%PDF-\d\.\d/.test(bytes.slice(0, 1_024)) ? 'application/pdf' : undefined
}

/** Containers that say inside what they hold. */
function boxed(bytes: string): string | undefined {
  if (bytes.startsWith('RIFF')) {
    const kinds: Record<string, string> = { WEBP: 'image/webp', WAVE: 'audio/wav', 'AVI ': 'video/x-msvideo' }
    return kinds[bytes.slice(8, 12)]
  }
  if (bytes.startsWith('ftyp', 4)) return mpeg4(bytes)
  if (bytes.startsWith('\x1a\x45\xdf\xa3'))
    return bytes.slice(0, 64).includes('webm') ? 'video/webm' : 'video/x-matroska'
  if (bytes.startsWith('OggS')) return /theora/.test(bytes.slice(0, 200)) ? 'video/ogg' : 'audio/ogg'
  return undefined
}

function mpeg4(bytes: string): string {
  const length = Buffer.from(bytes.slice(0, 4), 'latin1').readUInt32BE()
  const [brand = '', ...others] = bytes.slice(8, Math.min(length, 128)).match(/.{4}/gs) ?? []
  if (/^avi[fs]$/.test(brand) || (brand === 'mif1' && others.includes('avif'))) return 'image/avif'
  if (/^(heic|heix|hevc|hevx|heim|heis|mif1|msf1)$/.test(brand)) return 'image/heic'
  if (brand === 'qt  ') return 'video/quicktime'
  if (/^M4[AB] $/.test(brand)) return 'audio/mp4'
  return brand.startsWith('3g') ? 'video/3gpp' : 'video/mp4'
}

const OFFICE = 'application/vnd.openxmlformats-officedocument'

const OFFICE_PARTS: Readonly<Record<string, string>> = {
  'word/': `${OFFICE}.wordprocessingml.document`,
  'xl/': `${OFFICE}.spreadsheetml.sheet`,
  'ppt/': `${OFFICE}.presentationml.presentation`,
}

function zipped(bytes: string): string | undefined {
  if (!bytes.startsWith(ENTRY) && !bytes.startsWith('PK\x05\x06')) return undefined
  const names = entriesOf(bytes)
  // OpenDocument and EPUB say what they are in their first entry, uncompressed.
  if (names[0] === 'mimetype') return /^application\/[a-z][\w.+-]*?(?=PK)/.exec(bytes.slice(38))?.[0]
  const part = names.includes('[Content_Types].xml') || names.includes('_rels/.rels')
  const office = part && Object.keys(OFFICE_PARTS).find((folder) => names.some((name) => name.startsWith(folder)))
  return office ? OFFICE_PARTS[office] : 'application/zip'
}

const ENTRY = 'PK\x03\x04'

/** Names of the entries whose header is in sight. */
function entriesOf(bytes: string): string[] {
  const names: string[] = []
  for (let at = bytes.indexOf(ENTRY); at !== -1; at = bytes.indexOf(ENTRY, at + 30)) {
    const length = bytes.charCodeAt(at + 26) | (bytes.charCodeAt(at + 27) << 8)
    names.push(bytes.slice(at + 30, at + 30 + length))
  }
  return names
}

const OLD_OFFICE: Readonly<Record<string, string>> = {
  doc: 'application/msword',
  xls: 'application/vnd.ms-excel',
  ppt: 'application/vnd.ms-powerpoint',
  msg: 'application/vnd.ms-outlook',
}

function oldOffice(bytes: string, name: string): string | undefined {
  if (!bytes.startsWith('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')) return undefined
  return OLD_OFFICE[extensionOf(name)] ?? 'application/x-ole-storage'
}

/** In lower case, without the dot; empty when there is none. */
export function extensionOf(name: string): string {
  return /\.([^.\s]{1,16})$/.exec(name)?.[1]?.toLowerCase() ?? ''
}

/** Text that a browser would run or draw is never called plain. */
function textType(text: string): string {
  const isXml = /^\s*<\?xml\s/.test(text)
  const start = text.slice(0, 4_096).replace(/^(\s|<!--[\s\S]*?-->|<\?xml[\s\S]*?\?>|<!DOCTYPE\s+svg[^>]*>)+/i, '')
  if (/^<svg[\s>]/i.test(start)) return 'image/svg+xml'
  if (isXml) return 'application/xml'
  return HTML.test(start) ? 'text/html' : 'text/plain'
}

/** What browsers that guess take for HTML (MIME Sniffing, 7.1), and a little more. */
const HTML =
  /^<(!doctype\s+html|html|head|body|title|script|style|meta|link|iframe|table|div|font|p|h1|a|b|br|img|form)[\s>/]/i
