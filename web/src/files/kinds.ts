import type { File } from '@naniwa/contract'
import { FileArchive, FileAudio, FileCode, File as FileIcon, FileText, Film, Image } from 'lucide-react'
import type { LucideIcon } from '../ui/Icon.tsx'

/** How a file is shown among messages. */
export type FileLook = 'picture' | 'document' | 'text' | 'audio' | 'video' | 'plain'

/** What browsers play; the server gives an address for these alone. */
const AUDIO = /^audio\/(mpeg|mp4|aac|ogg|wav|flac)$/
const VIDEO = /^video\/(mp4|webm|ogg|quicktime|3gpp)$/
const looks = { image: 'picture', page: 'document', text: 'text' } as const

export function lookOf({ type, preview }: Pick<File, 'type' | 'preview'>): FileLook {
  if (preview.state === 'ready') return looks[preview.preview.kind]
  if (AUDIO.test(type)) return 'audio'
  if (VIDEO.test(type)) return 'video'
  if (preview.state === 'none') return 'plain'
  if (type.startsWith('image/') && type !== 'image/svg+xml') return 'picture'
  return type === 'application/pdf' ? 'document' : 'text'
}

/** Before anything but its name is known, so that nothing moves when the rest comes. */
export function guessedLook(name: string, hasPreview: boolean): FileLook {
  const kind = kindOfName(name)
  if (hasPreview) return kind === 'picture' ? 'picture' : 'document'
  return kind === 'picture' || kind === 'document' ? 'plain' : kind
}

const kinds: readonly (readonly [FileLook, RegExp])[] = [
  ['picture', /\.(png|jpe?g|gif|webp|avif|tiff?)$/i],
  ['document', /\.pdf$/i],
  ['audio', /\.(mp3|m4a|aac|oga|ogg|wav|flac)$/i],
  ['video', /\.(mp4|m4v|webm|ogv|mov|3gp)$/i],
  ['text', /\.(txt|csv|tsv|md|log|json|xml|html?|svg|ya?ml|toml|ini|[cm]?[jt]sx?|css|py|rb|go|rs|java|sql|sh)$/i],
]

export function kindOfName(name: string): FileLook {
  return kinds.find(([, ends]) => ends.test(name))?.[0] ?? 'plain'
}

/** What stands in a tile without a picture: PDF, XLSX; empty when the name tells nothing short. */
export function extensionOf(name: string): string {
  return /\.([A-Za-z0-9]{1,4})$/.exec(name)?.[1]?.toUpperCase() ?? ''
}

const tones: readonly (readonly [string, RegExp])[] = [
  ['pdf', /^PDF$/],
  ['xls', /^(XLSX?|XLSM|CSV|TSV|ODS)$/],
  ['doc', /^(DOCX?|ODT|RTF|PPTX?|ODP|TXT|MD)$/],
  ['zip', /^(ZIP|7Z|RAR|LZH|GZ|TAR|TGZ)$/],
]

export function toneOf(extension: string): string {
  return tones.find(([, names]) => names.test(extension))?.[0] ?? ''
}

export function iconOf(name: string): LucideIcon {
  const icons = { picture: Image, document: FileText, text: FileCode, audio: FileAudio, video: Film } as const
  const kind = kindOfName(name)
  if (kind !== 'plain') return icons[kind]
  return toneOf(extensionOf(name)) === 'zip' ? FileArchive : FileIcon
}

/** The name in `みなもの月.pdf (8.02 MB)`, as messages tell of files. */
export function nameIn(label: string): string {
  return label.replace(/ \(\d[\d.]* (bytes|KB|MB|GB)\)$/, '')
}
