import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { memoryBus } from '../bus/memory.ts'
import { type TestDatabase, testDatabase } from '../testing/world.ts'
import { isUniqueViolation } from './errors.ts'
import { type Transaction, transact } from './transaction.ts'

let database: TestDatabase
let app: { db: TestDatabase['db']; bus: ReturnType<typeof memoryBus> }

beforeAll(async () => {
  database = await testDatabase()
  app = { db: database.db, bus: memoryBus() }
  await sql`create table counter (id int primary key, value int not null)`.execute(app.db)
})
afterAll(() => database.drop())
beforeEach(async () => {
  await sql`truncate counter`.execute(app.db)
  await sql`insert into counter values (1, 0), (2, 0)`.execute(app.db)
})

async function add(transaction: Transaction, id: number): Promise<void> {
  await sql`update counter set value = value + 1 where id = ${id}`.execute(transaction)
}

async function total(): Promise<number> {
  const { rows } = await sql<{ total: number }>`select sum(value)::int as total from counter`.execute(app.db)
  return rows[0]?.total ?? 0
}

test('effects run after the commit, in order, and see what was committed', async () => {
  const seen: Promise<number>[] = []
  const result = await transact(app, async (transaction) => {
    transaction.afterCommit(() => seen.push(total()))
    await add(transaction, 1)
    expect(seen).toHaveLength(0)
    return 'done'
  })
  expect(result).toBe('done')
  expect(await Promise.all(seen)).toEqual([1])
})

test('a throw rolls back and no effect runs', async () => {
  let effects = 0
  const failing = transact(app, async (transaction) => {
    transaction.afterCommit(() => effects++)
    await add(transaction, 1)
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  expect(effects).toBe(0)
  expect(await total()).toBe(0)
})

test('an effect before the commit runs with everything still locked, and is undone when the commit fails', async () => {
  const seen: string[] = []
  const heard = (what: string) => () => void seen.push(what)
  await transact(app, async (transaction) => {
    transaction.beforeCommit(heard('before'), heard('undone'))
    transaction.afterCommit(heard('after'))
    await add(transaction, 1)
    seen.push('work')
  })
  const failing = transact(app, async (transaction) => {
    transaction.beforeCommit(heard('before'), heard('undone'))
    await sql`create temp table later (id int primary key deferrable initially deferred) on commit drop`.execute(
      transaction,
    )
    await sql`insert into later values (1), (1)`.execute(transaction)
  })
  await expect(failing).rejects.toThrow('duplicate key')
  expect(seen).toEqual(['work', 'before', 'after', 'before', 'undone'])
})

test('an effect before the commit does not run when the work throws', async () => {
  const seen: string[] = []
  const failing = transact(app, async (transaction) => {
    transaction.beforeCommit(
      () => void seen.push('before'),
      () => void seen.push('undone'),
    )
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  expect(seen).toEqual([])
})

test('an effect that fails does not undo the answer', async () => {
  const warned = new Promise<Error>((resolve) => process.once('warning', resolve))
  const answer = await transact(app, async (transaction) => {
    transaction.afterCommit(() => {
      throw new Error('nobody listens')
    })
    return 1
  })
  expect(answer).toBe(1)
  expect((await warned).message).toBe('nobody listens')
})

test('a transaction used after its end throws', async () => {
  let kept: Transaction | undefined
  await transact(app, async (transaction) => {
    kept = transaction
  })
  await expect(add(kept as Transaction, 1)).rejects.toThrow(/committed/)
  expect(await total()).toBe(0)
})

test('two transactions that deadlock both succeed, and each effect runs once', async () => {
  let effects = 0
  let waiting = 0
  const both = Promise.withResolvers<void>()
  async function addBoth(first: number, second: number): Promise<void> {
    await transact(app, async (transaction) => {
      transaction.afterCommit(() => effects++)
      await add(transaction, first)
      waiting += 1
      if (waiting === 2) both.resolve()
      await both.promise
      await add(transaction, second)
    })
  }
  await Promise.all([addBoth(1, 2), addBoth(2, 1)])
  expect(await total()).toBe(4)
  expect(effects).toBe(2)
  expect(waiting).toBeGreaterThan(2)
})

test('a unique violation is recognised by its constraint', async () => {
  const failing = transact(app, (transaction) => sql`insert into counter values (1, 1)`.execute(transaction))
  const error = await failing.catch((reason: unknown) => reason)
  expect(isUniqueViolation(error)).toBe(true)
  expect(isUniqueViolation(error, 'counter_pkey')).toBe(true)
  expect(isUniqueViolation(error, 'other')).toBe(false)
})
