import type { ErrorCode } from '@naniwa/contract'
import type { Comments } from './comments.ts'
import type { OpenApi } from './document.ts'
import { refusals } from './refusals.ts'
import type { Schema } from './schemas.ts'

/** The two paths that carry bytes and so are not of the contract. */
export function imagePaths(comments: Comments): OpenApi['paths'] {
  const hash: Schema = { type: 'string', pattern: '^[0-9a-f]{64}$' }
  const size: Schema = { type: 'integer', minimum: 1 }
  const properties = { hash, width: size, height: size }
  const bytes = { schema: { type: 'string', format: 'binary' } }
  const codes: ErrorCode[] = ['unauthenticated', 'cross_site', 'unsupported_media', 'too_large', 'invalid_image']
  return {
    '/api/images': {
      post: {
        operationId: 'images.upload',
        tags: ['images'],
        summary: 'Store a PNG, JPEG, GIF, WebP or AVIF picture of at most 5 MB as a square WebP of at most 512 pixels.',
        'x-access': 'account',
        security: [{ session: [] }],
        requestBody: { required: true, content: { 'image/*': bytes } },
        responses: {
          200: {
            description: 'Stored. The hash is what profiles and rooms take.',
            content: {
              'application/json': { schema: { type: 'object', properties, required: Object.keys(properties) } },
            },
          },
          ...refusals([...codes, 'rate_limited', 'internal', 'overloaded', 'unavailable'], comments),
        },
      },
    },
    '/images/{hash}': {
      get: {
        operationId: 'images.read',
        tags: ['images'],
        summary: 'A stored picture. It never changes under its hash.',
        'x-access': 'public',
        security: [],
        parameters: [{ name: 'hash', in: 'path', required: true, schema: hash }],
        responses: {
          200: { description: 'The picture.', content: { 'image/webp': bytes } },
          ...refusals(['not_found'], comments),
        },
      },
    },
  }
}
