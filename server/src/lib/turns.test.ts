import { expect, test } from 'vitest'
import { takeTurns, takeTurnsEach } from './turns.ts'

test('never more at a time than allowed, and in the order of arrival', async () => {
  const turns = takeTurns('test', { atOnce: 2, waiting: 10 })
  const started: number[] = []
  const ends: (() => void)[] = []
  const work = (n: number) =>
    turns(() => {
      started.push(n)
      return new Promise<void>((resolve) => ends.push(resolve))
    })
  const all = [1, 2, 3, 4].map(work)
  expect(started).toEqual([1, 2])
  ends[1]?.()
  await all[1]
  expect(started).toEqual([1, 2, 3])
  ends[0]?.()
  ends[2]?.()
  await all[0]
  await all[2]
  ends[3]?.()
  await Promise.all(all)
  expect(started).toEqual([1, 2, 3, 4])
})

test('who finds the queue full is turned away, and the others are served', async () => {
  const turns = takeTurns('test', { atOnce: 1, waiting: 1 })
  const all = [1, 2, 3].map((n) => turns(async () => n))
  await expect(all[2]).rejects.toMatchObject({ code: 'overloaded', retryAfter: 5 })
  expect(await Promise.all(all.slice(0, 2))).toEqual([1, 2])
})

test('work that fails gives its turn on', async () => {
  const turns = takeTurns('test', { atOnce: 1, waiting: 1 })
  await expect(turns(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
  expect(await turns(async () => 'next')).toBe('next')
})

test('whoever asks for much waits for themselves alone', async () => {
  const turns = takeTurnsEach<string>('test', { atOnce: 1, waiting: 1 })
  const ends: (() => void)[] = []
  const greedy = [1, 2].map(() => turns('greedy', () => new Promise<void>((resolve) => ends.push(resolve))))
  await expect(turns('greedy', async () => 'third')).rejects.toMatchObject({ code: 'overloaded' })
  expect(await turns('modest', async () => 'at once')).toBe('at once')
  ends[0]?.()
  await greedy[0]
  await expect.poll(() => ends.length).toBe(2)
  ends[1]?.()
  await greedy[1]
  expect(await turns('greedy', async () => 'again')).toBe('again')
})
