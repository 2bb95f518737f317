import { Markup, markup } from '../../lib/markup.ts'
import type { Schema } from './schemas.ts'

/** A description: what stands in backquotes is code. */
export function prose(text: string): Markup {
  const parts = text.split('`').map((part, index) => (index % 2 ? markup`<code>${part}</code>` : markup`${part}`))
  return markup`${parts}`
}

/** What a schema holds, as a table of its fields; a single line when it has none to show. `of` tells it from other tables. */
export function fieldTable(schema: Schema, of: string, caption: string): Markup {
  const choices = schema.oneOf ?? (schema.properties ? undefined : schema.anyOf)
  if (choices?.some(({ properties }) => properties))
    return markup`${choices.map((choice, index) => fieldTable(choice, of, `${caption}, choice ${index + 1}`))}`
  const rows = [...rowsOf(schema)]
  if (schema.$ref) return markup`<p class="field">${caption}: ${typeOf(schema)}</p>`
  if (rows.length === 0) return markup`<p class="field">${caption}: an empty object, <code>{}</code></p>`
  return markup`<div class="scroll" tabindex="0" role="region" aria-label="${of}: ${caption}"><table>
<caption>${caption}</caption>
<thead><tr><th scope="col">Field</th><th scope="col">Type</th><th scope="col">Limits</th><th scope="col">Meaning</th></tr></thead>
<tbody>${rows.map(rowOf)}</tbody></table></div>`
}

interface Row {
  readonly name: string
  readonly schema: Schema
  readonly needed: boolean
}

/** Fields of fields stand under their full name: `icon.hue`, `members[].role`. */
function* rowsOf(schema: Schema, prefix = ''): Iterable<Row> {
  for (const [key, field] of Object.entries(schema.properties ?? {})) {
    const name = prefix + key
    yield { name, schema: field, needed: schema.required?.includes(key) ?? false }
    if (field.properties) yield* rowsOf(field, `${name}.`)
    if (field.items?.properties) yield* rowsOf(field.items, `${name}[].`)
    for (const choice of field.anyOf ?? []) yield* rowsOf(choice, `${name}.`)
  }
}

function rowOf({ name, schema, needed }: Row): Markup {
  const optional = needed ? '' : markup` <span class="optional">optional</span>`
  return markup`<tr><th scope="row"><code>${name}</code>${optional}</th><td>${typeOf(schema)}</td>
<td>${limitsOf(schema)}</td><td>${prose(schema.description ?? '')}</td></tr>
`
}

/** `Message[]`, `string or null`, `"ja" or "en"`. */
export function typeOf(schema: Schema): Markup {
  const choices = schema.anyOf ?? schema.oneOf
  if (schema.$ref) {
    const name = schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1)
    return markup`<a href="#${name}">${name}</a>`
  }
  if (choices) return anyOf(choices.map(typeOf))
  if ('const' in schema) return markup`<code>${JSON.stringify(schema.const)}</code>`
  if (schema.enum) return anyOf(schema.enum.map((value) => markup`<code>${JSON.stringify(value)}</code>`))
  if (schema.type === 'array') return markup`${schema.items ? typeOf(schema.items) : 'any'}[]`
  return anyOf([schema.type ?? 'anything'].flat().map((type) => markup`${type}`))
}

function anyOf(types: readonly Markup[]): Markup {
  return markup`${types.map((type, index) => (index ? markup` or ${type}` : type))}`
}

function limitsOf(schema: Schema): Markup {
  const inner = [...(schema.items ? [schema.items] : []), ...(schema.anyOf ?? [])]
  const limits = [
    range(schema.minLength, schema.maxLength, 'characters'),
    range(schema.minItems, schema.maxItems, 'items'),
    range(schema.minimum ?? positive(schema), schema.maximum, ''),
    schema.pattern ? markup`<code class="pattern">${schema.pattern}</code>` : '',
    schema.default === undefined ? '' : markup`default <code>${JSON.stringify(schema.default)}</code>`,
    ...inner.map(limitsOf),
  ].filter((limit) => limit !== '' && !(limit instanceof Markup && limit.text === ''))
  return markup`${limits.map((limit, index) => (index ? markup`, ${limit}` : limit))}`
}

function positive({ exclusiveMinimum }: Schema): number | undefined {
  return exclusiveMinimum === undefined ? undefined : exclusiveMinimum + 1
}

function range(least: number | undefined, most: number | undefined, what: string): string {
  const [from, to] = [least, most].map((limit) => limit?.toLocaleString('en'))
  if (from === undefined && to === undefined) return ''
  const text = to === undefined ? `${from} or more` : from === undefined ? `at most ${to}` : `${from} to ${to}`
  return `${text} ${what}`.trim()
}
