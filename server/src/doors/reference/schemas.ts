import * as contract from '@naniwa/contract'
import { z } from 'zod'
import type { Comments } from './comments.ts'

/** JSON Schema 2020-12, as far as the contract makes use of it. */
export interface Schema {
  $ref?: string
  /** Several where it may be null. */
  type?: string | string[]
  description?: string
  properties?: Record<string, Schema>
  required?: string[]
  additionalProperties?: boolean | Schema
  items?: Schema
  anyOf?: Schema[]
  oneOf?: Schema[]
  prefixItems?: Schema[]
  enum?: unknown[]
  const?: unknown
  default?: unknown
  format?: string
  pattern?: string
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  exclusiveMinimum?: number
  minItems?: number
  maxItems?: number
}

/** Turns the contract's schemas into JSON Schema; what has a name of its own is referred to by it. */
export interface Printer {
  /** `path` is where the schema stands in the contract, for what is said there. */
  print(schema: z.ZodType, path: string, io: 'input' | 'output'): Schema
  /** Everything that was given a name. */
  readonly named: Readonly<Record<string, Schema>>
}

const REFERENCES = '#/components/schemas/'
/** JSON numbers that say no more than "a whole number". */
const SAFE = Number.MAX_SAFE_INTEGER

const schemas = Object.entries<unknown>(contract).filter(
  (entry): entry is [string, z.ZodType] => entry[1] instanceof z.ZodType,
)

type Root = Schema & { $schema?: string; $defs?: Record<string, Schema & { id?: string }>; id?: string }

export function createPrinter(comments: Comments): Printer {
  const objects = schemas.filter(([name, schema]) => isNamed(name, schema))
  const names = new Map(objects.map(([name, schema]) => [schema, name.replace(/^./, (first) => first.toUpperCase())]))
  const registry = registryOf(names, comments)

  function print(schema: z.ZodType, path: string, io: 'input' | 'output'): Schema {
    const name = names.get(schema)
    return name ? { $ref: REFERENCES + name } : convert(schema, path, io)
  }

  function convert(schema: z.ZodType, path: string, io: 'input' | 'output'): Schema {
    const options = { io, metadata: registry, unrepresentable: 'any', override: describeTransform } as const
    const { $schema: _, $defs = {}, ...printed } = z.toJSONSchema(schema, options) as Root
    const { id, ...body } = $defs[names.get(schema) ?? ''] ?? printed
    return annotate(body, path, comments)
  }

  const named = Object.fromEntries(
    objects.map(([path, schema]) => {
      const description = comments(path)
      return [names.get(schema), { ...(description && { description }), ...convert(schema, path, 'output') }]
    }),
  )
  return { print, named }
}

/** A transform of the contract tidies what it is given, so what comes out looks like what may go in. */
function describeTransform({ zodSchema, jsonSchema }: { zodSchema: z.core.$ZodTypes; jsonSchema: object }): void {
  const { def } = zodSchema._zod
  if (def.type !== 'pipe' || def.out._zod.def.type !== 'transform') return
  const { $schema: _, ...before } = z.toJSONSchema(def.in, { io: 'input' })
  Object.assign(jsonSchema, before)
}

/** Objects and choices between objects; `nothing` is shorter than its name, and a client's frame is not part of any answer. */
function isNamed(name: string, value: z.ZodType): boolean {
  if (name === 'nothing' || name === 'clientFrame') return false
  return value instanceof z.ZodObject || value instanceof z.ZodDiscriminatedUnion
}

/** What is known of schemas besides themselves: their names, and the comments on the simple ones, wherever they are used. */
function registryOf(names: ReadonlyMap<z.ZodType, string>, comments: Comments): z.core.$ZodRegistry<z.core.GlobalMeta> {
  const registry = z.registry<z.core.GlobalMeta>()
  for (const [schema, id] of names) registry.add(schema, { id })
  for (const [name, value] of Object.entries(contract)) {
    const description = comments(name)
    if (value instanceof z.ZodType && !names.has(value) && description && name !== 'id')
      registry.add(value, { description })
  }
  const own = registry.get.bind(registry)
  registry.get = ((schema: z.ZodType) => ({ ...z.globalRegistry.get(schema), ...own(schema) })) as typeof registry.get
  return registry
}

/** Adds the comments that stand beside the fields, and takes off limits that say nothing. */
function annotate(schema: Schema, path: string, comments: Comments): Schema {
  const { minimum, maximum, minLength, ...rest } = schema
  const clean: Schema = { ...rest }
  if (minimum !== undefined && minimum !== -SAFE) clean.minimum = minimum
  if (maximum !== undefined && maximum !== SAFE) clean.maximum = maximum
  if (minLength) clean.minLength = minLength
  if (clean.$ref) clean.$ref = clean.$ref.replace('#/$defs/', REFERENCES)
  if (clean.items) clean.items = annotate(clean.items, path, comments)
  for (const choice of ['anyOf', 'oneOf', 'prefixItems'] as const)
    if (clean[choice]) clean[choice] = clean[choice].map((each) => annotate(each, path, comments))
  if (clean.properties) clean.properties = Object.fromEntries(fields(clean.properties, path, comments))
  return clean
}

function fields(properties: Record<string, Schema>, path: string, comments: Comments): [string, Schema][] {
  return Object.entries(properties).map(([name, property]) => {
    const place = `${path}.${name}`
    const printed = annotate(property, place, comments)
    const description = comments(place) ?? printed.description
    return [name, description ? { ...printed, description } : printed]
  })
}
