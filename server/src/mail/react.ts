import type { MailOrder } from '../accounts/queueMail.ts'
import type { App } from '../context.ts'
import type { OutboxRow } from '../events/outbox.ts'
import type { Reactor } from '../events/react.ts'
import { deliver } from './deliver.ts'
import { noteUnread } from './unread-note.ts'

export const mailReactor: Reactor = {
  name: 'mail',
  topic: 'mail',
  concurrency: 4,
  seconds: 120,
  handle: (app, { payload }) => deliver(app, payload as MailOrder),
}

/** Most is read by then, and leaves no trace. */
const READ_SOON_SECONDS = 120

/** Notes what stays unread of what is addressed to somebody. Where mail is printed, nothing is. */
export const unreadReactors: readonly Reactor[] = [
  { name: 'unread-messages', topic: 'message', wants: isAddressed },
  { name: 'unread-tasks', topic: 'task_added', wants: sends },
].map((reactor) => ({ ...reactor, after: READ_SOON_SECONDS, concurrency: 4, handle: noteUnread }))

function sends(_: OutboxRow, { config }: App): boolean {
  return config.smtpUrl !== undefined
}

function isAddressed(row: OutboxRow, app: App): boolean {
  return sends(row, app) && (row.payload as { addressed?: boolean }).addressed === true
}
