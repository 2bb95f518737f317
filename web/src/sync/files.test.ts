import type { File } from '@naniwa/contract'
import { expect } from 'vitest'
import { settle } from './fake-clock.ts'
import { OTHER } from './fake-rows.ts'
import { test } from './fake-visit.ts'

const file: File = {
  roomId: 7,
  id: 21,
  tick: 3,
  accountId: OTHER,
  messageId: '1',
  name: '手順書.pdf',
  size: 5,
  type: 'application/pdf',
  sha256: 'a'.repeat(64),
  preview: { state: 'none' },
  restoring: false,
  createdAt: 0,
  deleted: false,
}

test('whoever asked for a file from the archive hears of it while they are there', async ({ server, visit }) => {
  const client = await visit()
  const heard: string[] = []
  const stop = client.onRestored(({ name }) => heard.push(name))
  server.tell({ event: 'restored', data: file })
  await settle()
  stop()
  server.tell({ event: 'restored', data: file })
  await settle()
  expect(heard).toEqual(['手順書.pdf'])
})

test('a file of a room one is not in cannot be shown and is not asked for; once one is in it, it is', async ({
  server,
  visit,
  clock,
  count,
}) => {
  const client = await visit()
  client.files.want(8, 21)
  await clock.pass(100)
  expect(client.files.get(8, 21)).toBeNull()
  expect(count('files.list')).toBe(0)
  server.addRoom(8)
  await clock.pass(100)
  expect(client.files.get(8, 21)).toBeUndefined()
  server.refusals.set('files.list', { reply: 0, error: { code: 'unavailable', message: '' } })
  client.files.want(8, 21)
  await clock.pass(100)
  expect(count('files.list')).toBe(1)
})
