import { inert } from '@naniwa/contract'

/** Height of a picture in the message that tells of it, in CSS pixels, as the field's clients write it. */
const PREVIEW_HEIGHT = 150

/** The message that tells of a file, in the notation in which the public API shows it. Text that goes with it stands in front. */
export function fileBody(file: { id: number; name: string; size: number; shown: boolean }, text: string): string {
  const preview = file.shown ? `[preview id=${file.id} ht=${PREVIEW_HEIGHT}]` : ''
  const box = `${preview}[download:${file.id}]${file.name} (${sizeText(file.size)})[/download]`
  if (text.trim() === '') return `[info][title][dtext:file_uploaded][/title]${box}[/info]`
  return `${inert(text)}\n[info]${box}[/info]`
}

const UNITS = ['KB', 'MB', 'GB']

/** `12.34 KB`; of 1,024 bytes, as the field counts. */
export function sizeText(bytes: number): string {
  if (bytes < 1_024) return `${bytes} bytes`
  let value = bytes
  let unit = ''
  for (const larger of UNITS) {
    if (value < 1_024) break
    value /= 1_024
    unit = larger
  }
  return `${value.toFixed(2)} ${unit}`
}
