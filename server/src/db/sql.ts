import { type RawBuilder, sql } from 'kysely'

/** A list of ids as one array parameter, whatever its length. */
export function idArray(ids: readonly (number | string)[]): RawBuilder<unknown> {
  return sql`${ids.map(String)}::bigint[]`
}
