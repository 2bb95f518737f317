import type { App } from '../context.ts'
import type { OutboxRow } from '../events/outbox.ts'
import type { Reactor } from '../events/react.ts'
import { HERE_MS } from '../sessions/here.ts'
import { AT_WORK, deliver, QUICK, SLOW, spreadOwn, spreadSaid } from './deliver.ts'
import { withDevices } from './due.ts'
import type { Reach } from './send.ts'

/** Who is about to read it by themselves need not be told. */
const SECONDS = 8
/** Eight attempts more in some forty minutes. */
const RETRY = { limit: 8, delay: 10 }

/**
 * What somebody who is not at work in the program is to be told becomes a push for each of their devices; each of those is a row of its own,
 * so that a service which does not answer holds one place at most, and slow ones have places of their own.
 */
export function pushReactors(reach: Reach = {}): Reactor[] {
  const telling = { after: SECONDS, concurrency: 8, choose: withDevices, handle: spreadSaid } satisfies Partial<Reactor>
  const own = { concurrency: 4, handle: spreadOwn } satisfies Partial<Reactor>
  const devices = { retry: RETRY, handle: (app, row) => deliver(app, row, reach) } satisfies Partial<Reactor>
  return [
    // An edit, which says nothing of links, is not news.
    { name: 'push-messages', topic: 'message', wants: (row, app) => pushes(row, app) && isNew(row), ...telling },
    { name: 'push-tasks', topic: 'task_added', wants: pushes, ...telling },
    { name: 'push-reminders', topic: 'reminded', wants: pushes, ...own },
    { name: 'push-requests', topic: 'requested', wants: pushes, ...own },
    { name: 'push-devices-at-work', topic: AT_WORK, after: HERE_MS / 1_000, concurrency: 16, ...devices },
    { name: 'push-devices', topic: QUICK, concurrency: 32, ...devices },
    { name: 'push-devices-slow', topic: SLOW, concurrency: 16, ...devices },
  ]
}

function pushes(_: OutboxRow, { config }: App): boolean {
  return config.push === 'on'
}

function isNew({ payload }: OutboxRow): boolean {
  return (payload as { links?: boolean }).links !== undefined
}
