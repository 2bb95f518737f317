import { fold } from '@naniwa/contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addressedMark, authorMark, LINE_END, lineOf, SEGMENT, TO_ALL_MARK } from './line.ts'
import { bucketsOf, masksOf } from './masks.ts'

const AUTHOR = 80_000_000_000_000
const ADDRESSED = 90_000_000_000_000
const body = fc.string({
  unit: fc.constantFrom(...'くるみクﾙみが表示abAB1-%\'"\\ \n　🙆ー'),
  minLength: 1,
  maxLength: 60,
})

function masksOfBodies(bodies: readonly string[]): number[] {
  const lines = bodies.map((said, place) => {
    const to = { mentions: [ADDRESSED + place], toAll: false }
    return lineOf({ accountId: AUTHOR + place, kind: 'message', body: said, ...to, deleted: false })
  })
  return masksOf(lines.join(LINE_END))
}

const isMarked = (masks: readonly number[], any: ReturnType<typeof bucketsOf>[number], place: number) =>
  any.some((buckets) => buckets.every((bucket) => ((masks[bucket] ?? 0) >>> place) % 2 === 1))

test('whatever stretches of a line are asked for, with who wrote it and to whom, its masks let it pass', () => {
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
      const held = [
        ...words.map((word) => [word.join('')]),
        [authorMark(AUTHOR + place)],
        [TO_ALL_MARK, addressedMark(ADDRESSED + place)],
      ]
      const terms = held.map((any) => ({ any, without: false }))
      const masks = masksOfBodies(bodies)
      for (const any of bucketsOf(terms)) expect(isMarked(masks, any, place)).toBe(true)
    }),
  )
})

test('what a line is marked with is told of it and of hardly another, whatever else its marks have in common', () => {
  const masks = masksOfBodies(Array.from({ length: SEGMENT }, () => '-'))
  const places = [...masks.keys()].slice(0, SEGMENT)
  const linesOf = (any: string[]) => {
    const [told = []] = bucketsOf([{ any, without: false }])
    return places.filter((place) => isMarked(masks, told, place))
  }
  const answers = places.flatMap((place) => {
    const authored = linesOf([authorMark(AUTHOR + place)])
    const addressed = linesOf([TO_ALL_MARK, addressedMark(ADDRESSED + place)])
    for (const lines of [authored, addressed]) expect(lines).toContain(place)
    return [...authored, ...addressed]
  })
  expect(answers.length).toBeLessThan(3 * SEGMENT)
  expect(bucketsOf([{ any: [authorMark(AUTHOR)], without: true }])).toEqual([])
})

test('most lines are in few buckets', () => {
  const masks = masksOfBodies(Array.from({ length: SEGMENT }, (_, n) => `梱包の連絡 ${n}`))
  const marked = masks.filter((mask) => mask !== 0).length
  expect(masks).toHaveLength(400)
  expect(marked).toBeLessThan(2 * (60 + 2 * SEGMENT))
})
