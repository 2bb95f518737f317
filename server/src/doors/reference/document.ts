import type { ErrorCode } from '@naniwa/contract'
import type { Schema } from './schemas.ts'

export interface Operation {
  readonly operationId: string
  readonly tags: readonly string[]
  readonly summary: string
  readonly security: readonly object[]
  readonly parameters?: readonly object[]
  readonly requestBody?: Body
  readonly responses: Readonly<Record<string, Response>>
  readonly 'x-access'?: string
}

export interface Body {
  readonly required: boolean
  readonly content: Readonly<Record<string, Content>>
}

export interface Response {
  readonly description: string
  readonly content: Readonly<Record<string, Content>>
  /** The codes of this status. */
  readonly 'x-codes'?: readonly ErrorCode[]
}

export interface Content {
  readonly schema: Schema
  readonly example?: unknown
}

/** An OpenAPI 3.1 document, as far as ours goes. */
export interface OpenApi {
  readonly openapi: string
  readonly info: { readonly title: string; readonly version: string; readonly description: string }
  readonly servers: readonly { readonly url: string }[]
  readonly tags: readonly { readonly name: string }[]
  readonly paths: Readonly<Record<string, { readonly post?: Operation; readonly get?: Operation }>>
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>
    readonly securitySchemes: Readonly<Record<string, object>>
  }
  /** What a socket says by itself, by name. */
  readonly 'x-events': Readonly<Record<string, { readonly description: string; readonly schema: Schema }>>
  readonly 'x-socket': { readonly path: string; readonly description: string; readonly call: Schema }
  /** Every error code, its status and what it means. */
  readonly 'x-errors': Readonly<Record<string, { readonly status: number; readonly description: string }>>
}
