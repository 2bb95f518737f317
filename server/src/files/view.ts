import type { File } from '@naniwa/contract'
import { type RawBuilder, sql } from 'kysely'
import { milliseconds } from '../db/milliseconds.ts'

/** Columns of a `file f` row as everyone in the room sees them. */
export const fileColumns: RawBuilder<File> = sql<File>`
  f.room_id, f.id, f.tick, f.account_id, f.message_id::text as message_id, f.name, f.size, f.type, f.sha256,
  jsonb_strip_nulls(jsonb_build_object('state', f.preview_state, 'preview', f.preview)) as preview,
  f.restoring, ${milliseconds('f.created_at')} as created_at, f.deleted_at is not null as deleted`
