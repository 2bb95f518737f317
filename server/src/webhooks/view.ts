import type { Delivery, RoomHappening, Webhook } from '@naniwa/contract'
import { type RawBuilder, sql } from 'kysely'
import { milliseconds } from '../db/milliseconds.ts'

/** A webhook as it is kept. */
export interface StoredWebhook {
  readonly accountId: number
  readonly id: number
  readonly name: string
  readonly url: string
  readonly watchedRoom: number | null
  readonly events: readonly RoomHappening[]
  readonly retries: boolean
  readonly state: Webhook['state']
  readonly token: string
  readonly nextToken: string | null
  readonly nextTokenAt: number | null
  readonly recent: string
  readonly pace: 'quick' | 'slow'
  readonly createdAt: number
}

/** Columns of a `webhook h` row. */
export const webhookColumns: RawBuilder<StoredWebhook> = sql<StoredWebhook>`
  h.account_id, h.id, h.name, h.url, h.watched_room, h.events, h.retries, h.state, h.token, h.next_token,
  ${milliseconds('h.next_token_at')} as next_token_at, h.recent, h.pace, ${milliseconds('h.created_at')} as created_at`

export interface Keys {
  /** Signs now. */
  readonly token: string
  /** Takes over later. */
  readonly next: Webhook['next']
}

/** Which token signs at a time: one whose time has come has taken over. */
export function keysAt({ token, nextToken, nextTokenAt }: StoredWebhook, now: number): Keys {
  if (nextToken === null || nextTokenAt === null) return { token, next: null }
  return nextTokenAt <= now ? { token: nextToken, next: null } : { token, next: { token: nextToken, at: nextTokenAt } }
}

/** As its owner sees it. */
export function webhookView(stored: StoredWebhook, now: Date): Webhook {
  const { id, name, url, watchedRoom, events, retries, state, recent, createdAt } = stored
  return {
    id,
    name,
    url,
    subject: watchedRoom === null ? { kind: 'mentions' } : { kind: 'room', roomId: watchedRoom, events: [...events] },
    retries,
    state,
    ...keysAt(stored, now.getTime()),
    failures: recent === '' ? null : recent.length - recent.lastIndexOf('o') - 1,
    createdAt,
  }
}

/** Columns of a `webhook_delivery d` row, as its owner sees it. */
export const deliveryColumns: RawBuilder<Delivery> = sql<Delivery>`
  d.id, d.webhook_id, d.event, d.about_room is null as trial, d.state, d.attempts, ${milliseconds('d.due_at')} as due_at,
  ${milliseconds('d.tried_at')} as tried_at, d.milliseconds, d.status, d.problem, d.body, d.answer,
  ${milliseconds('d.created_at')} as created_at`
