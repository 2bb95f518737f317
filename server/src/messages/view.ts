import type { Bookmark, Draft, Message } from '@naniwa/contract'
import { type RawBuilder, sql } from 'kysely'
import { milliseconds } from '../db/milliseconds.ts'

/** Columns of a `message m` row as everyone in the room sees them. */
export const messageColumns: RawBuilder<Message> = sql<Message>`
  m.room_id, m.id::text as id, m.tick, m.number, m.account_id, m.kind, m.body, m.mentions, m.to_all, m.self_unread,
  ${milliseconds('m.created_at')} as created_at, ${milliseconds('m.edited_at')} as edited_at,
  m.deleted_at is not null as deleted,
  (select coalesce(jsonb_agg(jsonb_build_object('emoji', x.emoji, 'accountIds', x.account_ids) order by x.since, x.emoji), '[]')
    from (select r.emoji, min(r.created_at) as since, jsonb_agg(r.account_id order by r.created_at, r.account_id) as account_ids
      from reaction r where r.room_id = m.room_id and r.message_id = m.id group by r.emoji) x) as reactions,
  m.previews`

export const bookmarkColumns: RawBuilder<Bookmark> = sql<Bookmark>`
  b.room_id, b.message_id::text as message_id, b.tick, ${milliseconds('b.created_at')} as created_at, b.deleted`

export const draftColumns: RawBuilder<Draft> = sql<Draft>`d.room_id, d.tick, d.body`
