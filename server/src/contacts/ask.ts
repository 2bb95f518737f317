import { type Contact, type ContactInvitation, REQUEST_LIMIT, Refusal } from '@naniwa/contract'
import { sql } from 'kysely'
import { queue } from '../accounts/queue.ts'
import { queueMail } from '../accounts/queueMail.ts'
import type { Actor, App } from '../context.ts'
import type { Transaction } from '../db/transaction.ts'
import { newId } from '../lib/ids.ts'
import { nextAccountTick } from '../rooms/own.ts'
import { announceInvitation, lockPair, type Pair, saveContact, turned } from './change.ts'
import { meet, wants } from './meet.ts'
import { readContact, readInvitation } from './read.ts'

/** Requests of one person, to whomever: a whole list at once. */
const RATE = { count: 100, seconds: 60 * 60 }
/** Requests of one person to another, who may have refused silently. */
const RATE_TO_ONE = { count: 3, seconds: 24 * 60 * 60 }

/** @param to the account or the address asked, as it was asked for. */
export async function takeRequest(app: App, { accountId }: Actor, to: number | string): Promise<void> {
  await app.limits.take(`contacts.request:${accountId}`, RATE)
  await app.limits.take(`contacts.request:${accountId}:${to}`, RATE_TO_ONE)
}

/** Somebody asks another. Both want it: they are contacts. Asking somebody whom one has blocked ends that. */
export async function askPerson(app: App, tx: Transaction, pair: Pair, message: string): Promise<Contact> {
  await lockPair(tx, pair)
  const mine = await readContact(tx, pair.accountId, pair.personId)
  if (mine?.standing === 'contact' || mine?.standing === 'outgoing') return mine
  if (mine?.standing === 'incoming' || (await wants(tx, turned(pair)))) return meet(app, tx, pair)
  const requestId = newId(app.clock)
  const state = { standing: 'outgoing', requestId, message, blocked: false } as const
  const asked = await saveContact(tx, pair, state, app.clock.now())
  await requireRoom(tx, pair.accountId)
  await receive(app, tx, pair, message)
  return asked
}

/**
 * Hands a request over to whoever is asked, unless they blocked who asks, who is not to learn of it. The account that asks and the
 * one asked are locked.
 */
export async function receive(app: App, tx: Transaction, pair: Pair, message: string): Promise<void> {
  const theirs = await readContact(tx, pair.personId, pair.accountId)
  if (theirs?.blocked || theirs?.standing === 'incoming') return
  const requestId = newId(app.clock)
  await saveContact(tx, turned(pair), { standing: 'incoming', requestId, message }, app.clock.now())
  await queueMail(app, tx, pair.accountId, { kind: 'contactRequest', accountId: pair.personId, requestId })
  await queue(app, tx, pair.personId, 'requested', { requestId })
}

/**
 * Somebody asks whoever has an address. Whether anybody has it is looked up later (`deliver.ts`): here nothing depends on it, not
 * even the time taken. An address that was asked before and still waits is not asked again.
 */
export async function askAddress(
  app: App,
  tx: Transaction,
  accountId: number,
  email: string,
  message: string,
): Promise<{ invitation: ContactInvitation; isNew: boolean }> {
  const tick = await nextAccountTick(tx, accountId)
  const id = newId(app.clock)
  const { rows } = await sql<{ id: number }>`
    insert into contact_invitation (account_id, id, tick, email, message, created_at)
    values (${accountId}, ${id}, ${tick}, ${email}, ${message}, ${app.clock.now()})
    on conflict (account_id, email) where not closed do update set tick = excluded.tick
    returning id
  `.execute(tx)
  const invitation = await announceInvitation(tx, accountId, rows[0]?.id ?? id)
  if (invitation.id !== id) return { invitation, isNew: false }
  await requireRoom(tx, accountId)
  await queue(app, tx, accountId, 'contact_invitation', { id })
  return { invitation: await readInvitation(tx, accountId, id), isNew: true }
}

/** Throws `limit_reached` when too many requests of somebody are open. The account is locked. */
async function requireRoom(tx: Transaction, accountId: number): Promise<void> {
  const { rows } = await sql<{ open: number }>`
    select (select count(*) from contact where account_id = ${accountId} and standing = 'outgoing')
      + (select count(*) from contact_invitation where account_id = ${accountId} and not closed) as open
  `.execute(tx)
  if ((rows[0]?.open ?? 0) > REQUEST_LIMIT) throw new Refusal('limit_reached', `at most ${REQUEST_LIMIT} open requests`)
}
