import { sql } from 'kysely'
import { milliseconds } from '../db/milliseconds.ts'

/** A `ticket` of purpose invitation joined with the `account` that made it. */
export const invitationColumns = [
  'ticket.id',
  'ticket.email',
  sql<string | null>`null::text`.as('url'),
  'account.name as invitedBy',
  milliseconds('ticket.createdAt').as('createdAt'),
  milliseconds('ticket.expiresAt').as('expiresAt'),
] as const
