import type { IncomingMessage } from 'node:http'
import type { App } from '../context.ts'

/** `__Host-` binds the cookie to this host and to TLS; browsers refuse it over plain HTTP. */
export function cookieName(app: App): string {
  return app.config.url.startsWith('https:') ? '__Host-naniwa' : 'naniwa'
}

export function tokenOf(app: App, request: IncomingMessage): string | null {
  return cookieOf(request, cookieName(app)) ?? null
}

export function cookieOf(request: IncomingMessage, name: string): string | undefined {
  const cookie = request.headers.cookie?.split('; ').find((pair) => pair.startsWith(`${name}=`))
  return cookie?.slice(name.length + 1)
}

/** Where the request came from, believing as many proxies as the configuration says there are. */
export function addressOf(app: App, request: IncomingMessage): string {
  const direct = request.socket.remoteAddress ?? ''
  if (app.config.trustProxy === 0) return direct
  const forwarded = String(request.headers['x-forwarded-for'] ?? '')
    .split(',')
    .map((address) => address.trim())
  return [...forwarded, direct].at(-1 - app.config.trustProxy) || direct
}

/**
 * False for a request that a page of another site makes: browsers say so in `Sec-Fetch-Site`, older ones in `Origin`.
 * Programs that are no browsers send neither and carry no cookie by themselves.
 */
export function fromOurPages(app: App, request: IncomingMessage): boolean {
  const site = request.headers['sec-fetch-site']
  if (site && site !== 'same-origin' && site !== 'none') return false
  const { origin } = request.headers
  return origin === undefined || origin === app.config.url || URL.parse(origin)?.host === request.headers.host
}
