/**
 * A rough guess for the bar while one types, 0 … 4: length and variety of characters, nothing for repeats and runs.
 * Whether a password is accepted is for the server, which knows the leaked ones.
 */
export function guessStrength(password: string): number {
  const marks = [...password]
  const worth = marks.filter((mark, at) => {
    const before = marks[at - 1]
    if (before === undefined) return true
    const step = (mark.codePointAt(0) ?? 0) - (before.codePointAt(0) ?? 0)
    return step !== 0 && Math.abs(step) !== 1
  }).length
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z\d]/].filter((kind) => kind.test(password)).length
  const score = Math.min(worth, new Set(marks).size * 2) + (kinds - 1) * 2
  if (password === '') return 0
  if (score < 8) return 1
  if (score < 13) return 2
  return score < 18 ? 3 : 4
}
