import { ChevronDown, ChevronUp } from 'lucide-react'
import { useState } from 'react'
import { useClient, useTopic } from '../live/client.ts'
import type { Upload } from '../sync/upload-rows.ts'
import { useFormat } from '../text/format.ts'
import { useText } from '../text/text.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { UploadThumb } from './Thumb.tsx'
import { UploadActs } from './UploadActs.tsx'
import { Progress } from './UploadRow.tsx'
import { useUploadWords } from './upload-words.ts'

/** What is on its way elsewhere, over every page. The room that is open shows its own where they belong. */
export function UploadTray({ roomId }: { roomId: number | undefined }) {
  const { files: text } = useText()
  const format = useFormat()
  const all = useTopic('uploads', (client) => client.uploads.all)
  const [isOpen, setOpen] = useState(true)
  const shown = all.filter((upload) => upload.roomId !== roomId && upload.state !== 'sent')
  if (shown.length === 0) return null
  const isWaiting = shown.every(({ state, batch }) => state === 'ready' && batch === null)
  const count = format.number(shown.length)
  return (
    <section className="float upload" aria-label={text.tray}>
      <header>
        <span>{isWaiting ? text.trayWaiting(count) : text.trayTitle(count)}</span>
        <IconButton
          icon={isOpen ? ChevronDown : ChevronUp}
          size="sm"
          label={isOpen ? text.fold : text.unfold}
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        />
      </header>
      {isOpen && (
        <ul className="scroll">
          {shown.map((upload) => (
            <TrayRow key={upload.id} upload={upload} />
          ))}
        </ul>
      )}
    </section>
  )
}

function TrayRow({ upload }: { upload: Upload }) {
  const { files: text } = useText()
  const format = useFormat()
  const client = useClient()
  const { long, tone, part } = useUploadWords(upload)
  return (
    <li>
      <UploadThumb upload={upload} />
      <div className="grow">
        <div className="l">
          <span className="clip exact">{upload.name}</span>
          {part !== null && <span className="num">{text.part(format.number(Math.floor(part * 100)))}</span>}
        </div>
        {part !== null && <Progress name={upload.name} part={part} />}
        <div className={tone === 'plain' ? 'm' : `m ${tone}`}>{long}</div>
      </div>
      <UploadActs upload={upload} onDiscard={() => client.uploads.discard(upload.id)} />
    </li>
  )
}
