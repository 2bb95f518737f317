/** The middle one of an odd number of figures. */
export function median(figures: readonly number[]): number {
  return figures.toSorted((a, b) => a - b)[Math.floor(figures.length / 2)] ?? Number.NaN
}

/** The figure that this share of all is not above. Sorts in place. */
export function percentile(figures: number[], share: number): number {
  figures.sort((a, b) => a - b)
  return figures[Math.min(figures.length - 1, Math.floor(figures.length * share))] ?? Number.NaN
}

/** Three significant figures. */
export function round(figure: number): number {
  return Number(figure.toPrecision(3))
}

/** The median of each member over several rounds, rounded. */
export function medians<T extends Readonly<Record<string, number>>>(rounds: readonly T[]): T {
  const [first] = rounds
  const names = Object.keys(first ?? {})
  return Object.fromEntries(names.map((name) => [name, round(median(rounds.map((each) => each[name] as number)))])) as T
}

/** Columns with a heading, for people. */
export function table(rows: readonly (readonly (string | number)[])[]): string {
  const cells = rows.map((row) => row.map((cell) => (typeof cell === 'number' ? cell.toLocaleString('en-US') : cell)))
  const widths = (cells[0] ?? []).map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)))
  return cells
    .map((row) =>
      row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join('  '),
    )
    .join('\n')
}
