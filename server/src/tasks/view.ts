import type { Task } from '@naniwa/contract'
import { type RawBuilder, sql } from 'kysely'
import { milliseconds } from '../db/milliseconds.ts'

/** Columns of a `task t` row as everyone in the room sees them. */
export const taskColumns: RawBuilder<Task> = sql<Task>`
  t.room_id, t.id, t.tick, t.account_id, t.assigned_by, t.body,
  case
    when t.due_on is not null then jsonb_build_object('type', 'date', 'date', t.due_on)
    when t.due_at is not null then jsonb_build_object('type', 'time', 'at', ${milliseconds('t.due_at')})
    else jsonb_build_object('type', 'none') end as due,
  t.status, t.priority, t.checklist, t.recurrence, t.anchor, t.reminders, t.message_id::text as message_id,
  ${milliseconds('t.created_at')} as created_at, ${milliseconds('t.done_at')} as done_at, t.done_by,
  t.deleted_at is not null as deleted`

/** Those due soonest first, those never due last. For order alone, a date is its end in Japan. */
export const bySoonest: RawBuilder<unknown> = sql`
  coalesce(t.due_at, (t.due_on + 1)::timestamp at time zone 'Asia/Tokyo') nulls last, t.id`

/** What was done last first. */
export const byLatest: RawBuilder<unknown> = sql`t.done_at desc, t.id desc`
