import type { MailOrder } from '../accounts/queueMail.ts'
import type { App } from '../context.ts'
import { deliver } from './deliver.ts'

/** By topic of `account_outbox`. */
export const reactors = {
  mail: (app: App, row: { readonly payload: unknown }): Promise<void> => deliver(app, row.payload as MailOrder),
}
