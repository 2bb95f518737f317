import { api, type OutputOf, type Task } from '@naniwa/contract'
import { useEffect, useState } from 'react'
import { useDo } from '../live/action.ts'
import { useClient, useStatus, useTopic } from '../live/client.ts'

export type TaskAbout = OutputOf<typeof api.tasks.about>

/** What was done with a task and said about it; read again when it changes, or when something may have been said. */
export function useAbout({ roomId, id, tick }: Task): TaskAbout | null {
  const client = useClient()
  const attempt = useDo()
  const isLive = useStatus().kind === 'live'
  const move = useTopic('comments', () => client.comments.move(roomId))
  const [about, setAbout] = useState<TaskAbout | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: read again with each change
  useEffect(() => {
    if (!isLive) return
    let isCurrent = true
    void attempt(client.call(api.tasks.about, { roomId, id }).then((answer) => isCurrent && setAbout(answer)))
    return () => {
      isCurrent = false
    }
  }, [client, attempt, roomId, id, tick, move, isLive])
  return about
}
