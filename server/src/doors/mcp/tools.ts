import type { Tool } from '@modelcontextprotocol/sdk/types.js'
import { wholeOf } from '../../lib/spool.ts'
import { badRequest } from '../v2/fault.ts'
import { FILE_BYTES, valuesOf } from '../v2/input.ts'
import { file, id, type JsonSchema, type Kind, messageId, type Raw } from '../v2/kinds.ts'
import type { Operation } from '../v2/operation.ts'
import { operations } from '../v2/table.ts'
import { destructive, toolNames } from './names.ts'

/** An operation of the public API, as an assistant is offered it. */
export interface OfferedTool {
  readonly operation: Operation
  readonly tool: Tool
}

/** Everything that can be called, by the tools' names. */
export const tools: ReadonlyMap<string, OfferedTool> = new Map(
  operations.flatMap((operation) => {
    const name = toolNames[`${operation.method} ${operation.path}`]
    return name ? [[name, { operation, tool: toolOf(name, operation) }] as const] : []
  }),
)

function toolOf(name: string, { method, path, summary, parameters }: Operation): Tool {
  const places = placesIn(path)
  const properties: Record<string, JsonSchema> = {}
  for (const [place, kind] of places) properties[place] = { ...kind.schema }
  for (const [parameter, { kind, summary: description, fallback }] of Object.entries(parameters)) {
    properties[parameter] = { ...kind.schema, description, ...(fallback !== undefined && { default: fallback }) }
  }
  const needed = Object.entries(parameters).filter(([, { need }]) => need === 'required')
  const required = [...places.keys(), ...needed.map(([parameter]) => parameter)]
  if (hasFile(parameters)) {
    properties.file_name = { type: 'string', minLength: 1, description: 'What the file is called.' }
    required.push('file_name')
  }
  return {
    name,
    description: summary,
    inputSchema: { type: 'object', properties, required, additionalProperties: false },
    annotations: {
      readOnlyHint: method === 'GET',
      destructiveHint: destructive.has(name),
      idempotentHint: method !== 'POST',
      openWorldHint: false,
    },
  }
}

/** The parts of a path in braces. */
function placesIn(path: string): ReadonlyMap<string, Kind<unknown>> {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
  return new Map(names.map((name) => [name, name === 'message_id' ? messageId : id]))
}

function hasFile(parameters: Operation['parameters']): boolean {
  return Object.values(parameters).some(({ kind }) => kind === file)
}

/** What a tool was given, as its operation takes it. @throws {Fault} naming what does not fit. */
export function valuesFor(operation: Operation, given: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { parameters, path, method } = operation
  const places = placesIn(path)
  const known = new Set([...places.keys(), ...Object.keys(parameters), ...(hasFile(parameters) ? ['file_name'] : [])])
  for (const name of Object.keys(given)) if (!known.has(name)) throw badRequest(`Parameter '${name}' is unknown`)
  const raw = new Map<string, Raw>()
  for (const [name, { kind }] of Object.entries(parameters)) {
    const value = given[name]
    if (value === undefined || value === null) continue
    raw.set(name, kind === file ? filePart(value, given.file_name) : textOf(name, value))
  }
  const none = new Map<string, Raw>()
  const values = valuesOf(operation, method === 'GET' ? { query: raw, form: none } : { query: none, form: raw })
  for (const [name, kind] of places) {
    if (given[name] === undefined) throw badRequest(`Parameter '${name}' is required`)
    const value = kind.parse(textOf(name, given[name]))
    if (value === undefined) throw badRequest(`Parameter '${name}' is invalid: ${kind.type}`)
    values[name] = value
  }
  return values
}

function textOf(name: string, value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number') return String(value)
  if (typeof value === 'boolean') return value ? '1' : '0'
  if (Array.isArray(value) && value.every((one) => typeof one === 'number' || typeof one === 'string'))
    return value.join(',')
  throw badRequest(`Parameter '${name}' is invalid`)
}

function filePart(base64: unknown, name: unknown): Raw {
  if (typeof base64 !== 'string' || !/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(base64))
    throw badRequest("Parameter 'file' is not base64")
  if (typeof name !== 'string' || name === '') throw badRequest("Parameter 'file_name' is required")
  const bytes = Buffer.from(base64, 'base64')
  if (bytes.length > FILE_BYTES) throw badRequest('A file has at most 5 MB')
  return { name, ...wholeOf(bytes) }
}
