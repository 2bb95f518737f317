import { useSyncExternalStore } from 'react'
import type { Asked } from './query.ts'

export const kinds = ['all', 'messages', 'tasks', 'files', 'rooms', 'people'] as const
export type Kind = (typeof kinds)[number]

/** A search as it stands, to come back to. */
export interface Search {
  readonly asked: Asked
  readonly kind: Kind
  /** Key of the hit that is pointed at. */
  readonly chosen: string | null
}

/** A message that a search led to. */
export interface Stop {
  readonly key: string
  readonly roomId: number
  readonly messageId: string
}

/** The way from results to the place one is at, and to those beside it. */
export interface Trail {
  readonly search: Search
  /** Folded words to mark there. */
  readonly words: readonly string[]
  readonly stops: readonly Stop[]
  readonly at: number
}

let trail: Trail | null = null
const listeners = new Set<() => void>()

export function setTrail(next: Trail | null): void {
  trail = next
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The trail that leads to this message; null anywhere else. */
export function useTrail(roomId: number, messageId: string | null): Trail | null {
  const current = useSyncExternalStore(subscribe, () => trail)
  const stop = current?.stops[current.at]
  return stop && stop.roomId === roomId && stop.messageId === messageId ? current : null
}
