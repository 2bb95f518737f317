import { ownPath } from './routes.ts'

const KEY = 'naniwa.return'

/** Where somebody was going who has to open a mail first: its link begins a page that knows nothing of this one. */
export function noteReturn(path: string | null): void {
  try {
    if (path === null) localStorage.removeItem(KEY)
    else localStorage.setItem(KEY, path)
  } catch {
    // It leads to the chats.
  }
}

/** What was noted on this device, once; null if nothing was. */
export function takeReturn(): string | null {
  try {
    const path = localStorage.getItem(KEY)
    localStorage.removeItem(KEY)
    return ownPath(path)
  } catch {
    return null
  }
}
