import { useRef } from 'react'
import { useClient, useTopic } from '../live/client.ts'
import { useFormat } from '../text/format.ts'
import { useText } from '../text/text.ts'
import { phone, useMedia } from '../ui/media.ts'
import { DropZone } from './DropZone.tsx'
import { usePaste } from './paste.ts'
import { UploadRow } from './UploadRow.tsx'

/** What goes with the message that is being written; also takes what is pasted into its box or dropped on its room. */
export function Attachments({ roomId, name }: { roomId: number; name: string }) {
  const { files: text } = useText()
  const client = useClient()
  const attached = useTopic('uploads', () => client.uploads.attached(roomId))
  const place = useRef<HTMLDivElement>(null)
  usePaste(place, roomId)
  return (
    <div className="attachments" ref={place}>
      {attached.length > 0 && (
        <>
          <Summary count={attached.length} size={attached.reduce((sum, { size }) => sum + size, 0)} />
          <ul className="tray" aria-label={text.attached}>
            {attached.map((upload) => (
              <li key={upload.id}>
                <UploadRow upload={upload} />
              </li>
            ))}
          </ul>
        </>
      )}
      <DropZone place={place} roomId={roomId} name={name} />
    </div>
  )
}

function Summary({ count, size }: { count: number; size: number }) {
  const { files: text } = useText()
  const format = useFormat()
  const onPhone = useMedia(phone)
  if (!onPhone) return null
  return (
    <p className="traysum">
      <b>{text.willSend(format.number(count))}</b>
      <span className="quiet num">{format.bytes(size)}</span>
    </p>
  )
}
