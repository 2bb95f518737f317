import type { Schema } from './schemas.ts'

/** What stands in an example under such a name, where it fits. */
const SAMPLES: Record<string, readonly unknown[]> = {
  id: ['3762391072770048331', 3_731_408_265_216],
  messageId: ['3762391072770048331'],
  accountId: [3_731_408_261_120],
  roomId: [3_731_408_265_216],
  organizationId: [3_731_408_257_024],
  categoryId: [3_731_408_269_312],
  name: ['Kobe office'],
  reading: ['こうべ'],
  organizationName: ['Minamo'],
  siteName: ['Minamo'],
  title: ['Sales'],
  department: ['Kobe'],
  description: ['Everything about the move'],
  body: ['[To:3731408261120]Aiko\nおはようございます (bow)'],
  email: ['aiko@example.com'],
  emails: ['ben@example.com'],
  mail: ['aiko@example.com', true],
  loginMail: ['aiko@example.com'],
  password: ['umbrella otter 47 lantern'],
  current: ['umbrella otter 47 lantern', true],
  next: ['lantern umbrella 74 otter'],
  uid: ['Vq3mZ0Jm1n2k3H4g5F6d7'],
  redirectUris: ['https://example.com/back'],
  token: ['q83vZ0Jm1n2k3H4g5F6d7S8a9P0o1I2u3Y4t5R6e7W8'],
  code: ['kobe-office', 'not_found'],
  emoji: ['🙇'],
  avatar: ['9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'],
  logo: ['9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'],
  sha256: ['9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'],
  type: ['application/pdf'],
  size: [8_808_038],
  partBytes: [16_777_216],
  used: [335_007_449_088],
  hash: ['9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'],
  image: ['9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'],
  url: ['https://example.com/kobe'],
  endpoint: ['https://push.example.com/d1f9'],
  // Of the examples of RFC 8291.
  p256dh: ['BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4'],
  auth: ['BTBZMqHH6r4Tts7J_aSIgg'],
  address: ['192.0.2.1'],
  userAgent: ['Mozilla/5.0'],
  invitedBy: ['Aiko'],
  message: ['no such room'],
  epoch: ['0b6f7c6e-3f0a-4f0e-9a55-6d2f7d2b9a10'],
  version: ['0.1.0'],
  tick: [42],
  since: [41],
  roomTick: [42],
  accountTick: [7],
  number: [17],
  before: [17],
  lastNumber: [17],
  readNumber: [15],
  mentions: [16],
  members: [3],
  memberCount: [3],
  width: [640],
  height: [320],
  anchor: ['2026-11-24'],
  date: ['2026-11-24'],
  at: [1_795_482_000_000],
  // Of quiet hours.
  from: [1_200],
  to: [480],
  timeZone: ['Asia/Tokyo'],
  createdAt: [1_795_482_000_000],
  doneAt: [1_795_482_000_000],
  activeAt: [1_795_482_000_000],
  lastSeenAt: [1_795_482_000_000],
  requestedAt: [1_795_482_000_000],
  expiresAt: [1_796_086_800_000],
}

type Named = Readonly<Record<string, Schema>>

/**
 * A believable value of a schema. Of an object, the fields that must be there (`every`: all), or the first where none must.
 */
export function exampleOf(schema: Schema, named: Named, fields: 'needed' | 'every', name = ''): unknown {
  if (schema.$ref) return exampleOf(named[schema.$ref.split('/').at(-1) ?? ''] ?? {}, named, fields, name)
  if ('const' in schema) return schema.const
  if (schema.default !== undefined) return schema.default
  if (schema.enum) return schema.enum[0]
  const choices = schema.anyOf ?? schema.oneOf ?? choicesOf(schema)
  if (choices) return exampleOf(bestOf(choices, name), named, fields, name)
  if (schema.type === 'object') return objectOf(schema, named, fields)
  if (schema.type === 'array') return schema.items ? [exampleOf(schema.items, named, fields, name)] : []
  if (schema.type === 'null') return null
  const sample = SAMPLES[name]?.find((value) => fits(value, schema))
  return sample ?? (schema.type === 'boolean' ? true : schema.type === 'string' ? 'text' : (schema.minimum ?? 1))
}

function choicesOf({ type, ...rest }: Schema): Schema[] | undefined {
  return Array.isArray(type) ? type.map((each) => ({ ...rest, type: each })) : undefined
}

/** The first that is neither nothing nor an empty text, unless there is no other. */
function bestOf(choices: readonly Schema[], name: string): Schema {
  const full = choices.filter(({ type, const: only }) => type !== 'null' && only !== '')
  return full.find((choice) => SAMPLES[name]?.some((value) => fits(value, choice))) ?? full[0] ?? { type: 'null' }
}

function objectOf(schema: Schema, named: Named, fields: 'needed' | 'every'): Record<string, unknown> {
  const all = Object.entries(schema.properties ?? {})
  const needed = all.filter(([key]) => schema.required?.includes(key))
  const shown = fields === 'every' ? all : needed.length > 0 ? needed : all.slice(0, 1)
  return Object.fromEntries(shown.map(([key, field]) => [key, exampleOf(field, named, fields, key)]))
}

function fits(value: unknown, { type, pattern, minimum = 0 }: Schema): boolean {
  if (type === 'boolean') return typeof value === 'boolean'
  if (type === 'integer' || type === 'number') return typeof value === 'number' && value >= minimum
  return type === 'string' && typeof value === 'string' && new RegExp(pattern ?? '').test(value)
}
