import { Pause, RotateCw, X } from 'lucide-react'
import { useClient } from '../live/client.ts'
import type { Upload } from '../sync/upload-rows.ts'
import { useText } from '../text/text.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { useToast } from '../ui/Toast.tsx'
import { chooseFiles } from './choose.ts'

export interface UploadActsProps {
  upload: Upload
  /** Taking it out may be offered elsewhere. */
  onDiscard: () => void
}

/** What can be done with a file on its way: halt it, go on, and take it out. */
export function UploadActs({ upload, onDiscard }: UploadActsProps) {
  const { files: text } = useText()
  const client = useClient()
  const { id, name, state, size, batch } = upload
  const isOnItsWay = state === 'waiting' || state === 'uploading'
  const isOver = state === 'finishing' || state === 'sent'
  const small = { size: 'xs', iconSize: 'sm' } as const
  return (
    <span className="acts">
      {isOnItsWay && size > 0 && (
        <IconButton {...small} icon={Pause} label={text.pause(name)} onClick={() => client.uploads.pause(id)} />
      )}
      {(state === 'paused' || state === 'broken') && (
        <IconButton {...small} icon={RotateCw} label={text.resume(name)} onClick={() => client.uploads.resume(id)} />
      )}
      {state === 'missing' && <ChooseAgain upload={upload} />}
      {state === 'failed' && canRetry(upload) && (
        <IconButton {...small} icon={RotateCw} label={text.retry(name)} onClick={() => client.uploads.resume(id)} />
      )}
      {!isOver && (
        <IconButton
          {...small}
          icon={X}
          label={batch === null ? text.remove(name) : text.cancel(name)}
          onClick={onDiscard}
        />
      )}
    </span>
  )
}

export function canRetry({ code }: Upload): boolean {
  return code !== 'infected' && code !== 'too_large' && code !== 'not_found' && code !== 'invalid_input'
}

function ChooseAgain({ upload: { id, name } }: { upload: Upload }) {
  const { files: text } = useText()
  const client = useClient()
  const toast = useToast()
  async function choose() {
    const [file] = await chooseFiles('files', 'one')
    if (file && !client.uploads.provide(id, file)) toast({ text: text.otherFile })
  }
  return (
    <IconButton icon={RotateCw} size="xs" iconSize="sm" label={text.chooseAgain(name)} onClick={() => void choose()} />
  )
}
