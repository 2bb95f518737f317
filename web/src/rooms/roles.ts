import type { Role } from '@naniwa/contract'
import type { Text } from '../text/ja.ts'

const roles: readonly Role[] = ['admin', 'member', 'readonly']

/** The roles with what each may do, for a Select. */
export function roleOptions(text: Text['dialogs']['members']): { value: Role; text: string; hint: string }[] {
  return roles.map((role) => ({ value: role, text: text.roles[role], hint: text.roleHints[role] }))
}
