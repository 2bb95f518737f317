import type { api, Bookmark, Category, Contact, ContactInvitation, Draft, InputOf, OutputOf } from '@naniwa/contract'
import { sql } from 'kysely'
import { readMe } from '../accounts/read.ts'
import { contactColumns, invitationColumns } from '../contacts/view.ts'
import type { Actor, App } from '../context.ts'
import { snapshot } from '../db/snapshot.ts'
import { bookmarkColumns, draftColumns } from '../messages/view.ts'
import { readOwn } from '../rooms/read.ts'
import { categoryColumns } from '../rooms/view.ts'

type Account = typeof api.sync.account

/** Everything of one's own that changed after a clock; nothing is ever too old to ask for. */
export async function account(app: App, actor: Actor, { since }: InputOf<Account>): Promise<OutputOf<Account>> {
  const id = actor.accountId
  return snapshot(app.db, async (tx) => {
    const { rows: clock } = await sql<{ tick: number }>`select tick from account where id = ${id}`.execute(tx)
    const categories = await sql<Category>`
      select ${categoryColumns} from category c where c.account_id = ${id} and c.tick > ${since}`.execute(tx)
    const drafts = await sql<Draft>`
      select ${draftColumns} from draft d where d.account_id = ${id} and d.tick > ${since}`.execute(tx)
    const bookmarks = await sql<Bookmark>`
      select ${bookmarkColumns} from bookmark b where b.account_id = ${id} and b.tick > ${since}`.execute(tx)
    const contacts = await sql<Contact>`
      select ${contactColumns} from contact c join organization o on o.id = c.organization_id
      where c.account_id = ${id} and c.tick > ${since}`.execute(tx)
    const invitations = await sql<ContactInvitation>`
      select ${invitationColumns} from contact_invitation i where i.account_id = ${id} and i.tick > ${since}`.execute(
      tx,
    )
    return {
      tick: clock[0]?.tick ?? 0,
      me: await readMe(tx, id),
      rooms: await readOwn(tx, id, { since }),
      categories: categories.rows,
      drafts: drafts.rows,
      bookmarks: bookmarks.rows,
      contacts: contacts.rows,
      contactInvitations: invitations.rows,
    }
  })
}
