import { phone, useMedia } from '../../ui/media.ts'

export interface Line {
  label: string
  /** A colour of the tokens. */
  color: string
  values: readonly number[]
}

export interface LineChartProps {
  /** What it shows, for those who do not see it; the figures are in a table beside it. */
  label: string
  lines: readonly Line[]
  /** Under each value; drawn for some. */
  names: readonly string[]
  format: (value: number) => string
}

const wide = { width: 640, height: 260 }
const narrow = { width: 340, height: 200 }
const inner = { left: 34, right: 12, top: 14, bottom: 24 }
/** Names under the line at most. */
const named = { wide: 5, narrow: 3 }

/** Lines over days; the first is filled and ends in its figure. */
export function LineChart({ label, lines, names, format }: LineChartProps) {
  const onPhone = useMedia(phone)
  const { width, height } = onPhone ? narrow : wide
  const most = onPhone ? named.narrow : named.wide
  const top = ceiling(Math.max(1, ...lines.flatMap(({ values }) => values)))
  const count = names.length
  const x = (at: number) => inner.left + (at * (width - inner.left - inner.right)) / Math.max(1, count - 1)
  const y = (value: number) => height - inner.bottom - (value / top) * (height - inner.top - inner.bottom)
  const path = (values: readonly number[]) =>
    values.map((value, at) => `${at === 0 ? 'M' : 'L'}${x(at).toFixed(1)} ${y(value).toFixed(1)}`).join('')
  const [first] = lines
  const last = first?.values.at(-1) ?? 0
  const step = Math.max(1, Math.ceil((count - 1) / (most - 1)))
  return (
    <svg className="linechart" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      {[0, 1, 2, 3, 4].map((part) => (
        <g key={part}>
          <line
            className="gridline"
            x1={inner.left}
            x2={width - inner.right}
            y1={y((top * part) / 4)}
            y2={y((top * part) / 4)}
          />
          <text x={inner.left - 6} y={y((top * part) / 4) + 4} textAnchor="end">
            {format((top * part) / 4)}
          </text>
        </g>
      ))}
      {names.map((name, at) =>
        at % step === 0 || at === count - 1 ? (
          <text
            key={name}
            x={x(at)}
            y={height - 4}
            textAnchor={at === 0 ? 'start' : at === count - 1 ? 'end' : 'middle'}
          >
            {at !== count - 1 && count - 1 - at < step ? '' : name}
          </text>
        ) : null,
      )}
      {first && (
        <path
          className="filled"
          style={{ fill: first.color }}
          d={`${path(first.values)}L${x(count - 1)} ${y(0)}L${x(0)} ${y(0)}Z`}
        />
      )}
      {lines.map(({ label: name, color, values }) => (
        <path key={name} className="drawn" style={{ stroke: color }} d={path(values)} />
      ))}
      {first && (
        <>
          <circle cx={x(count - 1)} cy={y(last)} r="4" style={{ fill: first.color }} />
          <text className="figure" x={x(count - 1)} y={y(last) - 10} textAnchor="end">
            {format(last)}
          </text>
        </>
      )}
    </svg>
  )
}

/** The next figure that four even steps lead to. */
function ceiling(most: number): number {
  const unit = 10 ** Math.floor(Math.log10(most))
  const steps = [1, 1.2, 1.6, 2, 2.4, 2.8, 3.2, 4, 6, 8, 10].map((factor) => factor * unit)
  return Math.max(4, steps.find((step) => step >= most && step % 4 === 0) ?? 12 * unit)
}
