import type { api, OutputOf } from '@naniwa/contract'
import { sql } from 'kysely'
import type { Actor, App } from '../context.ts'

type Common = typeof api.contacts.common

export async function common(app: App, { accountId }: Actor): Promise<OutputOf<Common>> {
  const { rows } = await sql<OutputOf<Common>['people'][number]>`
    with x as materialized (
      select r.id from account_room x
      join room r on r.id = x.room_id and r.type = 'group' and r.deleted_at is null
      join member mine on mine.room_id = r.id and mine.account_id = x.account_id and mine.role is not null
      where x.account_id = ${accountId} and not x.gone
    )
    select a.id as account_id, count(*)::int as rooms
    from account me, x
    join member m on m.room_id = x.id and m.role is not null
    join account a on a.id = m.account_id
    where me.id = ${accountId} and a.id <> me.id and (
      a.organization_id = me.organization_id or exists (
        select from contact c where c.account_id = me.id and c.person_id = a.id and c.standing = 'contact'
      )
    )
    group by a.id
  `.execute(app.db)
  return { people: rows }
}
