import { z } from 'zod'

/** Longest message, in characters (Unicode code points). Source: the public API. */
export const MESSAGE_LENGTH = 65_535
/** Longest room name, in characters. Source: the public API. */
export const ROOM_NAME_LENGTH = 255

const MAX_MESSAGE_ID = 2n ** 63n - 1n

/** Account, organization, room and category ids: positive integers below 2^53. */
export const id = z.int().positive().meta({ description: 'Positive integer below 2^53' })

/** 63-bit decimal string: 42 bits of milliseconds, 21 random, made by the sender. Never a JavaScript number. */
export const messageId = z
  .string()
  .regex(/^[1-9][0-9]{0,18}$/, { abort: true })
  .refine((value) => BigInt(value) <= MAX_MESSAGE_ID, 'above 2^63 - 1')
  .meta({ description: '63-bit decimal number as a string' })

/** Milliseconds since 1970. */
export const time = z.int().meta({ description: 'Milliseconds since 1970-01-01 UTC' })

/** A place in a room's or an account's order of changes: 0 before the first. */
export const tick = z.int().nonnegative()

/** A message's place in its room: 1, 2, 3 … without gaps. */
export const number = z.int().nonnegative()

/** Counts code points, but only when the cheaper count of UTF-16 units leaves doubt. */
function fits(value: string, max: number): boolean {
  if (value.length <= max) return true
  if (value.length > max * 2) return false
  let count = 0
  for (const _ of value) count++
  return count <= max
}

/** Text as people write it: no NUL, no unpaired surrogate, `min` to `max` characters. */
export function text(min: number, max: number) {
  return z
    .string()
    .refine((value) => value.isWellFormed() && !value.includes('\0'), 'holds a NUL or an unpaired surrogate')
    .refine((value) => value.length >= min, `shorter than ${min}`)
    .refine((value) => fits(value, max), `longer than ${max} characters`)
    .meta({ minLength: min, maxLength: max })
}

/** Embeddings, overrides and isolates: they turn what stands after them, also outside the name (`gpj.exe` reads `exe.jpg`). */
const TURNING = /[\u202a-\u202e\u2066-\u2069]/u
/** Something that is drawn: not only space, fillers, joiners, or marks without a letter to stand on. */
const SEEN = /[^\p{Z}\p{Cc}\p{Cf}\p{M}\p{Default_Ignorable_Code_Point}\u2800]/u
/** More marks on one letter than any script or emoji needs run over the lines above and below. A flag of England has six. */
const HEAPED = /[\p{M}\p{Cf}\p{Default_Ignorable_Code_Point}]{9}/u

/**
 * A single line with something to see on it (or empty, where `min` is 0), which leaves what stands beside it as it is: nobody has to
 * isolate it where it is drawn. For what comes in: what is kept may be older than these rules.
 */
export function line(min: number, max: number) {
  return text(0, max)
    .transform((value) => value.trim())
    .refine((value) => !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(value), 'holds a line break or another control character')
    .refine((value) => !TURNING.test(value), 'holds a character that turns the direction of text')
    .refine((value) => !HEAPED.test(value), 'holds too many marks on one letter')
    .refine((value) => value.length >= min, `shorter than ${min}`)
    .refine((value) => value === '' || SEEN.test(value), 'nothing to see')
    .meta({ minLength: min, maxLength: max })
}

/** Words with dots between, one @, a domain with a dot. */
const ADDRESS = /^[a-z0-9_'+-]+(\.[a-z0-9_'+-]+)*@([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+([a-z]{2,}|xn--[a-z0-9-]+)$/
const ADDRESS_LENGTH = 254

/** Lower-cased and trimmed; one @, a dot in the domain; at most 254 characters (RFC 5321). */
export const email = z
  .string()
  .max(ADDRESS_LENGTH)
  .transform((value) => value.trim().toLowerCase())
  .pipe(z.email({ pattern: ADDRESS }))

/** Whether `email` takes it as it stands. */
export function isEmail(value: string): boolean {
  return value.length <= ADDRESS_LENGTH && ADDRESS.test(value)
}

/** 12 to 1,024 characters; strength is judged by the server. */
export const password = text(12, 1_024)

/** What somebody types as a password: any length that could have been one. */
export const passwordAttempt = text(1, 1_024)

/** From an invitation, a confirmation or a reset mail. */
export const secret = z.string().regex(/^[A-Za-z0-9_-]{20,128}$/)

export const language = z.enum(['ja', 'en'])
export type Language = z.infer<typeof language>

/** SHA-256 of a stored picture, in hexadecimal; served at `/images/<hash>`. */
export const imageHash = z.string().regex(/^[0-9a-f]{64}$/)

export const nothing = z.strictObject({})
