import { Camera, FolderOpen, Image, Paperclip } from 'lucide-react'
import { useClient } from '../live/client.ts'
import { useText } from '../text/text.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { MenuItem } from '../ui/Menu.tsx'
import { type Choice, chooseFiles } from './choose.ts'

function useAttach(roomId: number): (what: Choice) => void {
  const client = useClient()
  async function attach(what: Choice) {
    const files = await chooseFiles(what)
    client.uploads.add(roomId, files)
    // The dialog of the system gives focus back to the button; the words come next.
    if (files.length > 0 && what === 'files') document.querySelector<HTMLElement>('.composer textarea')?.focus()
  }
  return (what) => void attach(what)
}

export function AttachButton({ roomId }: { roomId: number }) {
  const { files: text } = useText()
  const attach = useAttach(roomId)
  return <IconButton icon={Paperclip} label={text.attach} onClick={() => attach('files')} />
}

/** On a phone: from the camera, from what was taken before, or any file. */
export function AttachItems({ roomId }: { roomId: number }) {
  const { files: text } = useText()
  const attach = useAttach(roomId)
  return (
    <>
      <MenuItem icon={Camera} onSelect={() => attach('camera')}>
        {text.camera}
      </MenuItem>
      <MenuItem icon={Image} onSelect={() => attach('photos')}>
        {text.photos}
      </MenuItem>
      <MenuItem icon={FolderOpen} onSelect={() => attach('files')}>
        {text.choose}
      </MenuItem>
    </>
  )
}
