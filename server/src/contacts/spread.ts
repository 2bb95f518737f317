import { sql } from 'kysely'
import type { App } from '../context.ts'
import { type Transaction, transact } from '../db/transaction.ts'
import { lockAccount, nextAccountTick } from '../rooms/own.ts'
import { announceContact, type Pair } from './change.ts'

export async function spreadProfile(app: App, personId: number): Promise<void> {
  for (const accountId of await readKnowers(app, personId)) {
    await transact(app, (tx) => showPerson(tx, { accountId, personId }))
  }
}

export async function spreadOrganization(app: App, organizationId: number): Promise<void> {
  const { rows } = await sql<Pair>`
    select c.account_id, c.person_id from account a join contact c on c.person_id = a.id
    where a.organization_id = ${organizationId} and (c.standing <> 'none' or c.blocked) order by 1, 2
  `.execute(app.db)
  for (const pair of rows) await transact(app, (tx) => show(tx, pair))
}

async function readKnowers(app: App, personId: number): Promise<number[]> {
  const { rows } = await sql<{ accountId: number }>`
    select account_id from contact where person_id = ${personId} and (standing <> 'none' or blocked) order by 1
  `.execute(app.db)
  return rows.map(({ accountId }) => accountId)
}

/** The profile is read while the account is held, so that of two changes the later one stays, whichever comes here first. */
async function showPerson(tx: Transaction, pair: Pair): Promise<void> {
  await lockAccount(tx, pair.accountId)
  const { numAffectedRows } = await sql`
    update contact c set organization_id = a.organization_id, chatwork_id = a.chatwork_id, name = a.name,
      reading = a.reading, department = a.department, title = a.title, avatar = a.avatar
    from account a
    where a.id = c.person_id and c.account_id = ${pair.accountId} and c.person_id = ${pair.personId}
      and (c.organization_id, c.chatwork_id, c.name, c.reading, c.department, c.title, c.avatar) is distinct from
        (a.organization_id, a.chatwork_id, a.name, a.reading, a.department, a.title, a.avatar)
  `.execute(tx)
  if (numAffectedRows) await show(tx, pair)
}

async function show(tx: Transaction, pair: Pair): Promise<void> {
  const tick = await nextAccountTick(tx, pair.accountId)
  await sql`
    update contact set tick = ${tick} where account_id = ${pair.accountId} and person_id = ${pair.personId}
  `.execute(tx)
  await announceContact(tx, pair)
}
