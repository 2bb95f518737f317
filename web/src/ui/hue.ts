export type Hue = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8

export const hues: readonly Hue[] = [1, 2, 3, 4, 5, 6, 7, 8]

/** The colour of an id: id mod 8. The last three digits tell it, so a text may hold more digits than a number can. */
export function hueOf(id: number | string): Hue {
  const rest = Number(String(id).slice(-3))
  return hues[(Number.isFinite(rest) ? rest : 0) % 8] ?? 1
}
