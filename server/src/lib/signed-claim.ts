import { createHmac, timingSafeEqual } from 'node:crypto'

/** What somebody who holds it may do until then. */
export interface Claim {
  /** Milliseconds since 1970. */
  readonly until: number
}

/** Writes a claim as text that fits an address and that nobody without the secret can make. */
export function signClaim(secret: Buffer, claim: Claim): string {
  const text = Buffer.from(JSON.stringify(claim)).toString('base64url')
  return `${text}.${signature(secret, text)}`
}

/** The claim, unless it is not ours to the letter or its time is over. */
export function readClaim(secret: Buffer, signed: string, now: Date): Claim | null {
  const [text = '', signedWith = '', more] = signed.split('.')
  if (more !== undefined || !isSame(signature(secret, text), signedWith)) return null
  const claim = JSON.parse(Buffer.from(text, 'base64url').toString()) as Claim
  return claim.until > now.getTime() ? claim : null
}

function signature(secret: Buffer, text: string): string {
  return createHmac('sha256', secret).update(text).digest('base64url')
}

function isSame(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)]
  return a.length === b.length && timingSafeEqual(a, b)
}
