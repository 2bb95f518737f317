import { createHmac, randomBytes } from 'node:crypto'

/** 32 random bytes in base64. */
export function newSigningToken(): string {
  return randomBytes(32).toString('base64')
}

/** What the receiver computes from the raw body and the token it was given. */
export function signatureOf(token: string, body: string): string {
  return createHmac('sha256', Buffer.from(token, 'base64')).update(body).digest('base64')
}
