import { HAPPENED } from '../events/happened.ts'
import type { Reactor } from '../events/react.ts'
import { deliverDue } from './delivery/deliver.ts'
import { QUICK, SLOW } from './delivery/queue.ts'
import type { Reach } from './delivery/send.ts'
import { spread } from './delivery/spread.ts'

/**
 * Changes become deliveries; then each receiver with something due is a row of its own, so that one with a long backlog, or one that
 * does not answer, holds one place at most. Slow ones have places of their own.
 */
export function webhookReactors(reach: Reach = {}): Reactor[] {
  const receivers = { seconds: 60, handle: (app, row) => deliverDue(app, row, reach) } satisfies Partial<Reactor>
  return [
    { name: 'webhooks', topic: HAPPENED, concurrency: 8, handle: spread },
    { name: 'webhook-receivers', topic: QUICK, concurrency: 24, ...receivers },
    { name: 'webhook-receivers-slow', topic: SLOW, concurrency: 16, ...receivers },
  ]
}
