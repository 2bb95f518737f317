import { useState } from 'react'
import { useDo } from '../live/action.ts'
import { useClient, useTopic } from '../live/client.ts'
import type { TaskList } from '../sync/tasks.ts'
import { useText } from '../text/text.ts'

/** Reads done tasks from before those that are known, where there are any. */
export function OlderTasks({ list, className }: { list: TaskList; className: string }) {
  const { tasks: text } = useText()
  const client = useClient()
  const hasMore = useTopic('tasks', () => client.tasks.hasMore(list))
  const attempt = useDo()
  const [isBusy, setBusy] = useState(false)
  async function read() {
    setBusy(true)
    await attempt(client.tasks.more(list))
    setBusy(false)
  }
  if (!hasMore) return null
  return (
    <button type="button" className={className} disabled={isBusy} onClick={() => void read()}>
      {text.older}
    </button>
  )
}
