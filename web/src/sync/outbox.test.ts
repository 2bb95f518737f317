import { expect } from 'vitest'
import { bodies, test } from './fake-visit.ts'
import type { Locks, Storage } from './ports.ts'

/** One tab: nobody else ever holds the lock. */
const locks: Locks = { request: (_, run) => run() }
const ports = { locks, report: () => {} }

test('what a full device cannot keep is sent all the same', async ({ clock, storage, visit, open }) => {
  const full: Storage = {
    ...storage,
    write: (writes) =>
      writes.some(({ table }) => table === 'outbox') ? Promise.reject(new Error('quota')) : storage.write(writes),
  }
  const client = await visit(full, ports)
  await open(client)
  client.outbox.send(7, 'typed on a full device')
  await clock.pass(2_000)
  expect(bodies(client)).toEqual(['typed on a full device'])
})

test('what a slow device has not kept yet is not taken for sent by another tab', async ({
  clock,
  storage,
  visit,
  open,
}) => {
  const slow: Storage = { ...storage, write: () => new Promise(() => {}) }
  const client = await visit(slow, ports)
  await open(client)
  client.outbox.send(7, 'typed on a slow device')
  await clock.pass(2_000)
  expect(bodies(client)).toEqual(['typed on a slow device'])
})

test('what another tab has sent is not sent again', async ({ clock, storage, visit, open, count }) => {
  const client = await visit(storage, ports)
  await open(client)
  const id = client.outbox.send(7, 'taken')
  await storage.write([{ table: 'outbox', key: id, value: undefined }])
  await clock.pass(2_000)
  expect(count('messages.send')).toBe(0)
  expect(client.outbox.entries(7)).toEqual([])
})

test('what is taken back while it waits for its turn is not sent', async ({ clock, storage, visit, open, count }) => {
  const turn = Promise.withResolvers<void>()
  let isAsked = false
  const slow: Storage = {
    ...storage,
    async get(table, key) {
      const found = await storage.get<never>(table, key)
      if (table !== 'outbox') return found
      isAsked = true
      await turn.promise
      return found
    },
  }
  const client = await visit(slow, ports)
  await open(client)
  const id = client.outbox.send(7, 'to the wrong room')
  await clock.pass(100)
  expect(isAsked).toBe(true)
  expect(client.outbox.discard(7, id)).toBe(true)
  turn.resolve()
  await clock.pass(2_000)
  expect(count('messages.send')).toBe(0)
  expect(client.outbox.entries(7)).toEqual([])
})
