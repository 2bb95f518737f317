import { defaultSettings, quietUntil, type Settings } from '@naniwa/contract'
import { type RawBuilder, sql } from 'kysely'

/** A browser that its owner wants to be told on. */
export interface Device {
  readonly accountId: number
  readonly sessionId: number
  readonly endpoint: string
  readonly p256dh: string
  readonly auth: string
  readonly hidden: boolean
  readonly pace: 'quick' | 'slow'
  /** Whether its owner is at work in any page, as far as is known. */
  readonly atWork: boolean
  readonly settings: Settings
}

/** Of `push_device d`, joined with its `account a`. */
export function deviceColumns(now: Date): RawBuilder<Device> {
  return sql`
    d.account_id, d.session_id, d.endpoint, d.p256dh, d.auth, d.hidden, d.pace,
    exists (select from session s where s.account_id = d.account_id and s.here_until > ${now}) as at_work,
    ${JSON.stringify(defaultSettings)}::jsonb || a.settings as settings
  `
}

/** When something may be told, if not now. `urgent`: what its owner may have asked to be told at any time. */
export function waitsUntil({ settings }: Device, urgent: boolean, now: Date): Date | null {
  if (urgent && settings.quietButDirect) return null
  const end = quietUntil(settings, now.getTime())
  return end === null ? null : new Date(end)
}
