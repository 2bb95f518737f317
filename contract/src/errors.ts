/**
 * The closed list of error codes, each with the HTTP status it travels under. A client decides by the code alone;
 * the message is for people reading logs and is never shown as it is.
 */
export const errorStatus = {
  /** The request is not JSON, or a socket frame is not one of ours. */
  malformed: 400,
  /** A field is missing, unknown, of the wrong type or out of its limits; `issues` names each. */
  invalid_input: 400,
  /** The password is too short, too easy to guess or known from leaks. */
  weak_password: 400,
  /** A link from a mail or an invitation is unknown, used, withdrawn or past its time. */
  invalid_token: 400,
  /** The upload is not a picture that can be decoded within the limits. */
  invalid_image: 400,
  /** No session, or it was revoked. */
  unauthenticated: 401,
  /** Address and password do not fit. Says nothing about which of the two. */
  sign_in_failed: 401,
  /** The actor is known but the rule for this verb says no (`can.ts`). */
  forbidden: 403,
  /** The request came from a page of another site. */
  cross_site: 403,
  /** It does not exist, or it is not yours: the same answer. */
  not_found: 404,
  unknown_endpoint: 404,
  method_not_allowed: 405,
  /** The message id was used before for something else. */
  message_id_taken: 409,
  /** The message was deleted, so it can no longer change. */
  message_deleted: 409,
  /** A group must keep at least one admin. */
  last_admin: 409,
  /** An organization must keep at least one administrator. */
  last_administrator: 409,
  /** The invitation link's code is used by another room. */
  code_taken: 409,
  /** The invitation link is on where the caller meant it to be off, or off where it was to be on. */
  link_changed: 409,
  /** The handle belongs to somebody else. */
  chatwork_id_taken: 409,
  /** The address already has an account. Answered to administrators and the command line only. */
  email_taken: 409,
  /** A list is at its limit (members, bookmarks, categories …). */
  limit_reached: 409,
  /** Parts of the upload are missing. */
  upload_incomplete: 409,
  /** What arrived is not what was sent: its SHA-256 differs. */
  hash_mismatch: 409,
  /** The scanner found something in the file. */
  infected: 409,
  /** The file's bytes lie in an archive; `files.restore` has them brought back. */
  archived: 409,
  /** The organization's storage is full. */
  quota_exceeded: 409,
  too_large: 413,
  unsupported_media: 415,
  /** Too many of these in a while; `retryAfter` says how many seconds to wait. */
  rate_limited: 429,
  internal: 500,
  /** The server has more work than it can take; nothing was done; `retryAfter` says when to come back. */
  overloaded: 503,
  /** The server is starting or stopping. */
  unavailable: 503,
} as const

export type ErrorCode = keyof typeof errorStatus

/** Errors that any endpoint may answer with; an endpoint lists only those beyond them. */
export const commonErrors = [
  'malformed',
  'invalid_input',
  'cross_site',
  'method_not_allowed',
  'too_large',
  'unsupported_media',
  'rate_limited',
  'internal',
  'overloaded',
  'unavailable',
] as const satisfies readonly ErrorCode[]

/** One field that did not fit. */
export interface Issue {
  /** Where, as in `members.0.role`; empty for the whole input. */
  path: string
  message: string
}

/** The body of every failed answer. */
export interface ErrorBody {
  code: ErrorCode
  message: string
  issues?: Issue[]
  /** Seconds. */
  retryAfter?: number
}

export interface RefusalDetails {
  issues?: Issue[]
  retryAfter?: number
}

/** Thrown by verbs and rebuilt by clients: the one way to say no. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly code: ErrorCode
  readonly issues: Issue[] | undefined
  readonly retryAfter: number | undefined

  constructor(code: ErrorCode, message: string = code, details: RefusalDetails = {}) {
    super(message)
    this.code = code
    this.issues = details.issues
    this.retryAfter = details.retryAfter
  }

  get status(): number {
    return errorStatus[this.code]
  }

  toBody(): ErrorBody {
    const body: ErrorBody = { code: this.code, message: this.message }
    if (this.issues) body.issues = this.issues
    if (this.retryAfter !== undefined) body.retryAfter = this.retryAfter
    return body
  }
}
