import type { Scope } from '@naniwa/contract'

export const abilities = ['read', 'send', 'tasks', 'files', 'rooms', 'contacts'] as const
export type Ability = (typeof abilities)[number]

/** What each is in the API's scopes. */
const scopesOf: Readonly<Record<Ability, readonly Scope[]>> = {
  read: ['rooms.messages:read'],
  send: ['rooms.messages:write'],
  tasks: ['rooms.tasks:read', 'rooms.tasks:write', 'users.tasks.me:read'],
  files: ['rooms.files:read', 'rooms.files:write'],
  rooms: ['rooms:write', 'rooms.info:write', 'rooms.members:write'],
  contacts: ['contacts.all:read_write'],
}
/** Without these a program does not even find the room it is for. */
const always: readonly Scope[] = [
  'users.profile.me:read',
  'users.status.me:read',
  'rooms.info:read',
  'rooms.members:read',
]

/** Null for all of them: whatever the owner may. */
export function scopesFrom(chosen: ReadonlySet<Ability>): Scope[] | null {
  if (abilities.every((ability) => chosen.has(ability))) return null
  return [...always, ...abilities.filter((ability) => chosen.has(ability)).flatMap((ability) => scopesOf[ability])]
}

/** Which of them scopes make up, also those chosen elsewhere. */
export function abilitiesFrom(scopes: readonly Scope[]): Ability[] {
  return abilities.filter((ability) => scopesOf[ability].every((scope) => scopes.includes(scope)))
}
