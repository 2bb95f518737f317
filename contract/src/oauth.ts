import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { imageHash, line, nothing, text, time } from './fields.ts'
import { scopes } from './scope.ts'

/** What an application may ask for: any scope of the public API, and to stay connected until it is disconnected. */
export const oauthScopes = [...scopes, 'offline_access'] as const
export const oauthScope = z.enum(oauthScopes)
export type OauthScope = z.infer<typeof oauthScope>

/** Most applications of one account. */
export const OAUTH_APP_LIMIT = 20
/** Addresses that one application may be sent back to. Source: the public API. */
export const REDIRECT_LIMIT = 5

/** `confidential`: runs on a server and keeps a secret. `public`: an app or a page, which cannot. */
export const oauthAppKinds = ['confidential', 'public'] as const
export const oauthAppKind = z.enum(oauthAppKinds)
export type OauthAppKind = z.infer<typeof oauthAppKind>

/** Schemes that a browser runs or shows by itself: nobody is sent back to one. */
const FORBIDDEN_SCHEMES = [
  'http:',
  'javascript:',
  'data:',
  'vbscript:',
  'blob:',
  'file:',
  'about:',
  'ws:',
  'wss:',
  'ftp:',
  'mailto:',
]

/** The machine that the browser runs on. */
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]']

/**
 * Whether an application of this kind may be sent back there: https; a public one to a scheme of its own as well, but not by https to its
 * own machine, where no certificate is worth anything. No fragment, no credentials.
 */
export function mayRedirectTo(kind: OauthAppKind, address: string): boolean {
  if (!URL.canParse(address) || address.includes('#') || /[\s\p{Cc}\\*]/u.test(address)) return false
  const { protocol, username, password, hostname } = new URL(address)
  if (username !== '' || password !== '') return false
  if (protocol === 'https:') return hostname !== '' && !(kind === 'public' && LOOPBACK.includes(hostname))
  return kind === 'public' && !FORBIDDEN_SCHEMES.includes(protocol)
}

