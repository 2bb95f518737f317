import { expect, test } from 'vitest'
import { api } from './api.ts'
import { api as named } from './api-names.ts'

test('in a browser every endpoint has the name it has everywhere', () => {
  const names = (all: typeof api) =>
    Object.entries(api).map(([noun, verbs]) =>
      Object.keys(verbs).map(
        (verb) => (all as unknown as Record<string, Record<string, { name: string }>>)[noun]?.[verb]?.name,
      ),
    )
  expect(names(named)).toEqual(names(api))
})
