import { expect, test } from 'vitest'
import { requireStrong } from './strength.ts'

const about = ['Aiko Tanaka', 'aiko.tanaka@minamo-foods.example', 'みなも製菓']

test.each([
  ['known from leaks', 'password1234'],
  ['a row of keys', 'qwertyuiopasdf'],
  ['one character', 'aaaaaaaaaaaaaaaa'],
  ['a pattern repeated', 'abc123abc123abc123'],
  ['the product and a row of figures', 'naniwa123456'],
  ['the first name', 'aiko rowing a green boat'],
  ['the family name in full width', 'ＴＡＮＡＫＡ rowing a green boat'],
  ['the organization', '夕立のあとのみなも製菓はひかる'],
])('%s is too weak', async (_, password) => {
  await expect(requireStrong(password, about)).rejects.toMatchObject({
    code: 'weak_password',
    issues: [{ path: 'password' }],
  })
})

test.each([
  ['four words', 'umbrella otter lantern gravel'],
  ['a Japanese sentence', '夕立のあとの川はひかっていた'],
  ['what a password manager makes', 'x7#Kq!vR2@mWz9$'],
  ['a thousand characters', 'umbrella otter lantern '.repeat(43)],
])('%s is strong', async (_, password) => {
  await expect(requireStrong(password, about)).resolves.toBeUndefined()
})

test('a short name inside a longer word is chance, not a name', async () => {
  await expect(requireStrong('a benefit of green lanterns', ['Ben', 'ben@example.com'])).resolves.toBeUndefined()
})
