import type { ReactNode } from 'react'
import { classes } from './classes.ts'

export interface Column<Row> {
  head: string
  /**
   * `who`: what the row is about. `extra`: left out on a phone; `figures` as well, and written below each other.
   * `acts`: at the end; what does something to the row, and its head is for those who listen.
   */
  kind: 'who' | 'extra' | 'figures' | 'acts'
  cell: (row: Row) => ReactNode
}

export interface TableProps<Row> {
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  keyOf: (row: Row) => string | number
  /** `boxed`: stands in a box of its own, to whose edge the rows go. */
  place?: 'page' | 'boxed'
}

const cellClasses = { who: 'who', extra: 'extra', figures: 'extra num', acts: 'r' }
const headClasses = { ...cellClasses, who: undefined, figures: 'extra' }

/** Things of one kind below each other. */
export function Table<Row>({ columns, rows, keyOf, place = 'page' }: TableProps<Row>) {
  return (
    <table className={classes('table', place === 'boxed' && 'inset')}>
      <thead>
        <tr>
          {columns.map(({ head, kind }) => (
            <th key={head} scope="col" className={headClasses[kind]}>
              {kind === 'acts' ? <span className="sr">{head}</span> : head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={keyOf(row)}>
            {columns.map(({ head, kind, cell }) => (
              <td key={head} className={cellClasses[kind]}>
                {cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
