import type { Role } from '@naniwa/contract'
import { sql } from 'kysely'
import type { App } from '../context.ts'
import type { Transaction } from '../db/transaction.ts'
import type { Reactor } from '../events/react.ts'
import { inAnyRoom, type LockedRoom } from '../rooms/lock.ts'
import { admit, announceRoom, keepRole, setRoles } from '../rooms/members.ts'
import { touchOwn } from '../rooms/own.ts'

type Room = Omit<LockedRoom, 'role'>

/** Takes whoever was deactivated out of their rooms, and brings back whoever was activated again. */
export const standingReactor: Reactor = {
  name: 'standing',
  topic: 'standing',
  concurrency: 2,
  seconds: 60 * 60,
  handle: (app, { accountId = 0 }) => spreadStanding(app, accountId),
}

/** A transaction per room: none is held longer than its own change takes. Run again, it does what is left. */
async function spreadStanding(app: App, accountId: number): Promise<void> {
  const { rows } = await sql<{ roomId: number }>`
    select x.room_id from account_room x
    join room r on r.id = x.room_id and r.type <> 'my'
    join member m on m.room_id = x.room_id and m.account_id = x.account_id
    where x.account_id = ${accountId} and (m.role is not null or m.kept_role is not null) order by x.room_id
  `.execute(app.db)
  for (const { roomId } of rows) await inAnyRoom(app, roomId, (tx, room) => settle(tx, room, accountId))
}

interface Place {
  readonly active: boolean
  readonly role: Role | null
  readonly keptRole: Role | null
}

/** The account is held meanwhile: of a deactivation and an activation the later one stays, whichever comes here first. */
async function settle(tx: Transaction, room: Room, accountId: number): Promise<void> {
  const { rows } = await sql<Place>`
    select a.deactivated_at is null as active, m.role, m.kept_role from account a
    join member m on m.room_id = ${room.roomId} and m.account_id = a.id
    where a.id = ${accountId} for no key update of a
  `.execute(tx)
  const [place] = rows
  if (place?.active && !place.role && place.keptRole) await bringBack(tx, room, accountId, place.keptRole)
  if (place && !place.active && place.role) await takeOut(tx, room, accountId, place.role)
}

/** No line is written: it would bring every room of theirs to the top. What they were to do stays, for somebody else to take over. */
async function takeOut(tx: Transaction, room: Room, accountId: number, role: Role): Promise<void> {
  const others =
    room.type === 'direct' ? await partnerTo(tx, room, accountId, 'readonly') : await heirTo(tx, room, accountId, role)
  await setRoles(tx, room, [{ accountId, role: null }, ...others])
  await sql`
    update member set kept_role = ${role} where room_id = ${room.roomId} and account_id = ${accountId}
  `.execute(tx)
  await announceRoom(tx, room)
  await touchOwn(tx, room.roomId, [accountId], 'left')
  await touchOwn(tx, room.roomId, others.map(idOf), 'changed')
}

/** In a direct chat two write or none: whoever finds the other away only reads. */
async function bringBack(tx: Transaction, room: Room, accountId: number, kept: Role): Promise<void> {
  const mayWrite = room.type === 'direct' && kept === 'admin'
  const partner = mayWrite ? await partnerTo(tx, room, accountId, 'admin') : []
  const role = mayWrite && partner.length === 0 ? 'readonly' : kept
  await admit(tx, room, [{ accountId, role }])
  await setRoles(tx, room, partner)
  await announceRoom(tx, room)
  await touchOwn(tx, room.roomId, [accountId], 'joined')
  await touchOwn(tx, room.roomId, partner.map(idOf), 'changed')
}

function idOf({ accountId }: { readonly accountId: number }): number {
  return accountId
}

/** The other of a direct chat in another role; none if they are away, and then they find it so when they come back. */
async function partnerTo(tx: Transaction, { roomId }: Room, accountId: number, role: Role) {
  const { rows } = await sql<{ accountId: number; role: Role | null }>`
    select account_id, role from member where room_id = ${roomId} and account_id <> ${accountId}
  `.execute(tx)
  const here = rows.filter((one) => one.role !== null)
  if (role === 'admin') for (const one of rows) await keepRole(tx, roomId, one.accountId, role)
  return here.filter((one) => one.role !== role).map((one) => ({ accountId: one.accountId, role }))
}

/**
 * Whoever becomes admin of a group that would have none: an administrator of the organization who is in it, or whoever has been in it
 * longest, those who may only read last.
 */
async function heirTo(tx: Transaction, { roomId }: Room, accountId: number, role: Role) {
  if (role !== 'admin') return []
  const { rows } = await sql<{ accountId: number }>`
    select m.account_id from member m join account a on a.id = m.account_id, account gone
    where m.room_id = ${roomId} and m.role is not null and m.account_id <> ${accountId} and gone.id = ${accountId}
      and not exists (select from member o where o.room_id = m.room_id and o.role = 'admin' and o.account_id <> gone.id)
    order by a.organization_id = gone.organization_id and a.organization_role = 'administrator' desc,
      m.role = 'readonly', m.joined_at, m.account_id
    limit 1
  `.execute(tx)
  return rows.map((one) => ({ accountId: one.accountId, role: 'admin' as const }))
}
