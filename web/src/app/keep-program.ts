import { workers } from '../sync/browser-transfer.ts'
import { loadParts } from '../ui/later.tsx'

/** What comes first to a reader must not wait for what may come later. */
const CALM_MS = 1_500

/**
 * Once the page is drawn, has all parts of the program at hand, and the service worker keep them: so that every page opens
 * at once, and without a network. Without a worker everything works but a reload while the server is away.
 */
export async function keepProgram(): Promise<void> {
  if (!import.meta.env.PROD) return
  const worker = await navigator.serviceWorker?.register('/service-worker.js').catch(() => undefined)
  await new Promise((resolve) => setTimeout(resolve, CALM_MS))
  await loadParts()
  if (!worker) return
  await navigator.serviceWorker.ready
  // What was loaded before there was a worker passes through it now, out of the browser's own cache.
  const loaded = performance.getEntriesByType('resource').map(({ name }) => name)
  for (const name of [...loaded, ...workers]) {
    if (new URL(name, location.href).pathname.startsWith('/assets/')) await fetch(name).catch(() => {})
  }
}
