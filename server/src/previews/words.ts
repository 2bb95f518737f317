/** Characters that turn the direction of what stands beside them. */
const DIRECTION = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g

/** A stranger's text as one line of at most so many characters: nothing invisible that could disturb what stands beside it. */
export function words(text: string, length: number): string {
  const line = text
    .toWellFormed()
    .replace(DIRECTION, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
  const points = Array.from(line)
  return points.length <= length
    ? line
    : `${points
        .slice(0, length - 1)
        .join('')
        .trimEnd()}…`
}
