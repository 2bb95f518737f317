import { z } from 'zod'
import { person } from './account.ts'
import { endpoint } from './endpoint.ts'
import { id, line, nothing, time } from './fields.ts'
import { scope } from './scope.ts'

/** Longest life that can be asked for, in days. */
export const TOKEN_DAYS = 3_650

/** `waiting`: an administrator has not answered yet. `rejected`: one said no, or withdrew it later. Neither opens anything. */
export const tokenStatus = z.enum(['active', 'waiting', 'rejected'])
export type TokenStatus = z.infer<typeof tokenStatus>

/** `approval`: tokens that members make wait for an administrator. */
export const tokenPolicy = z.enum(['open', 'approval'])
export type TokenPolicy = z.infer<typeof tokenPolicy>

export const token = z.strictObject({
  id,
  name: z.string(),
  /** How the token begins, to tell one from another. */
  hint: z.string(),
  /** What it may be used for; null: whatever its owner may. */
  scopes: z.array(scope).nullable(),
  status: tokenStatus,
  createdAt: time,
  /** Exact to a minute; null until it is used. */
  lastUsedAt: time.nullable(),
  /** Null: never. */
  expiresAt: time.nullable(),
})
export type Token = z.infer<typeof token>

export const organizationToken = z.strictObject({ token, owner: person })
export type OrganizationToken = z.infer<typeof organizationToken>

const ofSomebody = z.strictObject({ accountId: id, id })

export const tokens = {
  create: endpoint({
    name: 'tokens.create',
    access: 'account',
    summary:
      'Make a token for programs that act in one’s name. `secret` is the token itself and is answered this once. Where administrators approve tokens, it opens nothing until one has.',
    input: z.strictObject({
      name: line(1, 100),
      scopes: z.array(scope).min(1).max(30).nullable().default(null),
      expiresInDays: z.int().min(1).max(TOKEN_DAYS).nullable().default(null),
    }),
    output: z.strictObject({ token, secret: z.string() }),
    errors: ['limit_reached'],
  }),
  list: endpoint({
    name: 'tokens.list',
    access: 'account',
    summary: 'One’s own tokens, newest first.',
    input: nothing,
    output: z.strictObject({ tokens: z.array(token), policy: tokenPolicy }),
    errors: [],
  }),
  revoke: endpoint({
    name: 'tokens.revoke',
    access: 'account',
    summary: 'Take back one of one’s tokens, at once and for good.',
    input: z.strictObject({ id }),
    output: nothing,
    errors: ['not_found'],
  }),
  listAll: endpoint({
    name: 'tokens.listAll',
    access: 'administrator',
    summary: 'Every token of the organization, those that wait first.',
    input: nothing,
    output: z.strictObject({ tokens: z.array(organizationToken), policy: tokenPolicy }),
    errors: ['forbidden'],
  }),
  approve: endpoint({
    name: 'tokens.approve',
    access: 'administrator',
    summary: 'Let somebody’s token open what it asks for.',
    input: ofSomebody,
    output: nothing,
    errors: ['forbidden', 'not_found'],
  }),
  reject: endpoint({
    name: 'tokens.reject',
    access: 'administrator',
    summary: 'Refuse somebody’s token, or withdraw one that is in use.',
    input: ofSomebody,
    output: nothing,
    errors: ['forbidden', 'not_found'],
  }),
  setPolicy: endpoint({
    name: 'tokens.setPolicy',
    access: 'administrator',
    summary: 'Say whether tokens that members make wait for an administrator. Those made before stay as they are.',
    input: z.strictObject({ policy: tokenPolicy }),
    output: nothing,
    errors: ['forbidden'],
  }),
}
