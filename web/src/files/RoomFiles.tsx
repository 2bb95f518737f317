import type { File } from '@naniwa/contract'
import { useId } from 'react'
import { paths } from '../frame/paths.ts'
import { usePerson } from '../live/client.ts'
import { useFormat } from '../text/format.ts'
import { useText } from '../text/text.ts'
import { FileThumb } from './Thumb.tsx'
import { useFileList } from './use-list.ts'
import { useViewing } from './viewing.ts'

const SHOWN = 5

/** The newest files of a room, in its side pane. */
export function RoomFiles({ roomId }: { roomId: number }) {
  const { files: text } = useText()
  const { files } = useFileList({ roomId })
  const { open } = useViewing()
  const title = useId()
  return (
    <section className="sec" aria-labelledby={title}>
      <header>
        <h3 id={title}>{text.title}</h3>
        {files && files.length > 0 && (
          <a className="link" href={paths.files(roomId)}>
            {text.showAll}
          </a>
        )}
      </header>
      {files?.length === 0 && <p className="desc muted">{text.roomNone}</p>}
      <ul>
        {files?.slice(0, SHOWN).map((file) => (
          <li key={file.id}>
            <FileLine file={file} onOpen={() => open(file, files)} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function FileLine({ file, onOpen }: { file: File; onOpen: () => void }) {
  const { files: text, messages } = useText()
  const format = useFormat()
  const sender = usePerson(file.accountId, file.roomId)
  const name = sender?.name ?? messages.someone
  return (
    <button type="button" className="pfile" onClick={onOpen} title={file.name}>
      <FileThumb file={file} />
      <span className="grow">
        <span className="n clip exact">{file.name}</span>
        <span className="m clip">{text.byWithSize(name, format.short(file.createdAt), format.bytes(file.size))}</span>
      </span>
    </button>
  )
}
