import fc from 'fast-check'

const SURROGATES = { first: 0xd800, count: 0x800 }

/**
 * Every code point but surrogates, as `unit: 'binary'` of `fc.string` has them. That one keeps all 1.1 million in a map: 0.8 s of the
 * processor and 170 MB in each worker.
 */
const character = fc
  .nat(0x10ffff - SURROGATES.count)
  .map((n) => String.fromCodePoint(n < SURROGATES.first ? n : n + SURROGATES.count), numberOf)

/** fast-check asks which of its dangerous words, `__proto__` and the like, are made of such characters. */
function numberOf(text: unknown): number {
  const point = typeof text === 'string' ? text.codePointAt(0) : undefined
  if (point === undefined || text !== String.fromCodePoint(point) || !(text as string).isWellFormed())
    throw new Error('not one character')
  return point < SURROGATES.first ? point : point - SURROGATES.count
}

/** Any text at all that is well-formed; lengths are in code points. */
export function anyText(constraints: { minLength?: number; maxLength?: number } = {}): fc.Arbitrary<string> {
  return fc.string({ ...constraints, unit: character })
}
