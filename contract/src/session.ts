import { z } from 'zod'
import { me } from './account.ts'
import { endpoint } from './endpoint.ts'
import { email, id, nothing, password, passwordAttempt, secret, time } from './fields.ts'

export const session = z.strictObject({
  id,
  /** As the browser named itself, shortened to 200 characters. */
  userAgent: z.string(),
  address: z.string(),
  createdAt: time,
  lastSeenAt: time,
  current: z.boolean(),
})
export type Session = z.infer<typeof session>

export const sessions = {
  signIn: endpoint({
    name: 'sessions.signIn',
    access: 'public',
    summary: 'Sign in with address and password; answers with a cookie.',
    input: z.strictObject({ email, password: passwordAttempt }),
    output: me,
    errors: ['sign_in_failed'],
  }),
  signOut: endpoint({
    name: 'sessions.signOut',
    access: 'account',
    summary: 'End this session.',
    input: nothing,
    output: nothing,
    errors: [],
  }),
  list: endpoint({
    name: 'sessions.list',
    access: 'account',
    summary: 'Where one is signed in, newest use first.',
    input: nothing,
    output: z.strictObject({ sessions: z.array(session) }),
    errors: [],
  }),
  here: endpoint({
    name: 'sessions.here',
    access: 'account',
    summary:
      'Say that one is at work in the program, which holds for two minutes, or no longer is: meanwhile nothing is pushed.',
    input: z.strictObject({
      state: z.enum(['here', 'away']),
      /** Of `away`: for how many seconds already. */
      idle: z.int().min(0).max(86_400).default(0),
    }),
    output: nothing,
    errors: [],
  }),
  revoke: endpoint({
    name: 'sessions.revoke',
    access: 'account',
    summary: 'End one of one’s sessions; its sockets are cut at once.',
    input: z.strictObject({ id }),
    output: nothing,
    errors: ['not_found'],
  }),
  revokeAll: endpoint({
    name: 'sessions.revokeAll',
    access: 'account',
    summary: 'Sign out everywhere, this session included unless `keepCurrent`.',
    input: z.strictObject({ keepCurrent: z.boolean().default(false) }),
    output: nothing,
    errors: [],
  }),
}

export const passwords = {
  change: endpoint({
    name: 'passwords.change',
    access: 'account',
    summary:
      'Change one’s password; all other sessions end. With `programs: end` one’s API tokens and connected applications end too.',
    input: z.strictObject({
      current: passwordAttempt,
      next: password,
      programs: z.enum(['keep', 'end']).default('keep'),
    }),
    output: nothing,
    errors: ['sign_in_failed', 'weak_password'],
  }),
  requestReset: endpoint({
    name: 'passwords.requestReset',
    access: 'public',
    summary:
      'Mail a reset link that works once, for one hour. The answer is the same whether the address is known or not.',
    input: z.strictObject({ email }),
    output: nothing,
    errors: [],
  }),
  reset: endpoint({
    name: 'passwords.reset',
    access: 'public',
    summary:
      'Set a new password with the secret of a reset mail; all sessions end. API tokens and connected applications, which no password opens, stay.',
    input: z.strictObject({ token: secret, password }),
    output: nothing,
    errors: ['invalid_token', 'weak_password'],
  }),
}
