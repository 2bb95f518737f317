import type { IncomingMessage } from 'node:http'
import { type GrantedScopes, Refusal } from '@naniwa/contract'
import type { Actor, App } from '../context.ts'
import { authenticateToken } from '../tokens/authenticate.ts'
import { addressOf } from './request.ts'

/** Who acts through a program, and what they let it do. */
export interface Grant {
  readonly actor: Actor
  readonly scopes: GrantedScopes
  /** In which header the token came. */
  readonly kind: 'token' | 'bearer'
}

/** Whom a bearer token speaks for, and what for; null when it is not one of this kind, or no longer good. */
export type BearerReader = (
  app: App,
  token: string,
) => Promise<{ readonly accountId: number; readonly scopes: GrantedScopes; readonly program: string } | null>

/** In which header a token that opened nothing came: the answers differ. */
export type CredentialKind = 'none' | 'token' | 'bearer'

/** No token, or one that opens nothing. */
export class Unauthenticated extends Refusal {
  readonly kind: CredentialKind
  constructor(kind: CredentialKind) {
    super('unauthenticated', kind === 'none' ? 'a token is needed' : 'the token opens nothing')
    this.kind = kind
  }
}

const readers: readonly BearerReader[] = [authenticateToken]

/**
 * Who a program's request acts for: `X-ChatWorkToken: <token>` takes API tokens, `Authorization: Bearer <token>` those and whatever
 * `more` readers know. Cookies are not looked at. @throws {Unauthenticated}
 */
export async function grantOf(app: App, request: IncomingMessage, more: readonly BearerReader[] = []): Promise<Grant> {
  const [kind, token] = tokenIn(request)
  if (kind === 'none') throw new Unauthenticated(kind)
  for (const read of kind === 'token' ? readers : [...readers, ...more]) {
    const found = await read(app, token)
    if (found) return { actor: programOf(app, request, found), scopes: found.scopes, kind }
  }
  throw new Unauthenticated(kind)
}

function tokenIn({ headers }: IncomingMessage): [CredentialKind, string] {
  const own = headers['x-chatworktoken']
  if (typeof own === 'string' && own.trim()) return ['token', own.trim()]
  const bearer = /^bearer +(\S+) *$/i.exec(headers.authorization ?? '')?.[1]
  return bearer ? ['bearer', bearer] : ['none', '']
}

/** Somebody as a verb knows them, acting without a session. */
function programOf(
  app: App,
  request: IncomingMessage,
  { accountId, program }: { readonly accountId: number; readonly program: string },
): Actor {
  return {
    accountId,
    program,
    sessionId: 0,
    address: addressOf(app, request),
    userAgent: request.headers['user-agent'] ?? '',
    keep: () => {},
  }
}
