import type { Scope, TokenStatus } from '@naniwa/contract'
import { sql } from 'kysely'
import { milliseconds } from '../db/milliseconds.ts'

/** The wire's token, without the token. */
export const tokenColumns = [
  'apiToken.id',
  'apiToken.name',
  'apiToken.hint',
  sql.ref<Scope[] | null>('apiToken.scopes').as('scopes'),
  sql.ref<TokenStatus>('apiToken.status').as('status'),
  milliseconds('apiToken.createdAt').as('createdAt'),
  sql<number | null>`${milliseconds('apiToken.lastUsedAt')}`.as('lastUsedAt'),
  sql<number | null>`${milliseconds('apiToken.expiresAt')}`.as('expiresAt'),
] as const
