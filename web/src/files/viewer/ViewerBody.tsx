import type { File, Message } from '@naniwa/contract'
import { FileX } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { ForwardDialog } from '../../messages/ForwardDialog.tsx'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/Feedback.tsx'
import { narrow, useMedia } from '../../ui/media.ts'
import { DeleteFileDialog } from '../DeleteFileDialog.tsx'
import type { FilePlace } from '../file-verbs.ts'
import { useNeighbours } from './neighbours.ts'
import { Stage } from './Stage.tsx'
import { ViewerHead } from './ViewerHead.tsx'
import { ViewerPane } from './ViewerPane.tsx'

export interface ViewerBodyProps {
  /** Null: it is gone; undefined: not known yet. */
  file: File | null | undefined
  among: readonly File[] | null
  onGo: (place: FilePlace) => void
  onClose: () => void
}

export function ViewerBody({ file, among, onGo, onClose }: ViewerBodyProps) {
  const isNarrow = useMedia(narrow)
  const [hasPane, setPane] = useState(!isNarrow)
  const [isAsking, setAsking] = useState(false)
  const [forwarding, setForwarding] = useState<Message | null>(null)
  const box = useRef<HTMLDivElement>(null)
  const neighbours = useNeighbours(file ?? null, among)

  // The arrows act wherever focus is in the viewer, but not where something else needs them.
  function onKeyDown(event: React.KeyboardEvent) {
    const { target, altKey, ctrlKey, metaKey } = event
    if (altKey || ctrlKey || metaKey || event.defaultPrevented || !(target instanceof Element)) return
    if (!box.current?.contains(target) || target.closest('audio, video, input, pre')) return
    const to = { ArrowLeft: neighbours.previous, ArrowRight: neighbours.next }[event.key]
    if (!to) return
    event.preventDefault()
    onGo(to)
  }

  useEffect(() => {
    if (file) return
    setAsking(false)
    setForwarding(null)
  }, [file])

  return (
    <div className={hasPane ? 'viewer with-info' : 'viewer'} ref={box} role="none" onKeyDown={onKeyDown}>
      <div className="vmain">
        <ViewerHead
          file={file ?? null}
          hasPane={hasPane}
          onForward={setForwarding}
          onPane={() => setPane(!hasPane)}
          onClose={onClose}
        />
        {file === null && <Gone onClose={onClose} />}
        {file && <Stage key={file.id} file={file} neighbours={neighbours} onGo={onGo} />}
      </div>
      {hasPane && file && (
        <ViewerPane file={file} onLeave={onClose} onClose={() => setPane(false)} onDelete={() => setAsking(true)} />
      )}
      {file && (
        <DeleteFileDialog
          file={isAsking ? file : null}
          onClose={() => setAsking(false)}
          onDeleted={() => (neighbours.next ? onGo(neighbours.next) : onClose())}
        />
      )}
      <ForwardDialog message={forwarding} onClose={() => setForwarding(null)} onForward={onClose} />
    </div>
  )
}

function Gone({ onClose }: { onClose: () => void }) {
  const { files: text } = useText()
  return (
    <div className="vcanvas">
      <EmptyState icon={FileX} title={text.gone} action={<Button onClick={onClose}>{text.close}</Button>}>
        {text.goneText}
      </EmptyState>
    </div>
  )
}
