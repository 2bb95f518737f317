import { type File, previewPath } from '@naniwa/contract'
import { memo, useState } from 'react'
import { usePerson } from '../../live/client.ts'
import { useFormat } from '../../text/format.ts'
import { useText } from '../../text/text.ts'
import { FileThumb } from '../Thumb.tsx'
import { useViewing } from '../viewing.ts'

const RECENT = 4

/** The newest that show something, above the list. */
export function Recent({ files }: { files: readonly File[] }) {
  const { files: text } = useText()
  const shown = files.filter(hasPicture).slice(0, RECENT)
  if (shown.length < 2) return null
  return (
    <section aria-label={text.recent}>
      <h2 className="recenthead">{text.recent}</h2>
      <Cards files={shown} among={files} className="recent" />
    </section>
  )
}

export function FileGrid({ files }: { files: readonly File[] }) {
  return <Cards files={files} among={files} className="recent all" />
}

function Cards({ files, among, className }: { files: readonly File[]; among: readonly File[]; className: string }) {
  const { open } = useViewing()
  return (
    <ul className={className}>
      {files.map((file) => (
        <li key={`${file.roomId}-${file.id}`}>
          <FileTile file={file} onOpen={() => open(file, among)} />
        </li>
      ))}
    </ul>
  )
}

const FileTile = memo(function FileTile({ file, onOpen }: { file: File; onOpen: () => void }) {
  const { files: text, messages } = useText()
  const format = useFormat()
  const sender = usePerson(file.accountId, file.roomId)
  const [isMissing, setMissing] = useState(false)
  return (
    <button type="button" className="fcard" onClick={onOpen} title={file.name}>
      <span className="view">
        {hasPicture(file) && !isMissing ? (
          <img src={previewPath(file, 960)} alt="" loading="lazy" decoding="async" onError={() => setMissing(true)} />
        ) : (
          <FileThumb file={file} />
        )}
      </span>
      <span className="b">
        <span className="n clip exact">{file.name}</span>
        <span className="m clip">{text.by(sender?.name ?? messages.someone, format.dateTime(file.createdAt))}</span>
      </span>
    </button>
  )
})

function hasPicture({ preview }: File): boolean {
  return preview.state === 'ready' && preview.preview.kind !== 'text'
}
