import type { CSSProperties, ReactNode } from 'react'

export interface HeatMapProps {
  label: string
  /** By row and column. */
  values: readonly (readonly number[])[]
  rows: readonly string[]
  columns: readonly string[]
  cell: (row: number, column: number, value: number) => string
}

/** Squares that are the darker the more there is; each says its figure to whoever points at it. */
export function HeatMap({ label, values, rows, columns, cell }: HeatMapProps) {
  const most = Math.max(1, ...values.flat())
  return (
    <div className="heat" role="img" aria-label={label} style={{ '--columns': columns.length } as CSSProperties}>
      {values.map((line, row) => (
        <Row key={rows[row]} name={rows[row] ?? ''}>
          {line.map((value, column) => (
            <i
              key={columns[column]}
              title={cell(row, column, value)}
              style={{ '--part': value === 0 ? 0 : 0.08 + 0.92 * (value / most) } as CSSProperties}
            />
          ))}
        </Row>
      ))}
      <span />
      {columns.map((name, at) => (
        <span key={name} className="num">
          {at % 3 === 0 ? name : ''}
        </span>
      ))}
    </div>
  )
}

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <span>{name}</span>
      {children}
    </>
  )
}
