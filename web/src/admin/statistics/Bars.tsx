import type { ReactNode } from 'react'

export interface Bar {
  name: string
  value: number
  text: string
  hint?: string
}

/** Figures with a bar each, as long as its part of the longest, or of `most`. */
export function Bars({ bars, most, empty }: { bars: readonly Bar[]; most?: number; empty: ReactNode }) {
  if (bars.length === 0) return <p className="quiet">{empty}</p>
  const whole = most ?? Math.max(1, ...bars.map(({ value }) => value))
  return (
    <ul className="hbars">
      {bars.map(({ name, value, text, hint }) => (
        <li key={name} className="hbar" title={hint}>
          <span className="clip">{name}</span>
          <span className="meter" aria-hidden="true">
            <i style={{ width: `${Math.min(100, (100 * value) / whole)}%` }} />
          </span>
          <span className="num">{text}</span>
        </li>
      ))}
    </ul>
  )
}
