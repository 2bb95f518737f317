import { api } from '@naniwa/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createMetrics } from '../lib/metrics.ts'
import { ask, callHttp } from '../testing/http.ts'
import { scene } from '../testing/scene.ts'
import { cookieOf } from '../testing/server.ts'
import { openMetrics } from './metrics.ts'

const stage = scene()
const lag: Record<string, number> = { outbox: 0, search: 7 }
let metrics: Awaited<ReturnType<typeof openMetrics>>

beforeAll(async () => {
  metrics = await openMetrics(stage.server.app, 0, { sockets: () => 3, lag: async () => lag })
})

afterAll(() => metrics.close())

async function read(path = '/metrics', method = 'GET') {
  return await ask({ url: `http://127.0.0.1:${metrics.port}` }, path, { method })
}

test('nobody finds the metrics at the door of the product', async () => {
  const { text } = await ask(stage.server, '/metrics')
  expect(text).not.toContain('naniwa_')
})

test('calls are counted by endpoint and outcome, and names that are no endpoint are not', async () => {
  const { aiko } = stage.people
  await callHttp(stage.server, cookieOf(aiko), api.accounts.me, {})
  await expect(callHttp(stage.server, cookieOf(aiko), api.rooms.leave, { roomId: 999_999 })).rejects.toThrow()
  await ask(stage.server, '/api/nothing/here', { method: 'POST' })
  const { status, text, headers } = await read()
  expect([status, headers['content-type']]).toEqual([200, expect.stringContaining('text/plain')])
  expect(text).toMatch(/^naniwa_call_seconds_count\{endpoint="accounts.me",outcome="done"\} [1-9]/m)
  expect(text).toMatch(/^naniwa_call_seconds_count\{endpoint="rooms.leave",outcome="not_found"\} 1$/m)
  expect(text).not.toContain('nothing.here')
})

test('sockets, queues and the process itself are told', async () => {
  const { text } = await read()
  expect(text).toMatch(/^naniwa_sockets 3$/m)
  expect(text).toMatch(/^naniwa_queue_lag_seconds\{queue="search"\} 7$/m)
  expect(text).toMatch(/^process_cpu_seconds_total [\d.]+$/m)
  expect(text).toMatch(/^nodejs_eventloop_lag_seconds [\d.e-]+$/m)
})

test('a figure that cannot be read is no figure: the answer says so', async () => {
  const failing = await openMetrics({ ...stage.server.app, metrics: createMetrics() }, 0, {
    sockets: () => 0,
    lag: () => Promise.reject(new Error('the database is away')),
  })
  const { status } = await ask({ url: `http://127.0.0.1:${failing.port}` }, '/metrics')
  await failing.close()
  expect(status).toBe(503)
})

test('anything else is not there', async () => {
  expect((await read('/')).status).toBe(404)
  expect((await read('/metrics', 'POST')).status).toBe(404)
})
