import { Refusal, type RoomHappening, type WebhookSubject } from '@naniwa/contract'
import type { App } from '../context.ts'
import { maySendTo } from '../lib/public-address.ts'

/**
 * Only https, but for this machine itself where the server is told so. Which addresses a name leads to is checked with every
 * delivery: it may lead elsewhere by then.
 *
 * @throws {Refusal} `invalid_input`
 */
export function requireUrl(app: App, address: string): void {
  if (maySendTo(address, app.config.webhookLoopback)) return
  const message = 'not an https address'
  throw new Refusal('invalid_input', message, { issues: [{ path: 'url', message }] })
}

export function subjectColumns(subject: WebhookSubject): { watchedRoom: number | null; events: RoomHappening[] } {
  if (subject.kind === 'mentions') return { watchedRoom: null, events: [] }
  return { watchedRoom: subject.roomId, events: [...new Set(subject.events)] }
}
