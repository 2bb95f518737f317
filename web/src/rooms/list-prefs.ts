import { useSyncExternalStore } from 'react'
import type { SectionKey } from '../sync/sections.ts'

/** How this device shows the room list. */
export interface ListPrefs {
  /** Null: by category on a wide screen, newest first on a phone. */
  order: 'sections' | 'recent' | null
  /** Built-in sections that are folded; categories remember it on the server. */
  folded: readonly SectionKey[]
}

const KEY = 'naniwa.list'
const listeners = new Set<() => void>()
let prefs: ListPrefs = read()

function read(): ListPrefs {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<ListPrefs>
    return { order: kept.order ?? null, folded: kept.folded ?? [] }
  } catch {
    return { order: null, folded: [] }
  }
}

export function setListPrefs(change: Partial<ListPrefs>): void {
  prefs = { ...prefs, ...change }
  try {
    localStorage.setItem(KEY, JSON.stringify(prefs))
  } catch {
    // Storage may be forbidden: the choice then lasts for this visit.
  }
  for (const listener of listeners) listener()
}

export function listPrefs(): ListPrefs {
  return prefs
}

export function useListPrefs(): ListPrefs {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => prefs,
  )
}
