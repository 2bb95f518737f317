import { api, type File } from '@naniwa/contract'
import { Archive, Trash2 } from 'lucide-react'
import { useMemo } from 'react'
import { useDo } from '../live/action.ts'
import { useClient } from '../live/client.ts'
import { currentText } from '../text/text.ts'
import { useToast } from '../ui/Toast.tsx'

/** ms; long enough to read two sentences and decide. */
const OFFER_LASTS = 30_000

export type FilePlace = Pick<File, 'roomId' | 'id'>

export interface FileVerbs {
  download: (file: FilePlace) => void
  /** Where it can be played or read in place; null when it must not be, or could not be asked for. */
  inlineUrl: (file: FilePlace) => Promise<string | null>
  remove: (file: Pick<File, 'roomId' | 'id' | 'name'>) => Promise<boolean>
}

/** What is done with a file with one press. */
export function useFileVerbs(): FileVerbs {
  const client = useClient()
  const attempt = useDo()
  const toast = useToast()
  return useMemo(() => {
    async function inlineUrl({ roomId, id }: FilePlace): Promise<string | null> {
      const asking = client.call(api.files.get, { roomId, id })
      if (!(await attempt(asking))) return null
      const { file, downloadUrl, inlineUrl } = await asking
      if (downloadUrl === null) file.restoring ? sayRestoring() : offer(file)
      return inlineUrl
    }
    async function download({ roomId, id }: FilePlace): Promise<void> {
      const asking = client.call(api.files.get, { roomId, id })
      if (!(await attempt(asking))) return
      const { file, downloadUrl } = await asking
      if (downloadUrl !== null) save(downloadUrl)
      else if (file.restoring) sayRestoring()
      else offer(file)
    }
    /** Its bytes lie in the archive. */
    function offer(file: File): void {
      const { archived, restore } = currentText().files
      const action = { text: restore, onSelect: () => void bringBack(file) }
      toast({ text: archived(file.name), icon: Archive, action, lasts: OFFER_LASTS })
    }
    async function bringBack({ roomId, id }: FilePlace): Promise<void> {
      if (await attempt(client.call(api.files.restore, { roomId, id }))) sayRestoring()
    }
    function sayRestoring(): void {
      toast({ text: currentText().files.restoringNow, icon: Archive })
    }
    async function remove({ roomId, id, name }: Pick<File, 'roomId' | 'id' | 'name'>): Promise<boolean> {
      if (!(await attempt(client.call(api.files.delete, { roomId, id })))) return false
      toast({ text: currentText().files.deletedNow(name), icon: Trash2 })
      return true
    }
    return { download: (file) => void download(file), inlineUrl, remove }
  }, [client, attempt, toast])
}

/** The server says what it is saved as. */
function save(url: string): void {
  const link = document.createElement('a')
  link.href = url
  link.download = ''
  link.click()
}
