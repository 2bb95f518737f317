import { navigate } from '../app/router.ts'
import { ring } from './sound.ts'
import type { Left, Notice, Screen } from './teller.ts'

/** What the browser lets us do. `unable`: it knows no notices, or the page did not come over https. */
export type Permission = 'granted' | 'denied' | 'default' | 'unable'

export function permission(): Permission {
  return 'Notification' in globalThis && 'locks' in navigator ? Notification.permission : 'unable'
}

/** Of the page's own; those of the service worker are the browser's to keep. */
const open = new Map<string, Notification>()

/** Phones show the service worker's only; where there is none the page's own do. */
export const browserScreen: Screen = {
  show(notice) {
    if (permission() === 'granted') void inTurn(() => show(notice))
  },
  close(tag) {
    open.get(tag)?.close()
    open.delete(tag)
    void inTurn(() => closeKept({ tag }))
  },
  async left() {
    let left: readonly Left[] = []
    await inTurn(async () => {
      left = (await kept()).flatMap(({ tag, data }) =>
        data?.upTo?.length > 0 ? [{ tag, upTo: data.upTo, count: data.count ?? 1 }] : [],
      )
    })
    return left
  },
  clear() {
    for (const notification of open.values()) notification.close()
    open.clear()
    void inTurn(() => closeKept({}))
  },
  ring,
}

let last = Promise.resolve()

/** The browser takes its time to look for notices: one that is shown meanwhile must stay, one that is closed must not come after. */
function inTurn(work: () => Promise<void>): Promise<void> {
  last = last.then(work).catch(() => {})
  return last
}

async function worker(): Promise<ServiceWorkerRegistration | undefined> {
  const registration = await navigator.serviceWorker?.getRegistration().catch(() => undefined)
  return registration?.active ? registration : undefined
}

async function kept(which: { tag?: string } = {}): Promise<Notification[]> {
  return (await (await worker())?.getNotifications(which)) ?? []
}

async function closeKept(which: { tag?: string }): Promise<void> {
  for (const notification of await kept(which)) notification.close()
}

async function show({ tag, path, title, body, icon, upTo = [], count, once }: Notice): Promise<void> {
  // Our own sound or none: `renotify` lets a notice that takes another's place be seen, too.
  const options: NotificationOptions & { renotify: boolean } = {
    ...{ body, tag, data: { path, upTo, count, once }, silent: true, renotify: true },
    icon: icon ?? '/icon-192.png',
    badge: '/badge-96.png',
  }
  const registration = await worker()
  if (registration) return registration.showNotification(title, options)
  const notification = new Notification(title, options)
  open.set(tag, notification)
  notification.onclick = () => {
    window.focus()
    notification.close()
    navigate(path)
  }
}

/** Follows clicks on notices of the service worker, which looks for a tab to lead there. */
export function followClicks(): () => void {
  const follow = ({ data }: MessageEvent) => {
    if (typeof data?.open === 'string') navigate(data.open)
  }
  navigator.serviceWorker?.addEventListener('message', follow)
  return () => navigator.serviceWorker?.removeEventListener('message', follow)
}
