import { expect, test } from 'vitest'
import { lane, Overloaded, openLanes } from './lane.ts'

/** A write whose end the test decides. */
function heldWrite() {
  const batches: number[][] = []
  const held: (() => void)[] = []
  return {
    batches,
    release: () => held.splice(0).forEach((go) => void go()),
    work: async (items: readonly number[]) => {
      batches.push([...items])
      await new Promise<void>((resolve) => held.push(resolve))
      return items.map((item) => item * 10)
    },
  }
}

test('what arrives while a write is in flight shares the next write', async () => {
  const { batches, release, work } = heldWrite()
  const send = lane({ name: 'test', max: 64, work })
  const first = send(1)
  await expect.poll(() => batches.length).toBe(1)
  const rest = [send(2), send(3), send(4)]
  expect(send.size()).toBe(4)
  release()
  expect(await first).toBe(10)
  await expect.poll(() => batches.length).toBe(2)
  release()
  expect(await Promise.all(rest)).toEqual([20, 30, 40])
  expect(batches).toEqual([[1], [2, 3, 4]])
})

test('what arrives together is one write, never larger than the maximum', async () => {
  const sizes: number[] = []
  const send = lane({
    name: 'test',
    max: 3,
    work: async (items: readonly number[]) => {
      sizes.push(items.length)
      return [...items]
    },
  })
  await Promise.all([1, 2, 3, 4, 5, 6, 7].map(send))
  expect(sizes).toEqual([3, 3, 1])
})

test('a refused item refuses alone', async () => {
  const send = lane({
    name: 'test',
    max: 64,
    work: async (items: readonly number[]) => items.map((item) => (item === 2 ? new Error('no') : item)),
  })
  const results = await Promise.allSettled([1, 2, 3].map(send))
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
})

test('a batch that fails is tried item by item, so one bad item fails alone', async () => {
  const batches: number[][] = []
  const send = lane({
    name: 'test',
    max: 64,
    work: async (items: readonly number[]) => {
      batches.push([...items])
      if (items.includes(2)) throw new Error('bad item')
      return [...items]
    },
  })
  const results = await Promise.allSettled([1, 2, 3].map(send))
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(batches).toEqual([[1, 2, 3], [1], [2], [3]])
})

test('an outage fails the whole batch at once', async () => {
  let writes = 0
  const send = lane({
    name: 'test',
    max: 64,
    work: async (_items: readonly number[]): Promise<number[]> => {
      writes += 1
      throw new Error('Connection terminated unexpectedly')
    },
  })
  const results = await Promise.allSettled([1, 2, 3].map(send))
  expect(results.every(({ status }) => status === 'rejected')).toBe(true)
  expect(writes).toBe(1)
})

test('a full lane refuses the newcomer and keeps those who wait', async () => {
  const { batches, release, work } = heldWrite()
  const send = lane({ name: 'test', max: 64, depth: 2, work })
  const first = send(1)
  await expect.poll(() => batches.length).toBe(1)
  const waiting = [send(2), send(3)]
  await expect(send(4)).rejects.toBeInstanceOf(Overloaded)
  await expect(send(4)).rejects.toMatchObject({ code: 'overloaded' })
  release()
  await first
  await expect.poll(() => batches.length).toBe(2)
  release()
  expect(await Promise.all(waiting)).toEqual([20, 30])
})

test('a write that answers too few results rejects the items left over', async () => {
  const send = lane({ name: 'test', max: 64, work: async (_items: readonly number[]) => [1] })
  const results = await Promise.allSettled([1, 2].map(send))
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
})

test('draining waits for everything that was accepted', async () => {
  const lanes = openLanes()
  const { batches, release, work } = heldWrite()
  const send = lanes.open({ name: 'test', max: 1, work })
  expect(lanes.open({ name: 'test', max: 1, work })).toBe(send)
  const sent = Promise.all([send(1), send(2)])
  const drained = lanes.drain()
  await expect.poll(() => batches.length).toBe(1)
  release()
  await expect.poll(() => batches.length).toBe(2)
  expect(lanes.sizes()).toEqual({ test: 1 })
  release()
  await drained
  expect(await sent).toEqual([10, 20])
  expect(lanes.sizes()).toEqual({ test: 0 })
})
