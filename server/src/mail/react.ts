import type { MailOrder } from '../accounts/queueMail.ts'
import type { Reactor } from '../events/react.ts'
import { deliver } from './deliver.ts'

export const mailReactor: Reactor = {
  name: 'mail',
  topic: 'mail',
  concurrency: 4,
  seconds: 120,
  handle: (app, { payload }) => deliver(app, payload as MailOrder),
}
