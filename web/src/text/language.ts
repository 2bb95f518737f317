import { useSyncExternalStore } from 'react'

export type Language = 'ja' | 'en'

export const languages: readonly Language[] = ['ja', 'en']

const listeners = new Set<() => void>()
let current: Language = initial()

/** boot.js has put the reader's language on <html> before this module is loaded. */
function initial(): Language {
  return typeof document !== 'undefined' && document.documentElement.lang === 'en' ? 'en' : 'ja'
}

export function currentLanguage(): Language {
  return current
}

/** Changes every text on the page at once, and remembers the choice on this device. */
export function setLanguage(language: Language): void {
  current = language
  document.documentElement.lang = language
  try {
    localStorage.setItem('naniwa.language', language)
  } catch {
    // Storage may be forbidden: the choice then lasts for this visit.
  }
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useLanguage(): Language {
  return useSyncExternalStore(subscribe, currentLanguage, currentLanguage)
}
