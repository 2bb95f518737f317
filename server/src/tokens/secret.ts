import { newToken } from '../lib/ids.ts'

/** So that people, and programs that look for leaked secrets, know one when they see it. */
const PREFIX = 'nw_pat_'
/** Prefix, 43 characters of secret, and whose it is, which leads to the row's place. */
const SHAPE = /^nw_pat_[\w-]{43}([1-9a-z][0-9a-z]{0,10})$/
/** Characters of the secret that are shown later; it has 256 bits. */
const SHOWN = 4

export function newSecret(accountId: number): string {
  return `${PREFIX}${newToken()}${accountId.toString(36)}`
}

export function hintOf(secret: string): string {
  return secret.slice(0, PREFIX.length + SHOWN)
}

/** Whose token it would be; null for what cannot be one. */
export function ownerOf(secret: string): number | null {
  const id = Number.parseInt(SHAPE.exec(secret)?.[1] ?? '', 36)
  return Number.isSafeInteger(id) ? id : null
}
