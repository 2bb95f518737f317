import { expect, test } from 'vitest'
import { abilities, abilitiesFrom, scopesFrom } from './abilities.ts'

test('what is chosen comes back from its scopes, and all of it is no limit at all', () => {
  for (const ability of abilities) expect(abilitiesFrom(scopesFrom(new Set([ability])) ?? [])).toEqual([ability])
  expect(abilitiesFrom(scopesFrom(new Set(['read', 'files'])) ?? [])).toEqual(['read', 'files'])
  expect(scopesFrom(new Set(abilities))).toBeNull()
})

test('half of an ability is none', () => {
  expect(abilitiesFrom(['rooms.tasks:read'])).toEqual([])
})
