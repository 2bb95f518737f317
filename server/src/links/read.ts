import { type api, type InputOf, type JoinRequest, type Link, type OutputOf, Refusal } from '@naniwa/contract'
import { sql } from 'kysely'
import type { App, Visitor } from '../context.ts'
import { milliseconds } from '../db/milliseconds.ts'
import type { Queries } from '../db/transaction.ts'
import { networkOf } from '../lib/network.ts'

export async function readLink(app: App, db: Queries, roomId: number): Promise<Link> {
  const { rows } = await sql<Omit<Link, 'url'>>`
    select link_code as code, link_need_acceptance as need_acceptance, link_description as description
    from room where id = ${roomId}
  `.execute(db)
  const link = rows[0] as Omit<Link, 'url'>
  return { ...link, url: link.code && `${app.config.url}/g/${link.code}` }
}

export async function readRequests(db: Queries, roomId: number): Promise<JoinRequest[]> {
  const { rows } = await sql<JoinRequest>`
    select a.id as account_id, a.name, a.reading, a.organization_id, o.name as organization_name, a.department, a.title,
      a.avatar,
      ${milliseconds('j.requested_at')} as requested_at
    from join_request j join account a on a.id = j.account_id join organization o on o.id = a.organization_id
    where j.room_id = ${roomId} order by j.requested_at
  `.execute(db)
  return rows
}

/** The room that a code leads to. Throws `not_found` for one that is off or never was. */
export async function findByCode(db: Queries, code: string): Promise<number> {
  const { rows } = await sql<{ roomId: number }>`
    select l.room_id from room_link l join room r on r.id = l.room_id
    where l.code = ${code} and r.link_code = ${code} and r.deleted_at is null
  `.execute(db)
  if (!rows[0]) throw new Refusal('not_found', 'no such link')
  return rows[0].roomId
}

type Read = typeof api.links.read

export async function read(app: App, visitor: Visitor, { code }: InputOf<Read>): Promise<OutputOf<Read>> {
  await app.limits.take(`links.read:${networkOf(visitor.address)}`, { count: 60, seconds: 300 })
  const roomId = await findByCode(app.db, code)
  const { rows } = await sql<OutputOf<Read>>`
    select r.name, r.link_description as description, r.link_need_acceptance as need_acceptance,
      jsonb_build_object('preset', r.icon_preset, 'hue', r.icon_hue, 'image', r.icon_image) as icon,
      (select count(*) from member m where m.room_id = r.id and m.role is not null) as member_count,
      (select o.name from member m join organization o on o.id = m.organization_id
        where m.room_id = r.id and m.role = 'admin' order by m.joined_at, m.account_id limit 1) as organization_name
    from room r where r.id = ${roomId}
  `.execute(app.db)
  return rows[0] as OutputOf<Read>
}
