import { Upload } from 'lucide-react'
import { type RefObject, useEffect, useState } from 'react'
import { createPortal } from 'react-dom'
import { useClient } from '../live/client.ts'
import { useText } from '../text/text.ts'
import { Icon } from '../ui/Icon.tsx'
import { useToast } from '../ui/Toast.tsx'

export interface DropZoneProps {
  /** Somewhere in the room that takes what is dropped. */
  place: RefObject<HTMLElement | null>
  roomId: number
  name: string
}

/** Shown over the whole room while files are held over it. */
export function DropZone({ place, roomId, name }: DropZoneProps) {
  const { files: text, rooms } = useText()
  const over = useDrop(place, roomId)
  if (!over) return null
  return createPortal(
    <div className="dropzone" role="status">
      <div>
        <Icon of={Upload} size="lg" />
        <b>{text.dropTitle(rooms.quoted(name))}</b>
        <p>{text.dropText}</p>
      </div>
    </div>,
    over,
  )
}

/** The room over which files are held. */
function useDrop(place: RefObject<HTMLElement | null>, roomId: number): HTMLElement | null {
  const client = useClient()
  const toast = useToast()
  const { files: text } = useText()
  const [over, setOver] = useState<HTMLElement | null>(null)

  useEffect(() => {
    const room = place.current?.closest<HTMLElement>('.col.room')
    if (!room) return
    const stop = new AbortController()
    const on = (type: 'dragenter' | 'dragover' | 'dragleave' | 'drop', listen: (event: DragEvent) => void) =>
      room.addEventListener(type, (event) => holdsFiles(event) && listen(event), { signal: stop.signal })
    // Parts of the room are entered before others are left: the count says whether it was left as a whole.
    let inside = 0
    on('dragenter', (event) => {
      event.preventDefault()
      inside += 1
      setOver(room)
    })
    on('dragover', (event) => {
      event.preventDefault()
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy'
    })
    on('dragleave', () => {
      inside -= 1
      if (inside <= 0) setOver(null)
    })
    on('drop', (event) => {
      event.preventDefault()
      inside = 0
      setOver(null)
      const { files, folders } = dropped(event.dataTransfer)
      if (folders > 0) toast({ text: text.noFolders })
      client.uploads.add(roomId, files)
    })
    return () => stop.abort()
  }, [client, place, roomId, text, toast])

  return over
}

function holdsFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes('Files') === true
}

/** A folder looks like a file that cannot be read. */
function dropped(data: DataTransfer | null): { files: File[]; folders: number } {
  const items = [...(data?.items ?? [])].filter(({ kind }) => kind === 'file')
  const isFolder = (item: DataTransferItem) => item.webkitGetAsEntry()?.isDirectory === true
  const files = items.filter((item) => !isFolder(item)).flatMap((item) => item.getAsFile() ?? [])
  return { files, folders: items.length - files.length }
}
