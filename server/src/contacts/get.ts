import { type api, type InputOf, type Reachable, Refusal } from '@naniwa/contract'
import { sql } from 'kysely'
import type { Actor, App } from '../context.ts'
import { keptColumns, personColumns } from './view.ts'

export async function get(app: App, actor: Actor, input: InputOf<typeof api.contacts.get>): Promise<Reachable> {
  const { rows } = await sql<Reachable>`
    select ${keptColumns}, c.room_id
    from contact c join organization o on o.id = c.organization_id
    where c.account_id = ${actor.accountId} and c.person_id = ${input.accountId} and c.standing = 'contact'
    union all
    select ${personColumns}, a.chatwork_id, d.room_id
    from account me
    join account a on a.organization_id = me.organization_id and a.id = ${input.accountId}
    join organization o on o.id = a.organization_id
    left join direct_room d on d.low_account_id = least(a.id, me.id) and d.high_account_id = greatest(a.id, me.id)
    where me.id = ${actor.accountId} and a.id <> me.id and a.deactivated_at is null
  `.execute(app.db)
  if (!rows[0]) throw new Refusal('not_found', 'not everyone is within reach')
  return rows[0]
}
