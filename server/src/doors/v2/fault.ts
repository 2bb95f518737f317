import type { ErrorCode } from '@naniwa/contract'

/** A refusal as this API words it: a status and what was wrong, in English, for whoever writes the client. */
export class Fault extends Error {
  override readonly name = 'Fault'
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  constructor(status: number, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message)
    this.status = status
    this.headers = headers
  }
}

export function badRequest(message: string): Fault {
  return new Fault(400, message)
}

export const UNKNOWN_ENDPOINT = 'Invalid Endpoint or HTTP method'

/** Under which status the product's refusals travel here; any other is 400. */
const STATUS: Partial<Record<ErrorCode, number>> = {
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  rate_limited: 429,
  internal: 500,
  overloaded: 503,
  unavailable: 503,
}

export function statusOf(code: ErrorCode): number {
  return STATUS[code] ?? 400
}

/** What is said where the refusal's own words are about the product's own API. */
const WORDS: Partial<Record<ErrorCode, string>> = {
  not_found: 'Not found',
  rate_limited: 'Rate limit exceeded',
  internal: 'Internal server error',
  overloaded: 'The server is busy',
  unavailable: 'The server is not available',
  last_admin: 'A room keeps at least one admin',
  message_deleted: 'The message is deleted',
  quota_exceeded: 'The storage is full',
  infected: 'The file is infected',
  archived: 'The file is in the archive',
}

export function wordsOf(code: ErrorCode, message: string): string {
  return WORDS[code] ?? message
}
