import { BellRing } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useClient } from '../live/client.ts'
import { useText } from '../text/text.ts'
import { useToast } from '../ui/Toast.tsx'
import { useOpenTask } from './dialogs.ts'
import { useDueWords, usePlainTitle } from './words.ts'

/** Long enough for somebody who is busy elsewhere on the page; ms. */
const LASTS = 30_000

/** Says what is due when its reminder comes. */
export function useReminders(): void {
  const client = useClient()
  const { tasks: text } = useText()
  const toast = useToast()
  const openTask = useOpenTask()
  const titleOf = usePlainTitle()
  const words = useDueWords()
  const latest = useRef({ text, titleOf, words })
  latest.current = { text, titleOf, words }
  useEffect(
    () =>
      client.onReminder(({ task }) => {
        const its = latest.current
        const said = its.text.reminded(its.titleOf(task), its.words(task.due, 'full'))
        const action = { text: its.text.open, onSelect: () => openTask(task) }
        toast({ text: said, icon: BellRing, action, lasts: LASTS })
      }),
    [client, toast, openTask],
  )
}
