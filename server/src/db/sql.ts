import { type RawBuilder, sql } from 'kysely'

/** A list of ids as one array parameter, whatever its length. Written here: the driver quotes every element, which takes four times as long. */
export function idArray(ids: readonly (number | string)[]): RawBuilder<unknown> {
  return sql`${`{${ids.join()}}`}::bigint[]`
}

/** The other way: numbers with commas between them, as `string_agg` has them. A thousand rows, or the elements of an array, take the client as long as the database. */
export function numbersOf(text: string | null): number[] {
  return text === null ? [] : text.split(',').map(Number)
}
