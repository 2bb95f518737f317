import { lookup } from 'node:dns/promises'
import { isIP, type LookupFunction } from 'node:net'
import type * as Undici from 'undici'
import { isLoopbackAddress, isPublicAddress } from './public-address.ts'

export type SafeFetchOptions = Readonly<{
  /** For the whole exchange, redirects and body included, in milliseconds; 5,000 unless told otherwise. */
  timeLimit?: number
  /** Body bytes kept, after decompression; 1 MiB unless told otherwise. The rest is not read and `truncated` is set. */
  byteLimit?: number
  headers?: Readonly<Record<string, string>>
  /** With a body the request is a POST. */
  body?: string | Uint8Array
  /** Followed at most; 3 unless told otherwise. One more is an error, but for 0, where it is the answer. */
  redirects?: number
  /** Only 80 and 443 unless told otherwise. */
  ports?: 'any'
  /** For tests: this port is reached on loopback addresses, and only there; `any`: whatever is there may be reached as well. */
  allowLoopbackPort?: number | 'any'
  /** All addresses of a host name; the system's resolver unless told otherwise. */
  resolve?: (hostname: string) => Promise<readonly string[]>
}>

export type SafeResponse = Readonly<{
  /** Where the redirects ended. */
  url: string
  status: number
  headers: Headers
  body: Uint8Array
  truncated: boolean
}>

export type UnsafeReason = 'url' | 'scheme' | 'credentials' | 'port' | 'address' | 'redirects' | 'time' | 'network'

/** The URL must not be fetched, or could not be. */
export class SafeFetchError extends Error {
  override name = 'SafeFetchError'
  readonly reason: UnsafeReason
  constructor(reason: UnsafeReason, message: string, cause?: unknown) {
    super(message, { cause })
    this.reason = reason
  }
}

const MAX_REDIRECTS = 3

/**
 * Fetches a URL that a stranger wrote. Only http and https, only ports 80 and 443, no credentials; every address of the host
 * must be public, and the connection goes to exactly the addresses that were checked, so a name that resolves differently a moment
 * later gains nothing. Each of at most 3 redirects is held to the same. No cookies, no referrer.
 *
 * @throws {SafeFetchError}
 */
export async function safeFetch(address: string, options: SafeFetchOptions = {}): Promise<SafeResponse> {
  const signal = AbortSignal.timeout(options.timeLimit ?? 5_000)
  const undici = await import('undici')
  const agent = new undici.Agent({ connect: checkedConnector(undici, options), maxHeaderSize: 16_384 })
  try {
    return await follow(address, { dispatcher: agent, fetch: undici.fetch }, signal, options)
  } catch (error) {
    throw explain(error, signal)
  } finally {
    await agent.destroy()
  }
}

async function follow(
  address: string,
  { dispatcher, fetch }: { dispatcher: Undici.Agent; fetch: typeof Undici.fetch },
  signal: AbortSignal,
  options: SafeFetchOptions,
): Promise<SafeResponse> {
  const most = options.redirects ?? MAX_REDIRECTS
  let url = checkUrl(address, undefined, options)
  for (let redirects = 0; ; redirects++) {
    const response = await fetch(url, { dispatcher, signal, redirect: 'manual', ...requestOf(options) })
    const location = response.headers.get('location')
    if (!isRedirect(response.status) || location === null || most === 0) return await read(url, response, options)
    await response.body?.cancel()
    if (redirects === most) throw new SafeFetchError('redirects', `more than ${most} redirects`)
    url = checkUrl(location, url, options)
  }
}

function requestOf({ headers, body }: SafeFetchOptions): {
  method: string
  headers: Record<string, string>
  body?: string | Uint8Array
} {
  return body === undefined
    ? { method: 'GET', headers: { ...headers } }
    : { method: 'POST', headers: { ...headers }, body }
}

function isRedirect(status: number): boolean {
  return [301, 302, 303, 307, 308].includes(status)
}

async function read(
  url: URL,
  response: Undici.Response,
  { byteLimit = 1_048_576 }: SafeFetchOptions,
): Promise<SafeResponse> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk)
    length += chunk.length
    if (length > byteLimit) break
  }
  return {
    url: url.href,
    status: response.status,
    headers: new Headers([...response.headers]),
    body: Buffer.concat(chunks).subarray(0, byteLimit),
    truncated: length > byteLimit,
  }
}

function checkUrl(text: string, base: URL | undefined, { allowLoopbackPort, ports }: SafeFetchOptions): URL {
  const url = URL.parse(text, base?.href)
  if (url === null) throw new SafeFetchError('url', 'not a URL')
  if (!/^https?:$/.test(url.protocol)) throw new SafeFetchError('scheme', `${url.protocol} is not fetched`)
  if (url.username || url.password) throw new SafeFetchError('credentials', 'URLs with credentials are not fetched')
  const known = ports === 'any' || url.port === '' || [80, 443, allowLoopbackPort].includes(Number(url.port))
  if (!known) {
    throw new SafeFetchError('port', `port ${url.port} is not fetched`)
  }
  return url
}

/** Connects to the addresses that were checked, and to no others. */
function checkedConnector(
  { buildConnector }: typeof Undici,
  options: SafeFetchOptions,
): Undici.buildConnector.connector {
  return (target, callback) => {
    checkedAddresses(target.hostname.replace(/^\[|\]$/g, ''), Number(target.port), options).then(
      (addresses) => buildConnector({ lookup: pinned(addresses) })(target, callback),
      (error) => callback(error, null),
    )
  }
}

async function checkedAddresses(host: string, port: number, options: SafeFetchOptions): Promise<readonly string[]> {
  const addresses = isIP(host) ? [host] : await (options.resolve ?? systemResolve)(host)
  for (const address of addresses) {
    if (!isAllowed(address, port, options))
      throw new SafeFetchError('address', `${host} is at ${address}, which is not public`)
  }
  if (addresses.length === 0) throw new SafeFetchError('network', `${host} has no address`)
  return addresses
}

function isAllowed(address: string, port: number, { allowLoopbackPort }: SafeFetchOptions): boolean {
  if (allowLoopbackPort === 'any' && isLoopbackAddress(address)) return true
  return port === allowLoopbackPort ? isLoopbackAddress(address) : isPublicAddress(address)
}

async function systemResolve(host: string): Promise<string[]> {
  return (await lookup(host, { all: true })).map(({ address }) => address)
}

function pinned(addresses: readonly string[]): LookupFunction {
  const all = addresses.map((address) => ({ address, family: isIP(address) }))
  return (_host, { all: wantsAll }, callback) => {
    const [first] = all
    if (wantsAll) callback(null, all)
    else callback(null, first?.address ?? '', first?.family)
  }
}

/** What went wrong, dug out of the layers that undici wraps it in. */
function explain(error: unknown, signal: AbortSignal): SafeFetchError {
  for (let cause = error; cause instanceof Error; cause = cause.cause) if (cause instanceof SafeFetchError) return cause
  if (signal.aborted) return new SafeFetchError('time', 'took too long', error)
  return new SafeFetchError('network', error instanceof Error ? error.message : String(error), error)
}
