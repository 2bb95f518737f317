import { sql } from 'kysely'
import { milliseconds } from '../db/milliseconds.ts'

/** @param currentId the session that asks. */
export function sessionColumns(currentId: number) {
  return [
    'id',
    'userAgent',
    'address',
    milliseconds('createdAt').as('createdAt'),
    milliseconds('lastSeenAt').as('lastSeenAt'),
    sql<boolean>`id = ${currentId}`.as('current'),
  ] as const
}
