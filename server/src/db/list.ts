import { type Expression, type RawBuilder, sql } from 'kysely'

/** The rows of a query as one value, so that lists of several kinds come with one statement and are of one moment. */
export function listOf<T>(query: Expression<T>): RawBuilder<readonly Listed<T>[]> {
  return sql`(select coalesce(json_agg(listed), '[]') from (${query}) listed)`
}

/** A row as {@link listOf} brings it: its columns in the database's spelling. {@link rowOf} makes it a row like any other. */
export type Listed<T> = { readonly [column: string]: unknown; readonly __row?: T }

export function rowsOf<T>(listed: readonly Listed<T>[]): T[] {
  return listed.map(rowOf)
}

export function rowOf<T>(listed: Listed<T>): T {
  const row: Record<string, unknown> = {}
  for (const column in listed) row[camelCase(column)] = listed[column]
  return row as T
}

const spelled = new Map<string, string>()

function camelCase(column: string): string {
  const known = spelled.get(column)
  if (known !== undefined) return known
  const name = column.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
  spelled.set(column, name)
  return name
}
