import { Archive } from 'lucide-react'
import { useEffect } from 'react'
import { useClient } from '../live/client.ts'
import { currentText } from '../text/text.ts'
import { useToast } from '../ui/Toast.tsx'
import { useFileVerbs } from './file-verbs.ts'

/** Long enough for somebody who is busy elsewhere on the page; ms. */
const LASTS = 30_000

/** Says what is back from the archive, to whoever asked for it. */
export function useRestored(): void {
  const client = useClient()
  const toast = useToast()
  const { download } = useFileVerbs()
  useEffect(
    () =>
      client.onRestored((file) => {
        const { restored, download: word } = currentText().files
        const action = { text: word, onSelect: () => download(file) }
        toast({ text: restored(file.name), icon: Archive, action, lasts: LASTS })
      }),
    [client, toast, download],
  )
}
