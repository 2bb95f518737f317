import type { MailOrder } from '../accounts/queueMail.ts'
import type { App } from '../context.ts'
import { compose } from './compose.ts'

/**
 * Writes and sends what was ordered. Run again after a failure it sends once more, with a link of its own; the earlier link, should
 * its mail have arrived after all, works too.
 */
export async function deliver(app: App, order: MailOrder): Promise<void> {
  const mail = await compose(app, order)
  if (mail) await app.mail.send(mail)
}
