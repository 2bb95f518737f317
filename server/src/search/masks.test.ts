import { fold } from '@naniwa/contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { authorMark, LINE_END, lineOf, SEGMENT } from './line.ts'
import { bucketsOf, masksOf } from './masks.ts'

const AUTHOR = 80_000_000_000_000
const body = fc.string({
  unit: fc.constantFrom(...'くるみクﾙみが表示abAB1-%\'"\\ \n　🙆ー'),
  minLength: 1,
  maxLength: 60,
})

function masksOfBodies(bodies: readonly string[]): number[] {
  const lines = bodies.map((said) =>
    lineOf({ accountId: AUTHOR, kind: 'message', body: said, mentions: [], toAll: false, deleted: false }),
  )
  return masksOf(lines.join(LINE_END))
}

const isMarked = (masks: readonly number[], bucket: number, place: number) => ((masks[bucket] ?? 0) >>> place) % 2 === 1

test('whatever stretches of a line are asked for, with who wrote it, its masks let it pass', () => {
  const sought = fc.record({
    bodies: fc.array(body, { minLength: SEGMENT, maxLength: SEGMENT }),
    place: fc.constantFrom(0, 1, SEGMENT - 2, SEGMENT - 1),
    cuts: fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: 1, maxLength: 3 }),
  })
  fc.assert(
    fc.property(sought, ({ bodies, place, cuts }) => {
      const text = [...fold(bodies[place] as string)]
      const words = cuts.map(([from, length]) =>
        text.slice(from % text.length, (from % text.length) + 2 + (length % 8)),
      )
      const terms = [...words.map((word) => word.join('')), authorMark(AUTHOR)].map((word) => {
        return { any: [word], without: false }
      })
      const masks = masksOfBodies(bodies)
      for (const bucket of bucketsOf(terms)) expect(isMarked(masks, bucket, place)).toBe(true)
    }),
  )
})

test('most lines are in few buckets', () => {
  const masks = masksOfBodies(Array.from({ length: SEGMENT }, (_, n) => `梱包の連絡 ${n}`))
  const marked = masks.filter((mask) => mask !== 0).length
  expect(masks).toHaveLength(480)
  expect(marked).toBeLessThan(60)
})
