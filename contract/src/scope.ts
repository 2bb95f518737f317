import { z } from 'zod'

/** What the public API can be used for, in its own spelling. A `_write` of everything holds no `read` unless its name says so. */
export const scopes = [
  'users.all:read',
  'users.profile.me:read',
  'users.status.me:read',
  'users.tasks.me:read',
  'rooms.all:read_write',
  'rooms.all:read',
  'rooms.all:write',
  'rooms:write',
  'rooms.info:read',
  'rooms.info:write',
  'rooms.members:read',
  'rooms.members:write',
  'rooms.messages:read',
  'rooms.messages:write',
  'rooms.tasks:read',
  'rooms.tasks:write',
  'rooms.files:read',
  'rooms.files:write',
  'contacts.all:read_write',
  'contacts.all:read',
  'contacts.all:write',
] as const

export const scope = z.enum(scopes)
export type Scope = z.infer<typeof scope>

/** What a program that acts for somebody may do; null: whatever they may themselves. */
export type GrantedScopes = readonly Scope[] | null

/** Whether any of the scopes that would do is granted. */
export function isGrantedAny(granted: GrantedScopes, enough: readonly Scope[]): boolean {
  return granted === null || enough.some((one) => granted.includes(one))
}
