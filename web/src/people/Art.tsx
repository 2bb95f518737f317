import { useId } from 'react'

const radii = [60, 46, 32, 18]
const step = 120

/** One row of seigaiha: half rings side by side; every other row is moved by half a ring. */
function row(index: number): string {
  const y = 664 + index * 30
  const from = index % 2 === 0 ? -step : -step / 2
  const rings: string[] = []
  for (let x = from; x < 960; x += step) {
    for (const r of radii) rings.push(`M${x + 60 - r} ${y}a${r} ${r} 0 0 1 ${r * 2} 0`)
  }
  return rings.join('')
}

const rows = Array.from({ length: 12 }, (_, index) => row(index))

export interface ArtProps {
  title: string
  text: string
}

/** The panel beside the form: a moon over the waves of Naniwa bay. The same at day and night. */
export function Art({ title, text }: ArtProps) {
  const id = useId()
  return (
    <aside className="art">
      <svg viewBox="0 0 720 900" preserveAspectRatio="xMidYMax slice" aria-hidden="true">
        <defs>
          <linearGradient id={`${id}sky`} x1="0" y1="0" x2="0" y2="1">
            <stop offset="0" stopColor="oklch(0.42 0.095 253)" />
            <stop offset="1" stopColor="oklch(0.325 0.082 258)" />
          </linearGradient>
          <linearGradient id={`${id}sea`} x1="0" y1="600" x2="0" y2="960" gradientUnits="userSpaceOnUse">
            <stop offset="0" stopColor="oklch(0.40 0.088 253)" />
            <stop offset="1" stopColor="oklch(0.255 0.070 260)" />
          </linearGradient>
        </defs>
        <rect width="720" height="900" fill={`url(#${id}sky)`} />
        <circle cx="556" cy="172" r="64" fill="oklch(0.93 0.055 88)" />
        <g fill={`url(#${id}sea)`} stroke="oklch(0.66 0.075 247)" strokeOpacity=".55" strokeWidth="1.5">
          {rows.map((rings) => (
            <path key={rings} d={rings} />
          ))}
        </g>
      </svg>
      <div>
        <h2>{title}</h2>
        <p>{text}</p>
      </div>
    </aside>
  )
}