/** Whether one that registered itself may: also to this machine, which is where programs on a desk wait for the answer. */
export function mayRedirectSelf(address: string): boolean {
  if (mayRedirectTo('public', address)) return true
  const [, host, rest] = /^http:\/\/([^/:[]+|\[::1\])((?::\d{1,5})?(?:\/.*)?)$/.exec(address) ?? []
  // But for the scheme and the host it is as any other.
  return host !== undefined && LOOPBACK.includes(host) && mayRedirectTo('confidential', `https://localhost${rest}`)
}

/** Whether people of an organization may let applications that registered themselves act for them. */
export const selfRegisteredPolicy = z.enum(['allowed', 'refused'])
export type SelfRegisteredPolicy = z.infer<typeof selfRegisteredPolicy>

/** Where an application is sent back to. */
const redirectUri = text(1, 2_000)

/** An application's name in the protocol, made by the server. */
const clientId = z.string().regex(/^[A-Za-z0-9_-]{1,100}$/)

/** An application that somebody registered. */
export const oauthApp = z.strictObject({
  /** Its name in the protocol. */
  clientId: z.string(),
  name: z.string(),
  kind: oauthAppKind,
  redirectUris: z.array(z.string()),
  /** All that it may ever ask for. */
  scopes: z.array(oauthScope),
  /** Hash of its picture. */
  logo: imageHash.nullable(),
  createdAt: time,
})
export type OauthApp = z.infer<typeof oauthApp>

/** An application that acts in one's name. */
export const oauthConnection = z.strictObject({
  clientId: z.string(),
  name: z.string(),
  logo: imageHash.nullable(),
  /** The organization of whoever registered it; null: it registered itself. */
  provider: z.string().nullable(),
  scopes: z.array(oauthScope),
  connectedAt: time,
  lastUsedAt: time.nullable(),
})
export type OauthConnection = z.infer<typeof oauthConnection>

/** A request that waits for an answer: 43 characters or so, made by the server. */
const uid = z.string().regex(/^[A-Za-z0-9_-]{10,100}$/)

const appSettings = {
  name: line(1, 100),
  redirectUris: z.array(redirectUri).min(1).max(REDIRECT_LIMIT),
  /** What it may ask for. What is taken away is gone from the tokens it has, too, at once; its stay (`offline_access`) ends within 14 days. */
  scopes: z.array(oauthScope).min(1),
  /** Hash of a stored picture. */
  logo: imageHash.nullable(),
}
const redirectRule = 'an address that this kind of application is not sent back to'

export const oauth = {
  request: endpoint({
    name: 'oauth.request',
    access: 'account',
    summary: 'What an application asks for, while it waits for an answer.',
    input: z.strictObject({ uid }),
    output: z.strictObject({
      name: z.string(),
      logo: imageHash.nullable(),
      /** Where the application is, as far as one can see: the host it is sent back to, or its own scheme. */
      host: z.string(),
      /** Who registered it; null: it registered itself, and nobody vouches for its name. */
      provider: z.string().nullable(),
      scopes: z.array(oauthScope),
    }),
    errors: ['forbidden', 'not_found'],
  }),
  answer: endpoint({
    name: 'oauth.answer',
    access: 'account',
    summary: 'Let an application act in one’s name, or not. Answers with where the browser goes on.',
    input: z.strictObject({ uid, allow: z.boolean() }),
    output: z.strictObject({ url: z.string() }),
    errors: ['forbidden', 'not_found'],
  }),
  connections: endpoint({
    name: 'oauth.connections',
    access: 'account',
    summary: 'Applications that act in one’s name, newest first.',
    input: nothing,
    output: z.strictObject({ connections: z.array(oauthConnection) }),
    errors: [],
  }),
  disconnect: endpoint({
    name: 'oauth.disconnect',
    access: 'account',
    summary: 'No longer let an application act in one’s name. At once.',
    input: z.strictObject({ clientId }),
    output: nothing,
    errors: ['not_found'],
  }),
  apps: endpoint({
    name: 'oauth.apps',
    access: 'account',
    summary: 'Applications one has registered, oldest first.',
    input: nothing,
    output: z.strictObject({ apps: z.array(oauthApp) }),
    errors: [],
  }),
  createApp: endpoint({
    name: 'oauth.createApp',
    access: 'account',
    summary: 'Register an application. A confidential one is given a secret, which is shown this once.',
    input: z
      .strictObject({ ...appSettings, logo: appSettings.logo.default(null), kind: oauthAppKind })
      .refine(({ kind, redirectUris }) => redirectUris.every((one) => mayRedirectTo(kind, one)), {
        path: ['redirectUris'],
        message: redirectRule,
      }),
    output: z.strictObject({ app: oauthApp, secret: z.string().nullable() }),
    errors: ['limit_reached', 'not_found'],
  }),
  editApp: endpoint({
    name: 'oauth.editApp',
    access: 'account',
    summary: 'Change an application’s name, picture, scopes or the addresses it is sent back to.',
    input: z.strictObject({
      clientId,
      name: appSettings.name.optional(),
      redirectUris: appSettings.redirectUris.optional(),
      scopes: appSettings.scopes.optional(),
      logo: appSettings.logo.optional(),
    }),
    output: oauthApp,
    errors: ['not_found'],
  }),
  renewSecret: endpoint({
    name: 'oauth.renewSecret',
    access: 'account',
    summary: 'Give a confidential application a new secret, shown this once. The former stops working.',
    input: z.strictObject({ clientId }),
    output: z.strictObject({ secret: z.string() }),
    errors: ['not_found'],
  }),
  deleteApp: endpoint({
    name: 'oauth.deleteApp',
    access: 'account',
    summary: 'Remove an application; whoever connected it is disconnected.',
    input: z.strictObject({ clientId }),
    output: nothing,
    errors: ['not_found'],
  }),
  policy: endpoint({
    name: 'oauth.policy',
    access: 'administrator',
    summary: 'Whether people of the organization may let applications that registered themselves act for them.',
    input: nothing,
    output: z.strictObject({ selfRegistered: selfRegisteredPolicy }),
    errors: ['forbidden'],
  }),
  setPolicy: endpoint({
    name: 'oauth.setPolicy',
    access: 'administrator',
    summary:
      'Say whether they may. Once refused, those that act for somebody already are out at once, until it is allowed again.',
    input: z.strictObject({ selfRegistered: selfRegisteredPolicy }),
    output: nothing,
    errors: ['forbidden'],
  }),
}
