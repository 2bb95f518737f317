import { type RawBuilder, sql } from 'kysely'
import { idArray } from '../db/sql.ts'

/** What is older was there when nobody could be told of it; it is no news any more. In milliseconds. */
export const NEWS_MS: number = 60 * 60 * 1_000

/**
 * Whether message `g` of room `r` addresses this account: in a direct chat each does, elsewhere by To, reply or to all. A message
 * that a task made addresses its assignees.
 */
export function addresses(accountId: RawBuilder<unknown>, assignees: readonly number[]): RawBuilder<boolean> {
  return sql`(r.type = 'direct' or g.to_all or ${accountId} = any(g.mentions) or ${accountId} = any(${idArray([...assignees])}))`
}
