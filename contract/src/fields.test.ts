import { expect, test } from 'vitest'
import { z } from 'zod'
import { email, isEmail, line } from './fields.ts'
import { fileName } from './file.ts'
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

test.each([
  ['nothing but a zero-width space', '\u200b'],
  ['Hangul fillers', '\u3164\u115f\u1160\uffa0'],
  ['an empty Braille cell', ' \u2800 '],
  ['marks without a letter', '\u0301'],
  ['a variation selector', '\ufe0f'],
  ['an override', '\u202eABC'],
  ['an embedding', 'A\u202bB\u202c'],
  ['an isolate', 'A\u2067B\u2069'],
  ['a heap of marks', `A${'\u0301'.repeat(90)}`],
  ['a heap of marks with joiners between', `A${'\u0301\u0301\u200d'.repeat(30)}`],
  ['a line separator', 'A\u2028B'],
])('%s is no name', (_, value) => {
  expect(line(1, 100).safeParse(value).success).toBe(false)
  expect(fileName.safeParse(value).success).toBe(false)
  expect(line(0, 100).safeParse(value).success).toBe(false)
})

test('a name that turns what stands after it is no file name', () => {
  expect(fileName.safeParse('請求書_\u202egpj.exe').success).toBe(false)
})

test.each([
  '請求書（11月分）＿最終.pdf',
  'か\u3099き\u3099.txt',
  '👩‍👩‍👧‍👦 家族❤️‍🔥',
  '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}',
  '1️⃣ 葛\u{e0100}飾',
  'می\u200cخواهم',
  'שלום ABC',
  'กิ่ง ที่นี่',
  '外字\ue000',
  '\ue000',
])('%s stays as it is', (value) => {
  expect(line(1, 100).parse(value)).toBe(value)
  expect(fileName.parse(value)).toBe(value)
})

test('where nothing is asked for, nothing is fine', () => {
  expect(line(0, 100).parse('  ')).toBe('')
})
