import { createServer, type ServerResponse } from 'node:http'
import type { App } from '../context.ts'
import { watchProcess } from '../lib/metrics.ts'
import { bind } from './bind.ts'
import { answers } from './health.ts'

/** What only the running server knows of itself: its doors the sockets, its work how far behind it is. */
export interface Signals {
  /** Sockets that are open. */
  readonly sockets?: (() => number) | undefined
  /** Seconds the oldest row waits, in the outboxes and before each reactor. */
  readonly lag?: (() => Promise<Record<string, number>>) | undefined
}

/**
 * `GET /metrics` in Prometheus' text format, on a port of its own (`NANIWA_METRICS_PORT`), so that a proxy in front of the product
 * does not lead there. It asks nobody who they are: keep the port to the network of those who watch. `GET /healthz` and `/readyz` say
 * there what they say at the doors, which a worker does not have.
 *
 * @throws {Fatal} when the port is taken or may not be used.
 */
export async function openMetrics(
  app: App,
  port: number,
  signals: Signals,
): Promise<{ port: number; close(): Promise<void> }> {
  const { metrics } = app
  watchProcess(metrics)
  if (signals.sockets) metrics.gauge('naniwa_sockets', 'Open WebSockets.', signals.sockets)
  metrics.gauge('naniwa_bus_whole', '0 while notices of other processes may be lost.', () => (app.bus.isWhole ? 1 : 0))
  if (signals.lag) metrics.gauges('naniwa_queue_lag_seconds', 'Seconds the oldest row waits.', 'queue', signals.lag)
  metrics.gauges('naniwa_lane_items', 'What waits to share a statement, or is under way.', 'lane', app.lanes.sizes)
  const server = createServer(async (request, response) => {
    if (request.url === '/healthz') return answer(response, 200, 'alive')
    if (request.url === '/readyz')
      return (await answers(app.db))
        ? answer(response, 200, 'ready')
        : answer(response, 503, 'the database does not answer')
    if (request.method !== 'GET' || request.url !== '/metrics') return answer(response, 404, 'GET /metrics\n')
    try {
      answer(response, 200, await metrics.registry.metrics(), metrics.registry.contentType)
    } catch (err) {
      app.log.warn({ err }, 'the metrics cannot be read')
      answer(response, 503, 'not now\n')
    }
  })
  const bound = await bind(server, app.config.host, port, 'NANIWA_METRICS_PORT')
  return {
    port: bound,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

function answer(response: ServerResponse, status: number, body: string, type = 'text/plain'): void {
  response.writeHead(status, { 'Content-Type': type }).end(body)
}
