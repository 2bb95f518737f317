import { api, type Message, Refusal } from '@naniwa/contract'
import { useEffect, useRef, useState } from 'react'
import { useClient } from '../live/client.ts'
import type { Client } from '../sync/client.ts'
import type { Spot } from './hits.ts'

/** Messages shown around one, or the newest of a room. */
const SHOWN = 11
/** How long one rests on a hit before its context is read; ms. */
const QUIET = 100

export interface Around {
  readonly spot: Spot
  /** Oldest first; null when it cannot be shown. */
  readonly messages: readonly Message[] | null
}

/** What was said around a place. Goes on showing the one before until it is there. */
export function useAround(spot: Spot | null): Around | null {
  const client = useClient()
  const known = useRef(new Map<string, Around>())
  const [around, setAround] = useState<Around | null>(null)
  const key = spot && `${spot.roomId}-${spot.messageId}`

  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says all of the spot
  useEffect(() => {
    if (!spot || !key) return setAround(null)
    const before = known.current.get(key)
    if (before) return setAround(before)
    let isCurrent = true
    const timer = setTimeout(async () => {
      const found = { spot, messages: await read(client, spot).catch(() => heldOf(client, spot)) }
      if (!isCurrent) return
      if (found.messages) known.current.set(key, found)
      setAround(found)
    }, QUIET)
    return () => {
      isCurrent = false
      clearTimeout(timer)
    }
  }, [client, key])

  return around
}

async function read(client: Client, { roomId, messageId }: Spot): Promise<readonly Message[] | null> {
  const held = heldOf(client, { roomId, messageId })
  if (held) return held
  try {
    const place =
      messageId === null ? {} : { around: (await client.call(api.messages.get, { roomId, id: messageId })).number }
    return (await client.call(api.messages.list, { roomId, limit: SHOWN, ...place })).messages
  } catch (error) {
    if (error instanceof Refusal) return null
    throw error
  }
}

/** From the copy on this device, where it reaches far enough. */
function heldOf(client: Client, { roomId, messageId }: Spot): readonly Message[] | null {
  const timeline = client.engine.room(roomId)?.timeline
  if (!timeline || timeline.messages.length === 0) return null
  const { messages, atEnd } = timeline
  if (messageId === null) return atEnd ? messages.slice(-SHOWN) : null
  const at = messages.findIndex(({ id }) => id === messageId)
  const isInside = at >= SHOWN / 2 && (at < messages.length - SHOWN / 2 || atEnd)
  return isInside ? messages.slice(at - Math.floor(SHOWN / 2), at + Math.ceil(SHOWN / 2)) : null
}
