/** Of the sizes (longer sides, ascending) those in which a picture of these pixels is made: none that shows no more than a smaller one. */
export function sizesOf(sizes: readonly number[], width: number, height: number): number[] {
  return sizes.filter((_, at) => at === 0 || Math.max(width, height) > (sizes[at - 1] as number))
}

/** The size that was made where this one is asked for. */
export function madeSize(sizes: readonly number[], wanted: number, width: number, height: number): number {
  return sizesOf(sizes, width, height).findLast((size) => size <= wanted) ?? (sizes[0] as number)
}
