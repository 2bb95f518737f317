import { api, type File } from '@naniwa/contract'
import { Trash2 } from 'lucide-react'
import { useMemo } from 'react'
import { useDo } from '../live/action.ts'
import { useClient } from '../live/client.ts'
import { currentText } from '../text/text.ts'
import { useToast } from '../ui/Toast.tsx'

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
      return (await attempt(asking)) ? (await asking).inlineUrl : null
    }
    async function download({ roomId, id }: FilePlace): Promise<void> {
      const asking = client.call(api.files.get, { roomId, id })
      if (await attempt(asking)) save((await asking).downloadUrl)
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
