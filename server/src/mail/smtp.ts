import { createTransport } from 'nodemailer'
import type { Outgoing } from '../lib/outgoing.ts'

/** Milliseconds without progress after which the attempt counts as failed. */
const PATIENCE = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 }

/** @param from the sender of all mail, as in `Naniwa <naniwa@example.com>`. */
export function smtpMail(smtpUrl: string, from: string): Outgoing {
  const transport = createTransport(
    { url: smtpUrl, ...PATIENCE, disableFileAccess: true, disableUrlAccess: true },
    { from, headers: { 'Auto-Submitted': 'auto-generated' } },
  )
  return {
    async send({ to, subject, text, unsubscribe }) {
      // As an object the address is never parsed as a list of several.
      await transport.sendMail({
        to: { name: '', address: to },
        subject,
        text,
        ...(unsubscribe && { headers: leaving(unsubscribe) }),
      })
    },
  }
}

/** Mail programs show a button with it (RFC 2369, 8058). */
function leaving(url: string): Record<string, string> {
  return { 'List-Unsubscribe': `<${url}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }
}
