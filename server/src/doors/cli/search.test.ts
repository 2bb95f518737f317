import { afterAll, beforeAll, expect, test } from 'vitest'
import { transact } from '../../db/transaction.ts'
import { newMessageId } from '../../lib/ids.ts'
import { writeMessages } from '../../messages/write.ts'
import { type TestApp, testApp } from '../../testing/app.ts'
import { cast } from '../../testing/cast.ts'
import { naniwaOn } from '../../testing/command.ts'

let app: TestApp

beforeAll(async () => {
  app = await testApp()
  const { aiko } = await cast(app)
  const { roomId, accountId } = aiko
  await transact(app, (tx) =>
    writeMessages(
      tx,
      [{ roomId, accountId, id: newMessageId(app.clock), body: 'メモ', selfUnread: false }],
      app.clock.now(),
    ),
  )
})
afterAll(() => app.close())

const naniwa = async (...args: string[]) => (await naniwaOn(app, ...args)).out

test('the index is looked at, built, and built again', async () => {
  expect(await naniwa('search', 'status')).toMatch(/^1 of 1 rooms are still to be indexed, changes in 1 wait/)
  expect(JSON.parse(await naniwa('search', 'rebuild', '--json'))).toEqual({ rooms: 1, seconds: expect.any(Number) })
  expect(await naniwa('search', 'status')).toBe('all 1 rooms are indexed, nothing waits')
  expect(await naniwa('search', 'rebuild')).toMatch(/^Wrote 1 rooms in \d+ seconds\.$/)
  expect(JSON.parse(await naniwa('search', 'status', '--json'))).toEqual({ rooms: 1, unbuilt: 0, behind: 0, lag: 0 })
})
