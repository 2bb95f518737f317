import { expect, test } from 'vitest'
import { createBell } from './bell.ts'

const LONG = 1_000_000

test('a ring ends the sleep under way', async () => {
  const bell = createBell()
  for (const longest of [LONG, undefined]) {
    const slept = bell.wait(longest)
    bell.ring()
    expect(await slept).toBe(true)
  }
})

test('a ring that nobody heard ends the next sleep, and only that', async () => {
  const bell = createBell()
  bell.ring()
  bell.ring()
  await bell.wait(LONG)
  const order: string[] = []
  const next = bell.wait(LONG).then(() => order.push('woke'))
  order.push('slept')
  bell.ring()
  await next
  expect(order).toEqual(['slept', 'woke'])
})

test('without a ring the sleep ends by itself', async () => {
  expect(await createBell().wait(1)).toBe(false)
})
