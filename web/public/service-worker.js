// Keeps the program itself readable without a network: the page, its scripts, styles and fonts, and pictures seen lately.
// What was said is kept by the page (IndexedDB), never here.

const SHELL = 'shell-1'
const PICTURES = 'pictures-1'
/** Pictures kept; the one added longest ago goes first. */
const PICTURE_COUNT = 500

self.addEventListener('install', (event) => {
  const prepare = async () => {
    // The page that installs it came without it.
    const cache = await caches.open(SHELL)
    await cache.addAll(['/', '/boot.js', '/icon.svg'])
    await self.skipWaiting()
  }
  event.waitUntil(prepare())
})

self.addEventListener('activate', (event) => {
  const drop = async () => {
    for (const name of await caches.keys()) if (name !== SHELL && name !== PICTURES) await caches.delete(name)
    await self.clients.claim()
  }
  event.waitUntil(drop())
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== self.location.origin) return
  if (request.mode === 'navigate') event.respondWith(page(request))
  else if (url.pathname.startsWith('/assets/')) event.respondWith(file(request, SHELL))
  else if (url.pathname.startsWith('/images/')) event.respondWith(file(request, PICTURES))
  else if (url.pathname === '/boot.js' || url.pathname === '/icon.svg') event.respondWith(page(request, url.pathname))
})

let told = Promise.resolve()

/** What arrives while no page is open. In the order in which it came: of one room the newest stays. */
self.addEventListener('push', (event) => {
  const notice = event.data?.json()
  if (!notice) return
  told = told.catch(() => {}).then(() => tell(notice))
  event.waitUntil(told)
})

/** The browser has another address for this device: the server is told it. */
self.addEventListener('pushsubscriptionchange', (event) => {
  const renew = async () => {
    const options = event.oldSubscription?.options
    const subscription = event.newSubscription ?? (options && (await self.registration.pushManager.subscribe(options)))
    if (!subscription) return
    const { endpoint, keys } = subscription.toJSON()
    await fetch('/api/push/subscribe', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ endpoint, p256dh: keys.p256dh, auth: keys.auth }),
    })
  }
  event.waitUntil(renew())
})

/**
 * Whoever is at work in the program, or has the room in sight, sees it there. What a page has told of already, or a newer push, stays
 * as it is on the screen: shown once more without a sound, since browsers want to see something for every push.
 */
async function tell(notice) {
  const { title, body, icon = '/icon-192.png', tag, path, roomId, number, at, once } = notice
  const upTo = notice.upTo ?? (roomId === undefined ? [] : [[roomId, number]])
  if (await isSeen(upTo)) return
  const shown = (await self.registration.getNotifications()).find(({ data }) =>
    once ? data?.once === once : tellsOf(data?.upTo ?? [], upTo),
  )
  const options = { body, icon, badge: '/badge-96.png', tag, data: { path, upTo, once }, timestamp: at, renotify: true }
  if (!shown) return self.registration.showNotification(title, options)
  const { body: before, icon: face, tag: place, data } = shown
  await self.registration.showNotification(shown.title, {
    body: before,
    icon: face,
    tag: place,
    data,
    badge: '/badge-96.png',
    timestamp: shown.timestamp,
    silent: true,
  })
}

/**
 * By the locks of pages (`web/src/notifications/here.ts`). That a page of ours has focus says less: it may be the API's reference, or a
 * file in a tab of its own.
 */
async function isSeen(upTo) {
  const { held } = await self.navigator.locks.query()
  const seen = held.map(({ name }) => /^naniwa\.seen\.\d+\.(.+)$/.exec(name)?.[1])
  return seen.includes('all') || (upTo.length === 1 && seen.includes(String(upTo[0][0])))
}

/** Whether what is on the screen tells of each of these rooms as far, or further. */
function tellsOf(shown, upTo) {
  return (
    upTo.length > 0 && upTo.every(([roomId, number]) => shown.some(([room, last]) => room === roomId && last >= number))
  )
}

/** A click on a notice leads there in a tab that is open, else in a new one. */
self.addEventListener('notificationclick', (event) => {
  const { notification } = event
  notification.close()
  const lead = async () => {
    const tabs = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
    const tab = tabs.find(({ visibilityState }) => visibilityState === 'visible') ?? tabs[0]
    if (!tab) return self.clients.openWindow(notification.data.path)
    tab.postMessage({ open: notification.data.path })
    await tab.focus()
  }
  event.waitUntil(lead())
})

/** Every address is the same page: the newest one when the server answers, else the last one seen. */
async function page(request, key = '/') {
  const cache = await caches.open(SHELL)
  try {
    const answer = await fetch(request)
    if (answer.ok && isShell(answer, key)) {
      await cache.put(key, answer.clone())
      if (key === '/') await forgetOldFiles(cache, await answer.clone().text())
    }
    return answer
  } catch (error) {
    const kept = await cache.match(key)
    if (kept) return kept
    throw error
  }
}

/** The API's reference is a page too, but not this one. */
function isShell(answer, key) {
  return key !== '/' || !new URL(answer.url).pathname.startsWith('/api')
}

/** The name of a file holds the hash of what is in it, so what is kept is right for ever. */
async function file(request, name) {
  const cache = await caches.open(name)
  const kept = await cache.match(request)
  if (kept) return kept
  const answer = await fetch(request)
  if (answer.ok) {
    await cache.put(request, answer.clone())
    if (name === PICTURES) await forgetOldPictures(cache)
  }
  return answer
}

/** Files of an older version go once the page names others: those loaded later (fonts, parts) stay until their page goes. */
async function forgetOldFiles(cache, html) {
  const named = [...html.matchAll(/\/assets\/[^"']+/g)].map(([path]) => path)
  const keys = await cache.keys()
  const held = new Set(keys.map((key) => new URL(key.url).pathname))
  if (named.length === 0 || named.every((path) => held.has(path))) return
  for (const key of keys) if (new URL(key.url).pathname.startsWith('/assets/')) await cache.delete(key)
}

async function forgetOldPictures(cache) {
  const keys = await cache.keys()
  for (const key of keys.slice(0, Math.max(0, keys.length - PICTURE_COUNT))) await cache.delete(key)
}
