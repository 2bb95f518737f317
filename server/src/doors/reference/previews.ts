import { PAGE_LIMIT, PREVIEW_SIZES } from '@naniwa/contract'
import type { Comments } from './comments.ts'
import type { OpenApi } from './document.ts'
import { refusals } from './refusals.ts'
import type { Schema } from './schemas.ts'

const id: Schema = { type: 'integer', minimum: 1 }
const size: Schema = { type: 'integer', enum: [...PREVIEW_SIZES] }
const page: Schema = { type: 'integer', minimum: 1, maximum: PAGE_LIMIT }
const picture = { 'image/webp': { schema: { type: 'string', format: 'binary' } } }
const text = { 'text/plain': { schema: { type: 'string' } } }

/** What is shown of files: bytes, and so not of the contract. */
export function previewPaths(comments: Comments): OpenApi['paths'] {
  const get = (operationId: string, summary: string, names: Record<string, Schema>, content: object) => ({
    get: {
      operationId,
      tags: ['files'],
      summary,
      'x-access': 'account',
      security: [{ session: [] }],
      parameters: Object.entries(names).map(([name, schema]) => ({ name, in: 'path', required: true, schema })),
      responses: {
        200: { description: 'It never changes under its address.', content },
        ...refusals(['unauthenticated', 'not_found', 'rate_limited', 'overloaded'], comments),
      },
    },
  })
  const place = { roomId: id, id }
  return {
    '/previews/{roomId}/{id}/{size}': get(
      'files.preview',
      'A picture, or a document’s first page, with a longer side of at most so many pixels; upright, without what cameras write into it.',
      { ...place, size },
      picture,
    ),
    '/previews/{roomId}/{id}/pages/{page}/{size}': get(
      'files.page',
      'A page of a document; made when it is first asked for.',
      { ...place, page, size },
      picture,
    ),
    '/previews/{roomId}/{id}/text': get(
      'files.text',
      'The first 64 KiB of a text, in UTF-8 whatever its encoding.',
      place,
      text,
    ),
  } as OpenApi['paths']
}
