import { expect, test } from 'vitest'
import { chooseClue } from './clue.ts'
import type { Option } from './sample.ts'

const ALL = 30_000
const MOST = 60_000

/** What is asked for where these shares of 30,000 segments hold each pair, and so many would be walked. */
function clueOf(shares: readonly number[], count = ALL, { passing = 0.05, most = MOST, asking = 1 } = {}) {
  const options: Option[] = shares.map((share, at) => ({ any: [`語${at}`], share }))
  return chooseClue(options, { count, passing }, { all: ALL, most, asking })
}

test('the index of grams is asked for what is rare, as long as much would be walked otherwise', () => {
  expect(clueOf([0.02])).toEqual([['語0']])
  expect(clueOf([0.02], 1_000)).toBeUndefined()
  expect(clueOf([0.9])).toBeUndefined()
  // Where masks tell nothing, all that is walked would be read.
  expect(clueOf([0.5], ALL, { passing: 1, most: 120_000 })).toEqual([['語0']])
  expect(clueOf([])).toBeUndefined()
})

test('pairs are added as long as they exclude more than their lists cost', () => {
  expect(clueOf([0.1, 0.2, 0.9])).toEqual([['語0', '語1']])
  expect(clueOf([0.01, 0.9])).toEqual([['語0']])
})

test('what takes too long to choose is walked for', () => {
  expect(clueOf([0.3], ALL, { passing: 1 })).toEqual([['語0']])
  expect(clueOf([0.3], ALL, { passing: 1, most: 20_000 })).toBeUndefined()
})

test('of several words one is enough, and they are asked for alone', () => {
  const several = { any: ['見積', '請求'], share: 0.02 }
  const other = { any: ['書を'], share: 0.1 }
  const ask = (options: readonly Option[]) =>
    chooseClue(options, { count: ALL, passing: 1 }, { all: ALL, most: MOST, asking: 1 })
  expect(ask([several, other])).toEqual([['見積'], ['請求']])
  expect(ask([{ ...other, share: 0.01 }, several])).toEqual([['書を']])
})
