import { api } from '@naniwa/contract'
import { useCallback, useEffect, useState } from 'react'
import { useDo } from '../../live/action.ts'
import { useClient } from '../../live/client.ts'
import type { Client } from '../../sync/client.ts'
import type { Letter } from './letter.ts'

/** A message that was just sent and can be taken back. */
export interface Undoable {
  id: string
  letter: Letter
  from: number
  until: number
}

export interface Undo {
  current: Undoable | null
  offer: (id: string, letter: Letter) => void
  /** Resolves to what was written, or to null when it could not be taken back. */
  take: () => Promise<Letter | null>
}

/** Waits this long for a message on its way, to take it back where it arrives; ms. */
const ARRIVAL = 5_000

export function useUndo(roomId: number, seconds: number): Undo {
  const client = useClient()
  const attempt = useDo()
  const [current, setCurrent] = useState<Undoable | null>(null)

  useEffect(() => {
    if (!current) return
    const timer = setTimeout(() => setCurrent(null), Math.max(0, current.until - Date.now()))
    return () => clearTimeout(timer)
  }, [current])

  const offer = useCallback(
    (id: string, letter: Letter) => {
      const from = Date.now()
      if (seconds > 0) setCurrent({ id, letter, from, until: from + seconds * 1_000 })
    },
    [seconds],
  )

  const take = useCallback(async () => {
    if (!current) return null
    setCurrent(null)
    const isBack = await attempt(takeBack(client, roomId, current.id))
    return isBack ? current.letter : null
  }, [attempt, client, current, roomId])

  return { current, offer, take }
}

async function takeBack(client: Client, roomId: number, id: string): Promise<void> {
  if (client.uploads.knows(id)) return client.uploads.takeBack(id)
  if (client.outbox.discard(roomId, id)) return
  const until = Date.now() + ARRIVAL
  while (client.outbox.entries(roomId).some((entry) => entry.id === id) && Date.now() < until) {
    await client.engine.wait(50)
    // It may have gone back to waiting: then it need not be sent at all.
    if (client.outbox.discard(roomId, id)) return
  }
  await client.call(api.messages.delete, { roomId, id })
}
