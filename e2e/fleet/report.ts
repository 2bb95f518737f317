import type { Verdict } from './check.ts'
import type { Fault } from './faults.ts'

export interface Run {
  readonly clients: number
  readonly seed: number
  /** What happened, in this order. */
  readonly happened: readonly Fault[]
  readonly verdict: Verdict
}

/** A line of the table in docs/reliability.md. */
export function tableRow({ clients, seed, happened, verdict }: Run): string {
  const kinds = [...Map.groupBy(happened, ({ kind }) => kind)]
  const faults = kinds.map(([kind, those]) => `${kind}: ${those.map(({ what }) => what).join(', ')}`)
  const counts = Object.entries(verdict.checked).map(([what, count]) => `${count.toLocaleString('en')} ${what}`)
  const cells = [`${clients} clients, seed ${seed}`, `${happened.length}; ${faults.join('; ')}`, counts.join(', ')]
  return `| ${[...cells, verdict.wrong.join('; ') || 'nothing'].join(' | ')} |`
}
