import { useSyncExternalStore } from 'react'

/** Which message shows its tools: one at a time, under the pointer, with focus, or tapped. */
interface Hot {
  id: string | null
  panel: 'none' | 'menu' | 'reactions'
}

const listeners = new Set<() => void>()
let hot: Hot = { id: null, panel: 'none' }

function set(next: Hot): void {
  hot = next
  for (const listener of listeners) listener()
}

/** Takes over unless a panel of another one is open. */
export function heat(id: string): void {
  if (hot.id !== id && hot.panel === 'none') set({ id, panel: 'none' })
}

export function cool(id: string): void {
  if (hot.id === id && hot.panel === 'none') set({ id: null, panel: 'none' })
}

export function setPanel(id: string, panel: Hot['panel']): void {
  if (panel !== 'none' || hot.id === id) set({ id, panel })
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Null while this message is not the one. */
export function useHot(id: string): Hot['panel'] | null {
  return useSyncExternalStore(subscribe, () => (hot.id === id ? hot.panel : null))
}
