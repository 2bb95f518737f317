import {
  api,
  clientFrame,
  commonErrors,
  type Endpoint,
  type ErrorCode,
  errorStatus,
  events,
  pathOf,
} from '@naniwa/contract'
import { type Comments, readComments } from './comments.ts'
import type { OpenApi, Operation } from './document.ts'
import { exampleOf } from './example.ts'
import { imagePaths } from './images.ts'
import { previewPaths } from './previews.ts'
import { meaning, refusals } from './refusals.ts'
import { createPrinter, type Printer, type Schema } from './schemas.ts'

const JSON_TYPE = 'application/json'
const INTRODUCTION = `Every endpoint is called with POST and a JSON object, and answers with JSON. Unknown fields are refused.
Times are milliseconds since 1970 in UTC. Ids are integers below 2^53, but message ids, which are decimal strings of up to 63 bits.
Whoever is signed in is known by a cookie. What changes is told over a WebSocket, in the shape in which the endpoints answer.`

/** The contract as OpenAPI 3.1. */
export function openApi(version: string): OpenApi {
  const comments = readComments()
  const printer = createPrinter(comments)
  const endpoints = Object.values(api).flatMap((verbs): Endpoint[] => Object.values(verbs))
  return {
    openapi: '3.1.0',
    info: { title: 'Naniwa API', version, description: INTRODUCTION.replaceAll('\n', ' ') },
    servers: [{ url: '/' }],
    tags: [...Object.keys(api), 'images'].map((name) => ({ name })),
    paths: {
      ...Object.fromEntries(endpoints.map((one) => [pathOf(one.name), { post: operation(one, printer, comments) }])),
      ...imagePaths(comments),
      ...previewPaths(comments),
    },
    components: {
      schemas: { ...printer.named, Error: errorSchema },
      securitySchemes: { session: sessionScheme },
    },
    'x-events': eventsOf(printer),
    'x-socket': socketOf(printer),
    'x-errors': errorsOf(comments),
  }
}

const errorSchema: Schema = {
  type: 'object',
  description: 'The body of every answer that is not a success.',
  properties: { error: { $ref: '#/components/schemas/ErrorBody' } },
  required: ['error'],
  additionalProperties: false,
}

const sessionScheme = {
  type: 'apiKey',
  in: 'cookie',
  name: 'naniwa',
  description: 'Set by signing in. Where the server is reached over HTTPS the cookie is called `__Host-naniwa`.',
}

function operation(endpoint: Endpoint, printer: Printer, comments: Comments): Operation {
  const { name, access, summary } = endpoint
  const schema = printer.print(endpoint.input, `${name}.input`, 'input')
  const output = printer.print(endpoint.output, `${name}.output`, 'output')
  const signedOut: ErrorCode[] = access === 'public' ? [] : ['unauthenticated']
  return {
    operationId: name,
    tags: [name.slice(0, name.indexOf('.'))],
    summary,
    'x-access': access,
    security: access === 'public' ? [] : [{ session: [] }],
    requestBody: {
      required: true,
      content: { [JSON_TYPE]: { schema, example: exampleOf(schema, printer.named, 'needed') } },
    },
    responses: {
      200: {
        description: 'Done.',
        content: { [JSON_TYPE]: { schema: output, example: exampleOf(output, printer.named, 'every') } },
      },
      ...refusals([...endpoint.errors, ...signedOut, ...commonErrors], comments),
    },
  }
}

function errorsOf(comments: Comments): OpenApi['x-errors'] {
  const codes = Object.keys(errorStatus) as ErrorCode[]
  return Object.fromEntries(
    codes.map((code) => [code, { status: errorStatus[code], description: meaning(code, comments) }]),
  )
}

function eventsOf(printer: Printer): OpenApi['x-events'] {
  return Object.fromEntries(
    Object.entries(events).map(([name, payload]) => {
      const schema = printer.print(payload, `events.${name}`, 'output')
      const description = printer.named[schema.$ref?.split('/').at(-1) ?? '']?.description ?? ''
      return [name, { description, schema }]
    }),
  )
}

function socketOf(printer: Printer): OpenApi['x-socket'] {
  return {
    path: '/api/socket',
    description:
      'A WebSocket, let in by the same cookie. Every endpoint can be called over it: `{ call, name, input }` is answered by `{ reply, output }` or `{ reply, error }`, where `reply` is the number of the call. After `sync.hello`, events arrive as `{ event, data }`, heartbeats as `{ ticks, accountTick }`, and before the server goes away `{ goodbye }` says after how many milliseconds to come back. The rules of keeping level are in docs/sync.md.',
    call: printer.print(clientFrame, 'clientFrame', 'input'),
  }
}
