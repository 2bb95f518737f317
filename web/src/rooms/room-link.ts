import { api, type JoinRequest, type Link } from '@naniwa/contract'
import { useCallback, useEffect, useState } from 'react'
import { failureOf } from '../live/action.ts'
import { useClient, useTopic } from '../live/client.ts'
import type { Failure } from '../text/failure.ts'

export interface RoomLink {
  /** Null until it is known. */
  link: Link | null
  /** Who waits for an admin; empty for everyone else. */
  requests: readonly JoinRequest[]
  failure: Failure | null
  reload: () => void
  /** What an answer has just told. */
  setLink: (link: Link) => void
}

/** A room's invitation link, kept level: whoever asks to join moves the room's own clock. */
export function useRoomLink(roomId: number): RoomLink {
  const client = useClient()
  const tick = useTopic(`room:${roomId}`, () => client.engine.room(roomId)?.room?.tick ?? 0)
  const [link, setLink] = useState<Link | null>(null)
  const [requests, setRequests] = useState<readonly JoinRequest[]>([])
  const [failure, setFailure] = useState<Failure | null>(null)

  const read = useCallback(
    async (isCurrent: () => boolean) => {
      try {
        const answer = await client.call(api.links.get, { roomId })
        if (!isCurrent()) return
        setLink(answer.link)
        setRequests(answer.requests)
        setFailure(null)
      } catch (error) {
        if (isCurrent()) setFailure(failureOf(error))
      }
    },
    [client, roomId],
  )

  // biome-ignore lint/correctness/useExhaustiveDependencies: read again when the room has changed
  useEffect(() => {
    let isCurrent = true
    void read(() => isCurrent)
    return () => {
      isCurrent = false
    }
  }, [read, tick])

  return { link, requests, failure: link ? null : failure, reload: () => void read(() => true), setLink }
}
