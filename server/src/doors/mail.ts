import { Hono } from 'hono'
import { notificationsUrl } from '../accounts/links.ts'
import type { App } from '../context.ts'
import { unsubscribe } from '../mail/unsubscribe.ts'

/** What mail programs call (RFC 8058): a POST switches mails about what is unread off. Opened by people, it leads to the setting. */
export function mailDoor(app: App): Hono {
  return new Hono()
    .post('/mail/off/:token', async (c) => {
      const isOurs = await unsubscribe(app, c.req.param('token'))
      return isOurs ? c.text('ok') : c.text('no such address', 404)
    })
    .get('/mail/off/:token', (c) => c.redirect(notificationsUrl(app), 303))
}
