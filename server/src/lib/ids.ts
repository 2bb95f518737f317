import { randomBytes, randomInt } from 'node:crypto'
import type { Clock } from './clock.ts'

const EPOCH = Date.UTC(2026, 0, 1)
const RANDOM_VALUES = 2 ** 12
const MESSAGE_RANDOM_BITS = 21n
const MESSAGE_RANDOM_VALUES = 2 ** 21

let lastId = 0
let lastMessage = { milliseconds: -1, low: 0 }

/**
 * A new id for anything but a message: a positive integer below 2^53, laid out as 41 bits of milliseconds since 2026-01-01
 * (enough until 2095) above 12 random bits. It says roughly when a thing was made; it is not an order.
 *
 * One process never gives the same id twice, even when its clock stands still. Two processes collide once in 4,096 pairs
 * made in the same millisecond: at one id a second each, about once in 50 days; the primary key refuses the second.
 */
export function newId(clock: Clock): number {
  const milliseconds = clock.now().getTime() - EPOCH
  if (milliseconds < 0) throw new RangeError('The clock is before 2026-01-01: ids cannot be made.')
  lastId = Math.max(lastId + 1, milliseconds * RANDOM_VALUES + randomInt(RANDOM_VALUES))
  return lastId
}

/**
 * A new message id: the decimal string of 63 bits, 42 of Unix milliseconds above 21 random. Clients make theirs in the same
 * way. One process gives up to 2 million different ids within a millisecond; two senders in one room and one millisecond
 * collide once in 2 million, and the primary key (room, id) shows it.
 */
export function newMessageId(clock: Clock): string {
  const milliseconds = clock.now().getTime()
  const low =
    milliseconds === lastMessage.milliseconds
      ? (lastMessage.low + 1) % MESSAGE_RANDOM_VALUES
      : randomInt(MESSAGE_RANDOM_VALUES)
  lastMessage = { milliseconds, low }
  return ((BigInt(milliseconds) << MESSAGE_RANDOM_BITS) | BigInt(low)).toString()
}

/** A secret for sessions, invitations and resets: 32 random bytes as 43 characters of base64url. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}
