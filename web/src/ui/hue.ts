export type Hue = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8

export const hues: readonly Hue[] = [1, 2, 3, 4, 5, 6, 7, 8]

/** The colour of an id: id mod 8. The last three digits tell it, so ids may be longer than a number can hold. */
export function hueOf(id: string): Hue {
  const rest = Number(id.slice(-3))
  return hues[(Number.isFinite(rest) ? rest : 0) % 8] ?? 1
}
