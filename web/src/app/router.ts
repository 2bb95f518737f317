import { useMemo, useSyncExternalStore } from 'react'
import { afterBack } from '../ui/back.ts'
import { type Route, routeOf } from './routes.ts'

const listeners = new Set<() => void>()

function tell(): void {
  for (const listener of listeners) listener()
}

export function navigate(href: string, how: 'push' | 'replace' = 'push'): void {
  afterBack(() => {
    if (how === 'push') history.pushState(null, '', href)
    else history.replaceState(null, '', href)
    tell()
  })
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) {
    addEventListener('popstate', tell)
    addEventListener('hashchange', tell)
    document.addEventListener('click', follow)
  }
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    removeEventListener('popstate', tell)
    removeEventListener('hashchange', tell)
    document.removeEventListener('click', follow)
  }
}

/** Every plain link to a page of ours is followed without loading it anew. */
function follow(event: MouseEvent): void {
  if (
    event.defaultPrevented ||
    event.button !== 0 ||
    event.metaKey ||
    event.ctrlKey ||
    event.shiftKey ||
    event.altKey
  ) {
    return
  }
  const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[href]') : null
  if (!link || link.target || link.download || link.origin !== location.origin) return
  if (/^\/(api|images)\//.test(link.pathname)) return
  const isJump = link.pathname === location.pathname && link.search === location.search && link.hash !== ''
  if (isJump && !link.hash.startsWith('#!')) return
  event.preventDefault()
  navigate(link.href)
}

export function useRoute(): Route {
  const href = useSyncExternalStore(subscribe, () => location.href)
  return useMemo(() => routeOf(new URL(href)), [href])
}
