import { oauthScopes } from '@naniwa/contract'
import type { KoaContextWithOIDC } from 'oidc-provider'
import { IS_STRANGER } from './client.ts'
import { faultText } from './fault.ts'
import { CONSENT_PATH, FAULT_PATH } from './terms.ts'

type Next = () => Promise<void>

/** A verifier that is none has a number in the public API. */
async function numbered(ctx: KoaContextWithOIDC, next: Next): Promise<void> {
  await next()
  const { body } = ctx as { body?: { error_description?: string } }
  if (body?.error_description?.startsWith('code_verifier must be')) body.error_description = faultText('20000')
}

/**
 * Whoever registered itself may have named any address: nobody is sent there, whatever is wrong, before somebody who is signed in has
 * answered (RFC 9700, 4.11.2). Otherwise a link to this server would open a page of a stranger's choice.
 */
async function keptHere(ctx: KoaContextWithOIDC, next: Next): Promise<void> {
  await next()
  const { client, entities } = ctx.oidc ?? {}
  const { route } = (ctx.oidc ?? {}) as { route?: string }
  if ((route !== 'authorization' && route !== 'resume') || !client?.[IS_STRANGER] || entities?.Interaction?.result)
    return
  const there = String(ctx.response.headers.location ?? '')
  if (there.startsWith(CONSENT_PATH) || there.startsWith(FAULT_PATH) || ctx.response.is('text/plain')) return
  ctx.remove('Location')
  sayFault(ctx, 'invalid_request')
}

/** The configuration's `discovery` only fills what the provider leaves out, and of scopes it knows those of OpenID alone. */
async function scopesTold(ctx: KoaContextWithOIDC, next: Next): Promise<void> {
  await next()
  const { body, oidc } = ctx as { body?: object; oidc?: { route?: string } }
  if (oidc?.route === 'discovery') Object.assign(body ?? {}, { scopes_supported: oauthScopes })
}

/** What is changed in the provider's answers. */
export const amendments = [numbered, keptHere, scopesTold]

/** To people on a page of ours, to programs as a text. */
export function sayFault(ctx: KoaContextWithOIDC, error: string, description = ''): void {
  if (ctx.accepts('text', 'html') === 'html') {
    ctx.redirect(`${FAULT_PATH}other`)
    return
  }
  ctx.status = Math.max(ctx.status, 400)
  ctx.type = 'text/plain; charset=utf-8'
  ctx.body = `${error}\n${description}\n`
}
