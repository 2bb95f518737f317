import { expect, test } from 'vitest'
import { sha256, sha256Hex } from './hash.ts'

test('a string is hashed as its UTF-8 bytes', () => {
  expect(sha256Hex('浪速')).toBe(sha256Hex(new TextEncoder().encode('浪速')))
  expect(sha256Hex('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
  expect(sha256('x')).toHaveLength(32)
})
