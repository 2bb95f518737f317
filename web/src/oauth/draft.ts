import {
  type api,
  type InputOf,
  mayRedirectTo,
  type OauthApp,
  type OauthAppKind,
  type OauthScope,
  oauthScopes,
  REDIRECT_LIMIT,
} from '@naniwa/contract'
import type { Text } from '../text/ja.ts'

/** An application as it is being written. */
export interface AppDraft {
  readonly name: string
  readonly logo: string | null
  readonly kind: OauthAppKind
  /** One address a line. */
  readonly redirects: string
  readonly scopes: readonly OauthScope[]
}

/** Staying connected is for those who can keep a secret. */
export function scopesFor(kind: OauthAppKind): OauthScope[] {
  return oauthScopes.filter((one) => kind === 'confidential' || one !== 'offline_access')
}

export function draftOf(app: OauthApp | null): AppDraft {
  if (!app) return { name: '', logo: null, kind: 'confidential', redirects: '', scopes: ['users.profile.me:read'] }
  const { name, logo, kind, redirectUris, scopes } = app
  return { name, logo, kind, redirects: redirectUris.join('\n'), scopes }
}

/** What the server takes. */
export function settingsOf({ name, logo, kind, redirects, scopes }: AppDraft): InputOf<typeof api.oauth.createApp> {
  const allowed = scopesFor(kind)
  return {
    name,
    logo,
    kind,
    redirectUris: addressesIn(redirects),
    scopes: allowed.filter((one) => scopes.includes(one)),
  }
}

function addressesIn(redirects: string): string[] {
  return [...new Set(redirects.split('\n').map((line) => line.trim()))].filter(Boolean)
}

export interface AppProblems {
  name?: string
  redirects?: string
  scopes?: string
}

/** In words; nothing where all is well. */
export function problemsOf({ oauth: text }: Text, draft: AppDraft): AppProblems {
  const { name, kind, redirectUris, scopes } = settingsOf(draft)
  const bad = redirectUris.find((one) => !mayRedirectTo(kind, one))
  const redirects =
    redirectUris.length === 0
      ? text.redirectMissing
      : redirectUris.length > REDIRECT_LIMIT
        ? text.redirectsTooMany(REDIRECT_LIMIT)
        : bad && text.redirectWrong(bad)
  return {
    ...(name.trim() === '' && { name: text.nameMissing }),
    ...(redirects && { redirects }),
    ...(scopes.length === 0 && { scopes: text.asksMissing }),
  }
}
