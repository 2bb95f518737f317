import fc from 'fast-check'
import { expect, test } from 'vitest'
import { HELD, lane, type Manner, Overloaded, openLanes } from './lane.ts'

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

/** A table of rows of which somebody holds some; numbers belong to the row of their last digit. */
function heldRows() {
  const held = new Map<number, PromiseWithResolvers<void>>()
  const written: number[] = []
  const passes: number[][] = []
  const rowOf = (item: number) => item % 10
  return {
    written,
    passes,
    rowOf,
    hold: (row: number) => void held.set(row, held.get(row) ?? Promise.withResolvers()),
    release(row: number) {
      held.get(row)?.resolve()
      held.delete(row)
    },
    async work(items: readonly number[], manner: Manner) {
      await new Promise((resolve) => setImmediate(resolve))
      if (manner === 'pass') passes.push([...items])
      if (manner === 'wait') for (const item of items) await held.get(rowOf(item))?.promise
      const passed = items.map((item) => manner === 'pass' && held.has(rowOf(item)))
      written.push(...items.filter((_, at) => !passed[at]))
      return items.map((item, at) => (passed[at] ? HELD : item * 10))
    },
  }
}

test('what meets a held row goes on by itself, and what follows it there waits behind it without being tried', async () => {
  const { written, passes, rowOf, hold, release, work } = heldRows()
  const send = lane({ name: 'test', max: 64, work, aside: { key: rowOf, atOnce: 2 } })
  hold(1)
  const waiting = [send(11)]
  expect(await send(12)).toBe(120)
  waiting.push(send(21), send(31))
  expect(await send(22)).toBe(220)
  expect(passes).toEqual([[11, 12], [22]])
  await expect.poll(send.size).toBe(3)
  release(1)
  expect(await Promise.all(waiting)).toEqual([110, 210, 310])
  await send.drain()
  expect(written).toEqual([12, 22, 11, 21, 31])
  await send(41)
  expect(passes.at(-1)).toEqual([41])
})

test('so many held rows are waited for at once; another waits for its turn, and free ones for none of them', async () => {
  const { written, rowOf, hold, release, work } = heldRows()
  const waits: number[] = []
  const watched = (items: readonly number[], manner: Manner) => {
    if (manner === 'wait') waits.push(...items)
    return work(items, manner)
  }
  const send = lane({ name: 'test', max: 64, work: watched, aside: { key: rowOf, atOnce: 2 } })
  for (const row of [1, 2, 3]) hold(row)
  const sent = Promise.all([11, 12, 13].map(send))
  expect(await send(14)).toBe(140)
  await expect.poll(() => waits).toEqual([11, 12])
  release(3)
  release(2)
  await expect.poll(() => written).toEqual([14, 12, 13])
  release(1)
  expect(await sent).toEqual([110, 120, 130])
})

test('a write that fails for what waits refuses it there, and draining waits for that, too', async () => {
  const send = lane<number, number>({
    name: 'test',
    max: 64,
    aside: { key: (item) => item % 10, atOnce: 2 },
    async work(items, manner) {
      if (manner === 'pass') return items.map(() => HELD)
      if (items.includes(11)) throw new Error('bad item')
      return [...items]
    },
  })
  const results = Promise.allSettled([11, 21, 12].map(send))
  await send.drain()
  expect(send.size()).toBe(0)
  expect((await results).map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled'])
})

test('whatever is held and released while things are sent, each is written once and those of one row in their order', async () => {
  const step = fc.record({ row: fc.nat(3), what: fc.constantFrom('send', 'send', 'hold', 'release', 'rest') })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), fc.integer({ min: 1, max: 5 }), async (steps, max) => {
      const { written, rowOf, hold, release, work } = heldRows()
      const send = lane({ name: 'test', max, work, aside: { key: rowOf, atOnce: 2 } })
      const sent: Promise<number>[] = []
      const items: number[] = []
      for (const [at, { row, what }] of steps.entries()) {
        if (what === 'hold') hold(row)
        if (what === 'release') release(row)
        if (what === 'rest') await new Promise((resolve) => setImmediate(resolve))
        if (what !== 'send') continue
        items.push(at * 10 + row)
        sent.push(send(at * 10 + row))
      }
      for (const row of [0, 1, 2, 3]) release(row)
      expect(await Promise.all(sent)).toEqual(items.map((item) => item * 10))
      const byRow = (all: number[]) => [0, 1, 2, 3].map((row) => all.filter((item) => rowOf(item) === row))
      expect(byRow(written)).toEqual(byRow(items))
      expect(send.size()).toBe(0)
    }),
  )
})
