import type { api, Contact, ContactInvitation, OutputOf } from '@naniwa/contract'
import { sql } from 'kysely'
import type { Actor, App } from '../context.ts'
import { snapshot } from '../db/snapshot.ts'
import { contactColumns, invitationColumns, personColumns } from './view.ts'

type List = typeof api.contacts.list

export async function list(app: App, { accountId }: Actor): Promise<OutputOf<List>> {
  return snapshot(app.db, async (tx) => {
    const contacts = await sql<Contact>`
      select ${contactColumns} from contact c join organization o on o.id = c.organization_id
      where c.account_id = ${accountId} and (c.standing <> 'none' or c.blocked) order by c.name, c.person_id
    `.execute(tx)
    const invitations = await sql<ContactInvitation>`
      select ${invitationColumns} from contact_invitation i
      where i.account_id = ${accountId} and not i.closed order by i.id desc
    `.execute(tx)
    const colleagues = await sql<OutputOf<List>['colleagues'][number]>`
      select ${personColumns}, a.chatwork_id, d.room_id
      from account me
      join account a on a.organization_id = me.organization_id and a.id <> me.id
      join organization o on o.id = a.organization_id
      left join direct_room d on d.low_account_id = least(a.id, me.id) and d.high_account_id = greatest(a.id, me.id)
      where me.id = ${accountId} and a.deactivated_at is null order by a.name, a.id
    `.execute(tx)
    return { contacts: contacts.rows, invitations: invitations.rows, colleagues: colleagues.rows }
  })
}
