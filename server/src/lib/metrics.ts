import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** What this process tells of itself, for Prometheus and for whatever scales by it. */
export interface Metrics {
  readonly registry: Registry
  /** Seconds a call of an endpoint took, whichever door it came through; `outcome` is `done` or a code of the closed list. */
  readonly calls: Histogram<'endpoint' | 'outcome'>
  /** A figure that is read when it is asked for: one, or one per value of `label`. */
  gauge(name: string, help: string, read: () => number | Promise<number>): void
  gauges(
    name: string,
    help: string,
    label: string,
    read: () => Record<string, number> | Promise<Record<string, number>>,
  ): void
}

/** From a send that shares a statement to a search that ran out of its time. */
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10]

export function createMetrics(): Metrics {
  const registry = new Registry()
  const registers = [registry]
  return {
    registry,
    calls: new Histogram({
      name: 'naniwa_call_seconds',
      help: 'Seconds a call of an endpoint took.',
      labelNames: ['endpoint', 'outcome'],
      buckets: SECONDS,
      registers,
    }),
    gauge(name, help, read) {
      const one: Gauge = new Gauge({
        name,
        help,
        registers,
        async collect() {
          one.set(await read())
        },
      })
    },
    gauges(name, help, label, read) {
      const many: Gauge<string> = new Gauge({
        name,
        help,
        labelNames: [label],
        registers,
        async collect() {
          for (const [value, figure] of Object.entries(await read())) many.set({ [label]: value }, figure)
        },
      })
    },
  }
}

/** Processor time, memory, open files, garbage collection and the lag of the event loop. Once per process: it starts watching. */
export function watchProcess({ registry }: Metrics): void {
  collectDefaultMetrics({ register: registry })
}
