import { api, commonErrors, type Endpoint, type ErrorCode, errorStatus, events, pathOf } from '@naniwa/contract'
import { expect, test } from 'vitest'
import { z } from 'zod'
import type { Content } from './document.ts'
import { openApi } from './openapi.ts'

const document = openApi('1.2.3')
const endpoints = Object.values(api).flatMap((verbs): Endpoint[] => Object.values(verbs))

function operation({ name }: Endpoint) {
  const found = document.paths[pathOf(name)]?.post
  if (!found) throw new Error(`${name} is missing`)
  return found
}

function jsonOf(body: { content: Readonly<Record<string, Content>> } | undefined): Content | undefined {
  return body?.content['application/json']
}

/** Every object within, with its place. */
function* within(value: unknown, place = '#'): Iterable<[string, Record<string, unknown>]> {
  if (typeof value !== 'object' || value === null) return
  yield [place, value as Record<string, unknown>]
  for (const [key, inner] of Object.entries(value)) yield* within(inner, `${place}/${key}`)
}

test('it is OpenAPI 3.1 of this version, in plain JSON', () => {
  expect(document).toMatchObject({ openapi: '3.1.0', info: { title: 'Naniwa API', version: '1.2.3' } })
  expect(JSON.parse(JSON.stringify(document))).toEqual(document)
})

test('every endpoint of the contract is there once, under its noun', () => {
  const posts = Object.values(document.paths).flatMap(({ post, get }) => [post, get].filter((one) => one !== undefined))
  const ids = posts.map(({ operationId }) => operationId)
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids).toEqual([
    ...endpoints.map(({ name }) => name),
    ...['images.upload', 'images.read', 'files.preview', 'files.page', 'files.text'],
  ])
  const tags = document.tags.map(({ name }) => name)
  for (const { tags: own } of posts) expect(tags).toContain(own[0])
})

test.each(endpoints.map((endpoint) => [endpoint.name, endpoint] as const))(
  '%s says who may call it, what it takes and which errors it answers',
  (_, endpoint) => {
    const { summary, security, requestBody, responses } = operation(endpoint)
    expect(summary).toBe(endpoint.summary)
    expect(security).toEqual(endpoint.access === 'public' ? [] : [{ session: [] }])
    endpoint.input.parse(jsonOf(requestBody)?.example)
    endpoint.output.parse(jsonOf(responses[200])?.example)
    const signedOut: ErrorCode[] = endpoint.access === 'public' ? [] : ['unauthenticated']
    for (const code of [...endpoint.errors, ...commonErrors, ...signedOut]) {
      expect(responses[errorStatus[code]]?.['x-codes']).toContain(code)
    }
  },
)

test.each(endpoints.map((endpoint) => [endpoint.name, endpoint] as const))(
  'the examples of %s fit its printed schemas',
  (_, endpoint) => {
    const { requestBody, responses } = operation(endpoint)
    for (const content of [jsonOf(requestBody), jsonOf(responses[200])]) {
      const whole = { ...content?.schema, $defs: document.components.schemas }
      const schema = JSON.parse(JSON.stringify(whole).replaceAll('#/components/schemas/', '#/$defs/'))
      z.fromJSONSchema(schema).parse(content?.example)
    }
  },
)

test('every reference leads somewhere, and everything named is referred to', () => {
  const names = Object.keys(document.components.schemas)
  const references = [...within(document)].flatMap(([place, { $ref }]) =>
    typeof $ref === 'string' ? [[place, $ref]] : [],
  )
  const known = names.map((name) => `#/components/schemas/${name}`)
  expect(references.filter(([, target]) => !known.includes(target ?? ''))).toEqual([])
  const used = new Set(references.map(([, target]) => target))
  expect(known.filter((name) => !used.has(name))).toEqual(['#/components/schemas/Profile'])
})

test('every schema has a type or says what else it is', () => {
  const schemas = [...within(document.components.schemas), ...within(document.paths)].filter(([place]) =>
    /(\/properties\/[^/]+|\/items|\/schema)$/.test(place),
  )
  const says = ['type', '$ref', 'anyOf', 'oneOf', 'const', 'enum']
  expect(schemas.filter(([, schema]) => !says.some((key) => key in schema)).map(([place]) => place)).toEqual([])
})

test('what the contract’s comments say stands beside the fields', () => {
  const { Room, Me, Member } = document.components.schemas
  expect(Room?.description).toBe('A room as everyone in it sees it.')
  expect(Room?.properties?.organizations?.description).toBe('How many people of which organization.')
  expect(Me?.properties?.chatworkId?.description).toBe('Unique handle; empty when unset.')
  expect(Member?.properties?.role).toMatchObject({
    anyOf: [{ enum: ['admin', 'member', 'readonly'] }, { type: 'null' }],
  })
  const list = document.paths['/api/messages/list']?.post?.requestBody?.content['application/json']?.schema
  expect(list?.properties?.before?.description).toMatch(/^The last `limit` before this number/)
  expect(list?.properties?.limit).toMatchObject({ minimum: 1, maximum: 200, default: 50 })
})

test('every error code has its status and a meaning', () => {
  expect(Object.keys(document['x-errors'])).toEqual(Object.keys(errorStatus))
  expect(document['x-errors'].not_found).toEqual({
    status: 404,
    description: 'It does not exist, or it is not yours: the same answer.',
  })
  for (const { description } of Object.values(document['x-errors'])) expect(description).toMatch(/\S/)
})

test('events are described by the schemas of the answers', () => {
  expect(Object.keys(document['x-events'])).toEqual(Object.keys(events))
  expect(document['x-events'].message?.schema).toEqual({ $ref: '#/components/schemas/Message' })
})
