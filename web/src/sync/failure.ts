import { type ErrorBody, type ErrorCode, errorStatus, Refusal } from '@naniwa/contract'

/** No answer came: nobody knows whether the call was done. Calls that may be repeated are. */
export class Disconnected extends Error {
  override readonly name = 'Disconnected'
}

/** What a server answered instead of an output. */
export function refusalOf(body: unknown, status?: number): Refusal {
  const { code, message, issues, retryAfter } = (typeof body === 'object' && body ? body : {}) as Partial<ErrorBody>
  if (code !== undefined && code in errorStatus) {
    return new Refusal(code, message, { ...(issues && { issues }), ...(retryAfter !== undefined && { retryAfter }) })
  }
  return new Refusal(codeOfStatus(status), `status ${status ?? 'unknown'}`)
}

/** A proxy in front of the server answers with pages of its own. */
function codeOfStatus(status = 500): ErrorCode {
  if (status === 401) return 'unauthenticated'
  if (status === 413) return 'too_large'
  if (status === 429) return 'rate_limited'
  return status >= 502 && status <= 504 ? 'unavailable' : 'internal'
}

const passing: ReadonlySet<ErrorCode> = new Set(['rate_limited', 'overloaded', 'unavailable', 'internal'])

/** The same call may succeed a little later. */
export function isPassing(error: unknown): boolean {
  return error instanceof Disconnected || (error instanceof Refusal && passing.has(error.code))
}

export function isSignedOut(error: unknown): boolean {
  return error instanceof Refusal && error.code === 'unauthenticated'
}

/** Milliseconds to wait before trying again. */
export function delayOf(error: unknown, otherwise: number): number {
  const told = error instanceof Refusal ? error.retryAfter : undefined
  return told === undefined ? otherwise : told * 1_000
}

/** The room is no longer one's own, which is no failure: the account's clock says so too. */
export function gone(error: unknown): null {
  if (error instanceof Refusal && error.code === 'not_found') return null
  throw error
}
