import { inert } from '@naniwa/contract'

/** Height of a picture in the message that tells of it, in CSS pixels, as the field's clients write it. */
const PREVIEW_HEIGHT = 150

export interface ToldFile {
  readonly id: number
  readonly name: string
  readonly size: number
  readonly shown: boolean
}

/** The message that tells of files, a box each, in the notation in which the public API shows it. Text that goes with them stands in front. */
export function filesBody(files: readonly ToldFile[], text: string): string {
  const isSilent = text.trim() === ''
  const boxes = files.map((file, at) => `[info]${isSilent && at === 0 ? TITLE : ''}${box(file)}[/info]`)
  return (isSilent ? '' : `${inert(text)}\n`) + boxes.join('')
}

const TITLE = '[title][dtext:file_uploaded][/title]'

function box({ id, name, size, shown }: ToldFile): string {
  const preview = shown ? `[preview id=${id} ht=${PREVIEW_HEIGHT}]` : ''
  return `${preview}[download:${id}]${name} (${sizeText(size)})[/download]`
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
