import type { File } from '@naniwa/contract'
import { type ReactNode, useCallback, useMemo, useState } from 'react'
import { useGoingOn } from '../../rooms/shown.ts'
import { type OpenTask, OpenTaskContext, useOpenTask } from '../../tasks/dialogs.ts'
import { TaskDialogHost } from '../../tasks/TaskDialogHost.tsx'
import { useText } from '../../text/text.ts'
import { BareDialog } from '../../ui/Dialog.tsx'
import { useLast } from '../../ui/last.ts'
import type { FilePlace } from '../file-verbs.ts'
import { useFile } from '../use-file.ts'
import { type Viewing, ViewingContext } from '../viewing.ts'
import { ViewerBody } from './ViewerBody.tsx'

interface Opened {
  place: FilePlace
  among: readonly File[] | null
}

/** Shows a file over the page it was opened from. */
export function ViewerHost({ children }: { children: ReactNode }) {
  const [opened, setOpened] = useState<Opened | null>(null)
  const shown = useLast(opened)
  const viewing: Viewing = useMemo(() => ({ open: (place, among) => setOpened({ place, among: among ?? null }) }), [])
  const close = useCallback(() => setOpened(null), [])
  return (
    <ViewingContext value={viewing}>
      {children}
      {shown && (
        <Shown
          opened={shown}
          isOpen={opened !== null}
          onGo={(place) => setOpened({ ...shown, place })}
          onClose={close}
        />
      )}
    </ViewingContext>
  )
}

interface ShownProps {
  opened: Opened
  isOpen: boolean
  onGo: (place: FilePlace) => void
  onClose: () => void
}

function Shown({ opened: { place, among }, isOpen, onGo, onClose }: ShownProps) {
  const { files: text } = useText()
  const file = useFile(place.roomId, place.id)
  const finalFocus = useGoingOn(isOpen)
  const openTask = useOpenTask()
  function leaveFor(task: Parameters<OpenTask>[0]) {
    onClose()
    openTask(task)
  }
  return (
    <BareDialog
      open={isOpen}
      onOpenChange={onClose}
      label={file ? text.viewer(file.name) : text.title}
      className="viewerbox"
      finalFocus={finalFocus}
    >
      {/* A host of its own: its dialogs stand over the viewer and leave it open. */}
      <OpenTaskContext value={leaveFor}>
        <TaskDialogHost>
          <ViewerBody file={file} among={among} onGo={onGo} onClose={onClose} />
        </TaskDialogHost>
      </OpenTaskContext>
    </BareDialog>
  )
}
