import fc from 'fast-check'
import { expect, test } from 'vitest'
import { settableClock, systemClock } from './clock.ts'
import { newId, newMessageId, newToken } from './ids.ts'

test('ids are positive safe integers and never repeat while the clock stands still', () => {
  const clock = settableClock(new Date('2026-11-22T00:00:00Z'))
  const ids = Array.from({ length: 10_000 }, () => newId(clock))
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids.every((id) => Number.isSafeInteger(id) && id > 0)).toBe(true)
})

test('ids stay safe integers until 2095', () => {
  const before = newId(systemClock)
  expect(Number.isSafeInteger(before)).toBe(true)
  expect(2 ** 41 * 2 ** 12 - 1).toBe(Number.MAX_SAFE_INTEGER)
})

test('a clock before 2026 is refused rather than giving a negative id', () => {
  expect(() => newId(settableClock(new Date('2025-12-31T23:59:59Z')))).toThrow(RangeError)
})

test('a message id carries its millisecond in the upper 42 of 63 bits', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 42 - 1 }), (milliseconds) => {
      const id = BigInt(newMessageId(settableClock(new Date(milliseconds))))
      expect(id >> 21n).toBe(BigInt(milliseconds))
      expect(id < 2n ** 63n).toBe(true)
    }),
  )
})

test('message ids never repeat while the clock stands still', () => {
  const clock = settableClock(new Date('2026-11-22T00:00:00Z'))
  const ids = Array.from({ length: 10_000 }, () => newMessageId(clock))
  expect(new Set(ids).size).toBe(ids.length)
})

test('a token is 43 characters of base64url', () => {
  expect(newToken()).toMatch(/^[\w-]{43}$/)
  expect(newToken()).not.toBe(newToken())
})
