import type { filesJa } from '../text/files.ja.ts'

type Text = Pick<typeof filesJa, 'sorts' | 'formatted'>

const SORTS: readonly (readonly [keyof Text['sorts'], RegExp])[] = [
  ['picture', /^image\//],
  ['sound', /^audio\//],
  ['film', /^video\//],
  ['sheet', /spreadsheet|ms-excel|text\/(csv|tab-separated-values)/],
  ['slides', /presentation|powerpoint/],
  ['letter', /postscript|msword|wordprocessing|opendocument\.text|rtf|epub/],
  ['pdf', /pdf/],
  ['mail', /outlook|rfc822/],
  ['archive', /zip|rar$|7z|lzh|x-tar|x-xz|zstd/],
  ['program', /executable|msdownload|wasm/],
  ['web', /html/],
  ['text', /^text\/|xml$|json$/],
]

/** Formats that are not called as their types are. */
const CALLED: Readonly<Record<string, string>> = {
  'audio/mpeg': 'MP3',
  'audio/mp4': 'M4A',
  'image/vnd.adobe.photoshop': 'Photoshop',
  'image/vnd.microsoft.icon': 'ICO',
  'video/quicktime': 'QuickTime',
  'video/x-matroska': 'Matroska',
  'video/x-ms-asf': 'Windows Media',
  'video/x-msvideo': 'AVI',
}

/** What a file is, in words: a JPEG picture, a spreadsheet. */
export function sortWords(type: string, text: Text): string {
  const sort = SORTS.find(([, types]) => types.test(type))?.[0]
  if (!sort) return text.sorts.other
  const format =
    CALLED[type] ?? /^(?:image|audio|video)\/(?:x-)?([a-z0-9]{2,5})(?:\+xml)?$/.exec(type)?.[1]?.toUpperCase()
  return format ? text.formatted(format, text.sorts[sort]) : text.sorts[sort]
}
