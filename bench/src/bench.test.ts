import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { temporaryRoot } from '../../server/src/testing/temporary.ts'
import { runFanout } from './fanout.ts'
import { runRush } from './rush.ts'
import { runSend } from './send.ts'
import { type BenchServer, startServer } from './server.ts'
import { runUpload } from './upload.ts'

// What is counted, never how long it took: that depends on the machine.

/** One for all: where people measure, each benchmark has its own. */
let server: BenchServer

beforeAll(async () => {
  // People measure on a disk; here the data would only be waited for.
  vi.stubEnv('TMPDIR', temporaryRoot())
  server = await startServer()
})
afterAll(async () => {
  await server.stop()
  vi.unstubAllEnvs()
})

test('the send benchmark loses and doubles nothing, and has a figure for every case', async () => {
  const report = await runSend(server, { sockets: 4, rooms: 8, inFlight: [8], seconds: 0.2, rounds: 1 })
  expect(report).toMatchObject({ lost: 0, duplicates: 0 })
  expect(report.acknowledged).toBeGreaterThan(16)
  expect(report.results.map((each) => each.case)).toEqual(['one hot room, 8 in flight', '8 rooms, 8 in flight'])
  for (const { server, bare } of report.results) {
    expect(Object.values({ ...server, ...bare }).every(Number.isFinite)).toBe(true)
  }
})

test('the fan-out benchmark loses and doubles nothing, and has a figure for every case', async () => {
  const layouts = [
    { rooms: 1, listeners: 20, perSecond: 50, window: 4 },
    { rooms: 3, listeners: 4, perSecond: 50, window: 4 },
  ]
  const report = await runFanout(server, { layouts, seconds: 0.2, rounds: 1 })
  expect(report).toMatchObject({ lost: 0, duplicates: 0 })
  expect(report.delivered).toBeGreaterThan(2 * (10 * 20 + 10 * 4))
  expect(report.results.map((each) => each.case)).toEqual([
    '1 × 20, modest',
    '1 × 20, saturated',
    '3 × 4, modest',
    '3 × 4, saturated',
  ])
})

test('the rush benchmark brings everybody level, and those inside go on talking', async () => {
  const report = await runRush(server, { newcomers: 45, roomsEach: 3, inside: 3, perSecond: 20, seconds: 0.5 })
  expect(report).toMatchObject({ lost: 0, newcomers: { messages: 45 * 3 * 5 } })
  expect(report.before.sends).toBeGreaterThan(0)
  expect(report.during.sends).toBeGreaterThan(0)
  expect(report.newcomers.transactions).toBeGreaterThan(0)
})

test('the upload benchmark sends what it receives', async () => {
  const report = await runUpload(server, { bytes: 17 * 2 ** 20 + 5, atOnce: 2 })
  expect(report).toMatchObject({ isSame: true })
  for (const { memory, seconds } of [report.up, report.finish, report.down]) {
    expect(memory).toBeGreaterThan(0)
    expect(seconds).toBeGreaterThan(0)
  }
})
