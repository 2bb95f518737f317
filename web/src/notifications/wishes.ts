import { useSyncExternalStore } from 'react'

export type Which = 'all' | 'toMe' | 'off'

/** What somebody wants to be told on this device. */
export interface Wishes {
  which: Which
  sound: boolean
  /** Who wrote, where and what stays off the screen. */
  hidden: boolean
}

const DEFAULTS: Wishes = { which: 'toMe', sound: false, hidden: false }

const listeners = new Set<() => void>()
const known = new Map<number, Wishes>()

export function wishesOf(accountId: number): Readonly<Wishes> {
  const wishes = known.get(accountId) ?? read(accountId)
  known.set(accountId, wishes)
  return wishes
}

export function setWishes(accountId: number, change: Partial<Wishes>): void {
  const wishes = { ...wishesOf(accountId), ...change }
  known.set(accountId, wishes)
  try {
    localStorage.setItem(keyOf(accountId), JSON.stringify(wishes))
  } catch {
    // Storage may be forbidden: the choice then lasts for this visit.
  }
  for (const listener of listeners) listener()
}

export function useWishes(accountId: number): Readonly<Wishes> {
  return useSyncExternalStore(subscribe, () => wishesOf(accountId))
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  addEventListener('storage', reread)
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) removeEventListener('storage', reread)
  }
}

/** Chosen in another tab. */
function reread({ key }: StorageEvent): void {
  for (const accountId of known.keys()) if (key === keyOf(accountId)) known.set(accountId, read(accountId))
  for (const listener of listeners) listener()
}

function read(accountId: number): Wishes {
  try {
    const { which, sound, hidden } = JSON.parse(localStorage.getItem(keyOf(accountId)) ?? '{}') as Partial<Wishes>
    return {
      which: which === 'all' || which === 'off' ? which : DEFAULTS.which,
      sound: sound === true,
      hidden: hidden === true,
    }
  } catch {
    return DEFAULTS
  }
}

function keyOf(accountId: number): string {
  return `naniwa.notifications.${accountId}`
}
