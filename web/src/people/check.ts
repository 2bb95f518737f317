import type { Text } from '../text/ja.ts'

export const PASSWORD_LENGTH = 12
export const INVITATIONS_AT_ONCE = 100

/** What is wrong with an address, in the reader's words; nothing when it can be one. */
export function emailProblem(text: Text, value: string): string | undefined {
  const address = value.trim()
  if (address === '') return text.people.missingEmail
  const [local, domain, more] = address.split('@')
  if (!local || domain === undefined || more !== undefined) return text.people.emailAt
  return /^[^\s.@]+(\.[^\s.@]+)+$/.test(domain) && !/\s/.test(local) ? undefined : text.people.emailDomain
}

export function nameProblem(text: Text, value: string): string | undefined {
  return value.trim() === '' ? text.people.missingName : undefined
}

/** For a password to be chosen. Whether it is a good one is for the server. */
export function newPasswordProblem(text: Text, value: string): string | undefined {
  if (value === '') return text.people.missingPassword
  const missing = PASSWORD_LENGTH - [...value].length
  return missing > 0 ? text.people.shortPassword(String(missing)) : undefined
}

/** Addresses as people paste them: one a line, or with commas, semicolons, 、 or spaces between; each once. */
export function splitEmails(value: string): string[] {
  const found = value.split(/[\s,;、，；]+/).map((address) => address.trim().toLowerCase())
  return [...new Set(found.filter((address) => address !== ''))]
}

export function emailsProblem(text: Text, addresses: readonly string[]): string | undefined {
  if (addresses.length === 0) return text.people.missingEmail
  if (addresses.length > INVITATIONS_AT_ONCE) return text.people.tooMany
  const wrong = addresses.filter((address) => emailProblem(text, address) !== undefined)
  return wrong.length > 0 ? text.people.emailsWrong(wrong.slice(0, 3).join(', ')) : undefined
}
