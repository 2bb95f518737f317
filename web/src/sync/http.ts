import { api, type CallOf, type Endpoint, type OutputOf, pathOf } from '@naniwa/contract'
import { Disconnected, isSignedOut, refusalOf } from './failure.ts'
import type { Ports } from './ports.ts'

export type HttpPorts = Pick<Ports, 'url' | 'fetch'>

/** For what is asked without a socket: before signing in, on pages that are opened once, and what may be given up. */
export async function callHttp<E extends Endpoint>(
  ports: HttpPorts,
  endpoint: E,
  input: CallOf<E>,
  signal?: AbortSignal,
): Promise<OutputOf<E>> {
  const response = await request(ports, pathOf(endpoint.name), {
    method: 'POST',
    ...(signal && { signal }),
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(input),
  })
  return response as OutputOf<E>
}

export async function request({ url, fetch }: HttpPorts, path: string, init: RequestInit): Promise<unknown> {
  let response: Response
  try {
    response = await fetch(url + path, { credentials: 'same-origin', ...init })
  } catch (error) {
    throw new Disconnected('no answer', { cause: error })
  }
  const body: unknown = await response.json().catch(() => undefined)
  if (response.ok && body !== undefined) return body
  throw refusalOf((body as { error?: unknown } | undefined)?.error, response.status)
}

/** A browser does not tell why a socket was refused; a request does. */
export async function hasSession(ports: HttpPorts): Promise<boolean> {
  try {
    await callHttp(ports, api.accounts.me, {})
    return true
  } catch (error) {
    if (isSignedOut(error)) return false
    throw error
  }
}
