import type { Contact, ContactInvitation } from '@naniwa/contract'
import { type RawBuilder, sql } from 'kysely'
import { milliseconds } from '../db/milliseconds.ts'

/** What a `contact c` row joined with `organization o` keeps of the person, as `personColumns` say it, and of their handle. */
export const keptColumns = sql<{ accountId: number }>`
  c.person_id as account_id, c.name, c.reading, c.organization_id, o.name as organization_name, c.department, c.title, c.avatar,
  c.chatwork_id`

/** Columns of a `contact c` row joined with `organization o`. */
export const contactColumns: RawBuilder<Contact> = sql<Contact>`
  ${keptColumns}, c.tick, c.standing, c.request_id, c.message, c.room_id, ${milliseconds('c.since')} as since, c.blocked`

/** Columns of a `contact_invitation i` row: not whose the address is. */
export const invitationColumns: RawBuilder<ContactInvitation> = sql<ContactInvitation>`
  i.id, i.tick, i.email, i.message, ${milliseconds('i.created_at')} as invited_at, i.closed`

/** What others see of an `account a` row joined with `organization o`. */
export const personColumns = sql<{ accountId: number }>`
  a.id as account_id, a.name, a.reading, a.organization_id, o.name as organization_name, a.department, a.title, a.avatar`
