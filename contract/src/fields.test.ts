import { expect, test } from 'vitest'
import { z } from 'zod'
import { email, isEmail } from './fields.ts'
import { api } from './index.ts'

/** Every schema within that takes a string, with its place. */
function* texts(schema: unknown, place: string): Iterable<[string, z.ZodType]> {
  if (schema instanceof z.ZodObject)
    for (const [key, field] of Object.entries(schema.shape)) yield* texts(field, `${place}.${key}`)
  else if (schema instanceof z.ZodArray) yield* texts(schema.element, `${place}[]`)
  else if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault)
    yield* texts(schema.unwrap(), place)
  else if (schema instanceof z.ZodUnion) for (const option of schema.options) yield* texts(option, place)
  else if (schema instanceof z.ZodRecord) {
    yield* texts(schema.keyType, `${place}{key}`)
    yield* texts(schema.valueType, `${place}{}`)
  } else if (schema instanceof z.ZodString || schema instanceof z.ZodPipe) yield [place, schema]
}

test('no text that an endpoint takes may hold a NUL or half a character: no database keeps one', () => {
  const taken = Object.values(api).flatMap((verbs) =>
    Object.values(verbs).flatMap(({ name, input }) => [...texts(input, name)]),
  )
  expect(taken.length).toBeGreaterThan(50)
  const bad = ['a\0bcdefghijklm', 'a\ud800bcdefghijklm', 'https://a.example/\0', 'https://a.example/\udc00']
  const lenient = taken.filter(([, schema]) => bad.some((value) => schema.safeParse(value).success))
  expect(lenient.map(([place]) => place)).toEqual([])
})

test.each([
  ['aoki@minamo.example', true],
  ["o'hara.x_+1-2@mail.minamo.co.jp", true],
  ['a@xn--r8jz45g.xn--zckzah', true],
  ['aoki', false],
  ['aoki@minamo', false],
  ['a..b@minamo.example', false],
  ['.a@minamo.example', false],
  ['a@-minamo.example', false],
  ['a@b@minamo.example', false],
  ['a b@minamo.example', false],
  ['<a@minamo.example>', false],
  [`${'a'.repeat(254)}@minamo.example`, false],
])('%j is a mail address: %j', (value, is) => {
  expect(isEmail(value)).toBe(is)
  expect(email.safeParse(value).success).toBe(is)
})
