import { sql } from 'kysely'
import { queueMail } from '../accounts/queueMail.ts'
import { readOwner } from '../accounts/read.ts'
import type { App } from '../context.ts'
import { type Transaction, transact } from '../db/transaction.ts'
import { receive } from './ask.ts'
import { closeInvitation, lockPair, turned } from './change.ts'
import { meet, wants } from './meet.ts'
import { recognize } from './read.ts'

/** Brings a request to an address to whoever has it, or a mail to where nobody has it. Run again, it does neither again. */
export async function deliver(app: App, accountId: number, id: number): Promise<void> {
  await transact(app, async (tx) => {
    const sent = await readOpen(tx, accountId, id)
    if (!sent) return
    const owner = await readOwner(tx, sent.email)
    const pair = { accountId, personId: owner?.accountId ?? accountId }
    await lockPair(tx, pair)
    const invitation = await readOpen(tx, accountId, id)
    if (!invitation || invitation.personId) return
    if (!owner) {
      if (!invitation.delivered) await queueMail(app, tx, accountId, { kind: 'contactInvitation', accountId, id })
      return await saveDelivered(tx, accountId, id, null)
    }
    await saveDelivered(tx, accountId, id, owner.accountId)
    // They became known while this was on its way.
    const known = await recognize(tx, accountId, invitation.email)
    if (known?.as === 'colleague' || known?.as === 'self') return void (await closeInvitation(tx, accountId, id))
    const wanted = known || (await wants(tx, turned(pair)))
    // It waits for them, should they come back.
    if (wanted && owner.deactivatedAt) return
    if (wanted) return void (await meet(app, tx, pair))
    await receive(app, tx, pair, invitation.message)
  })
}

/** Whoever has just got an account finds the requests that were sent to their address. */
export async function deliverToNewcomer(app: App, accountId: number): Promise<void> {
  const { rows } = await sql<{ accountId: number; id: number }>`
    select i.account_id, i.id from account a join contact_invitation i on i.email = a.login_mail and not i.closed
    where a.id = ${accountId} and i.person_id is null order by i.id
  `.execute(app.db)
  for (const invitation of rows) await deliver(app, invitation.accountId, invitation.id)
}

interface Open {
  readonly email: string
  readonly message: string
  readonly personId: number | null
  readonly delivered: boolean
}

async function readOpen(tx: Transaction, accountId: number, id: number): Promise<Open | undefined> {
  const { rows } = await sql<Open>`
    select email, message, person_id, delivered from contact_invitation
    where account_id = ${accountId} and id = ${id} and not closed
  `.execute(tx)
  return rows[0]
}

async function saveDelivered(tx: Transaction, accountId: number, id: number, personId: number | null): Promise<void> {
  await sql`
    update contact_invitation set delivered = true, person_id = ${personId} where account_id = ${accountId} and id = ${id}
  `.execute(tx)
}
