import { expect, test } from 'vitest'
import { createHasher } from './hasher.ts'

const hasher = createHasher()

test('nobody’s password fits, not even the one behind the decoy', async () => {
  expect(await hasher.verify(null, 'nobody has this password')).toBe(false)
})

test('a password fits its own hash and no other', async () => {
  const stored = await hasher.hash('夕立ちの あとの 浪速')
  expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(await hasher.verify(stored, '夕立ちの あとの 浪速')).toBe(true)
  expect(await hasher.verify(stored, '夕立ちの あとの 浪花')).toBe(false)
})

test('a password typed in full width fits the one set in half width', async () => {
  const stored = await hasher.hash('river 2026 カモメ')
  expect(await hasher.verify(stored, 'ｒｉｖｅｒ　２０２６　ｶﾓﾒ')).toBe(true)
})

test('two hashes of one password differ', async () => {
  expect(await hasher.hash('the same password')).not.toBe(await hasher.hash('the same password'))
})
