import { type RawBuilder, sql } from 'kysely'

/** A `timestamptz` column as the wire has it: whole milliseconds since 1970. */
export function milliseconds(column: string): RawBuilder<number> {
  return sql<number>`(extract(epoch from ${sql.ref(column)}) * 1000)::bigint`
}
