import type { File } from '@naniwa/contract'
import { Download } from 'lucide-react'
import { useFormat } from '../text/format.ts'
import { useText } from '../text/text.ts'
import { IconButton } from '../ui/IconButton.tsx'
import type { CardProps } from './FileCard.tsx'
import { useFileVerbs } from './file-verbs.ts'
import { extensionOf, lookOf } from './kinds.ts'
import { SoughtName } from './SoughtName.tsx'
import { useViewing } from './viewing.ts'

/** Under what is shown of it: its name, what it is, and the way to have it. */
export function CardBar({ place, name, file }: CardProps) {
  const { open } = useViewing()
  return (
    <div className="bar">
      <div className="grow">
        <button type="button" className="n clip exact" onClick={() => open(place)} title={name}>
          <SoughtName name={name} />
        </button>
        <div className="m clip">{file ? <About file={file} /> : '\u00a0'}</div>
      </div>
      <DownloadButton place={place} name={name} />
    </div>
  )
}

export function DownloadButton({ place, name }: Pick<CardProps, 'place' | 'name'>) {
  const { files: text } = useText()
  const { download } = useFileVerbs()
  return <IconButton icon={Download} label={text.downloadOf(name)} onClick={() => download(place)} />
}

/** PDF · 8.4 MB · 6ページ */
export function About({ file }: { file: File }) {
  const about = useAbout()
  return about(file)
}

export function useAbout(): (file: File) => string {
  const { files: text } = useText()
  const format = useFormat()
  return (file) => {
    const size = format.bytes(file.size)
    const { image: picture, other, ...kinds } = text.kinds
    const type = extensionOf(file.name) || { ...kinds, picture, document: other, plain: other }[lookOf(file)]
    const pages =
      file.preview.state === 'ready' && file.preview.preview.kind === 'page' ? file.preview.preview.count : 0
    const about = pages > 0 ? text.aboutPages(type, size, text.pages(format.number(pages))) : text.about(type, size)
    return file.restoring ? text.aboutRestoring(about) : about
  }
}
