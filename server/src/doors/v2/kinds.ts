import { FILE_TEXT_LENGTH, MESSAGE_LENGTH, messageId as messageIdField } from '@naniwa/contract'
import type { Whole } from '../../lib/spool.ts'

/** A part of a form that has a file name. */
export interface FilePart extends Whole {
  readonly name: string
}

/** What a request brought for one parameter. */
export type Raw = string | FilePart

export type JsonSchema = Readonly<Record<string, unknown>>

/** What a parameter may be. `undefined` from `parse`: not one of these. */
export interface Kind<T> {
  /** As the reference names it. */
  readonly type: string
  /** As a JSON Schema says it, for those who pass JSON. */
  readonly schema: JsonSchema
  readonly parse: (raw: Raw) => T | undefined
  /** An empty value is a value; for all others it is as if the parameter had not come. */
  readonly mayBeEmpty?: true
}

/** Most ids in one list. */
const LIST = 5_000

function ofText<T>(type: string, schema: JsonSchema, parse: (text: string) => T | undefined): Kind<T> {
  return { type, schema, parse: (raw) => (typeof raw === 'string' ? parse(raw.trim()) : undefined) }
}

/** Text as it came, CR LF included as LF: forms send line ends so. */
export function text(max: number): Kind<string> {
  return {
    type: `text of up to ${max.toLocaleString('en')} characters`,
    schema: { type: 'string', maxLength: max },
    mayBeEmpty: true,
    parse(raw) {
      if (typeof raw !== 'string' || !raw.isWellFormed() || raw.includes('\0')) return undefined
      const lines = raw.replaceAll('\r\n', '\n')
      return lines.length <= max || (lines.length <= max * 2 && Array.from(lines).length <= max) ? lines : undefined
    },
  }
}

/** What a message or a task says: something to see in it. */
export const body: Kind<string> = { ...text(MESSAGE_LENGTH), parse: (raw) => filled(text(MESSAGE_LENGTH).parse(raw)) }
export const fileText = text(FILE_TEXT_LENGTH)

function filled(value: string | undefined): string | undefined {
  return value?.trim() ? value : undefined
}

export const id: Kind<number> = ofText('integer', { type: 'integer', minimum: 1 }, (value) => {
  const number = Number(value)
  return /^[1-9]\d{0,15}$/.test(value) && Number.isSafeInteger(number) ? number : undefined
})

export const messageId: Kind<string> = ofText(
  'decimal number as text',
  { type: 'string', pattern: '^[1-9][0-9]*$' },
  (value) => {
    const checked = messageIdField.safeParse(value)
    return checked.success ? checked.data : undefined
  },
)

export const ids: Kind<readonly number[]> = ofText(
  'integers, joined by commas',
  { type: 'array', items: { type: 'integer' } },
  (value) => {
    const parts = value.replace(/^\[|\]$/g, '').split(',')
    const numbers = parts.filter((part) => part.trim() !== '').map((part) => id.parse(part))
    if (numbers.length > LIST) return undefined
    return numbers.every((number) => number !== undefined) ? [...new Set(numbers as number[])] : undefined
  },
)

const FLAGS: Record<string, boolean> = { '0': false, '1': true, false: false, true: true }
export const flag: Kind<boolean> = ofText('0 or 1', { type: 'boolean' }, (value) => FLAGS[value.toLowerCase()])

/** Unix seconds, up to the year 3000. */
export const seconds: Kind<number> = ofText('Unix time in seconds', { type: 'integer', minimum: 0 }, (value) => {
  return /^\d{1,11}$/.test(value) && Number(value) < 32_503_680_000 ? Number(value) : undefined
})

export function count(max: number): Kind<number> {
  return ofText(`integer from 1 to ${max}`, { type: 'integer', minimum: 1, maximum: max }, (value) => {
    const number = id.parse(value)
    return number !== undefined && number <= max ? number : undefined
  })
}

export function choice<const T extends string>(choices: readonly T[]): Kind<T> {
  return ofText(choices.join(', '), { type: 'string', enum: choices }, (value) => choices.find((one) => one === value))
}

export function pattern(type: string, shape: RegExp): Kind<string> {
  return ofText(type, { type: 'string' }, (value) => (shape.test(value) ? value : undefined))
}

export const file: Kind<FilePart> = {
  type: 'file',
  schema: { type: 'string', contentEncoding: 'base64' },
  parse: (raw) => (typeof raw === 'string' ? undefined : raw),
}
