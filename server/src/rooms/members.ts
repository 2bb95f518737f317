import { MEMBER_LIMIT, type Member, Refusal, type Role } from '@naniwa/contract'
import { sql } from 'kysely'
import { idArray } from '../db/sql.ts'
import type { Transaction } from '../db/transaction.ts'
import { announce } from '../events/announce.ts'
import { happened, type Placed } from '../events/happened.ts'
import { roomTopic } from '../events/topics.ts'
import type { LockedRoom } from './lock.ts'
import { nextTick } from './lock.ts'
import { readMembers, readRoom } from './read.ts'

type Locked = Pick<LockedRoom, 'roomId' | 'tick' | 'lastNumber' | 'now'>

export interface Joining {
  readonly accountId: number
  readonly role: Role
}

/**
 * Puts people into a locked room; whoever is in it already stays as they are. Everything said before they came counts
 * as read. Nobody whose account is deactivated comes in. Answers with the rows of those who are new. Throws `limit_reached` beyond 5,000 people.
 */
export async function admit(tx: Transaction, room: Locked, joining: readonly Joining[]): Promise<Member[]> {
  const { count, present } = await readPresent(tx, room.roomId, joining)
  const fresh = [...new Map(joining.map((one) => [one.accountId, one])).values()].filter(
    (one) => !present.has(one.accountId),
  )
  if (count + fresh.length > MEMBER_LIMIT)
    throw new Refusal('limit_reached', `at most ${MEMBER_LIMIT} people in a room`)
  if (fresh.length === 0) return []
  const active = await lockAccounts(tx, fresh)
  const coming = fresh.filter((one) => active.has(one.accountId))
  if (coming.length === 0) return []
  const ticks = coming.map(() => nextTick(room))
  // However they came in: they no longer wait at the link.
  await sql`
    delete from join_request where room_id = ${room.roomId} and account_id = any(${idArray(coming.map((one) => one.accountId))})
  `.execute(tx)
  await sql`
    insert into member (room_id, account_id, tick, role, read_number, joined_at, organization_id, name, reading, department,
      title, avatar)
    select ${room.roomId}, a.id, i.tick, i.role, ${room.lastNumber}, ${room.now}, a.organization_id, a.name, a.reading,
      a.department, a.title, a.avatar
    from unnest(${idArray(coming.map((one) => one.accountId))}, ${idArray(ticks)}, ${coming.map((one) => one.role)}::text[]) as i (id, tick, role)
    join account a on a.id = i.id
    on conflict (room_id, account_id) do update set
      tick = excluded.tick, role = excluded.role, kept_role = null, read_number = excluded.read_number, joined_at = excluded.joined_at,
      organization_id = excluded.organization_id, name = excluded.name, reading = excluded.reading, department = excluded.department,
      title = excluded.title, avatar = excluded.avatar
  `.execute(tx)
  const members = await readMembers(tx, room.roomId, room.tick - coming.length)
  for (const member of members) announce(tx, roomTopic(room.roomId), { event: 'member', data: member })
  const added = members.map((member) => ({ tick: member.tick, happening: { type: 'member_added', member } }) as const)
  await happened(tx, room, ...added)
  return members
}

/** How many are in a room, and which of those who are to come. Not who the others are: a room of 5,000 fills one by one. */
async function readPresent(tx: Transaction, roomId: number, joining: readonly Joining[]) {
  const { rows } = await sql<{ count: number; present: number[] | null }>`
    select count(*), array_agg(account_id) filter (where account_id = any(${idArray(joining.map(({ accountId }) => accountId))})) as present
    from member where room_id = ${roomId} and role is not null
  `.execute(tx)
  const [found] = rows
  return { count: found?.count ?? 0, present: new Set(found?.present) }
}

/**
 * So that a profile that changes meanwhile is either copied here, or finds the new row when it is carried to the rooms. Answers with
 * those whose account is not deactivated.
 */
async function lockAccounts(tx: Transaction, people: readonly Joining[]): Promise<Set<number>> {
  const { rows } = await sql<{ id: number; active: boolean }>`
    select id, deactivated_at is null as active from account
    where id = any(${idArray(people.map((one) => one.accountId))}) order by id for update
  `.execute(tx)
  return new Set(rows.filter(({ active }) => active).map(({ id }) => id))
}

/** What becomes of somebody who is or was in a room: with null they are out of it. */
export interface RoleChange {
  readonly accountId: number
  readonly role: Role | null
}

/** Changes the roles of people in a locked room, each named once. Answers with their rows, in the order they were named. */
export async function changeRoles(tx: Transaction, room: Locked, people: readonly RoleChange[]): Promise<Member[]> {
  const members = await setRoles(tx, room, people)
  await queueLeft(
    tx,
    room,
    members.filter(({ role }) => role === null),
  )
  return members
}

/** The same, but whoever is out of the room leaves behind what they were to do in it. */
export async function setRoles(tx: Transaction, room: Locked, people: readonly RoleChange[]): Promise<Member[]> {
  if (people.length === 0) return []
  const before = room.tick
  const ticks = people.map(() => nextTick(room))
  await sql`
    update member m set role = i.role, tick = i.tick
    from unnest(${idArray(people.map(({ accountId }) => accountId))}, ${idArray(ticks)}, ${people.map(({ role }) => role)}::text[])
      as i (account_id, tick, role)
    where m.room_id = ${room.roomId} and m.account_id = i.account_id
  `.execute(tx)
  const members = await readMembers(tx, room.roomId, before)
  if (members.length < people.length) throw new Refusal('not_found', 'nobody like that in this room')
  for (const member of members) announce(tx, roomTopic(room.roomId), { event: 'member', data: member })
  const changed = members.map((member): Placed => {
    const type = member.role ? 'member_role_changed' : 'member_removed'
    return { tick: member.tick, happening: { type, member } }
  })
  await happened(tx, room, ...changed)
  return members
}

/** Changes what somebody who is out of a room because their account is deactivated becomes in it, should they come back. */
export async function keepRole(tx: Transaction, roomId: number, accountId: number, role: Role): Promise<void> {
  await sql`
    update member set kept_role = ${role} where room_id = ${roomId} and account_id = ${accountId}
      and role is null and kept_role is not null
  `.execute(tx)
}

/** Whoever just left wants the files that they sent so far to go as well. It stands in the row that says that they left. */
export async function takeFiles(tx: Transaction, { roomId, now }: Locked, accountId: number): Promise<void> {
  await sql`
    update outbox set payload = ${JSON.stringify({ files: now.getTime() })} where room_id = ${roomId} and id = ${accountId}
  `.execute(tx)
}

export async function changeRole(tx: Transaction, room: Locked, accountId: number, role: Role | null): Promise<Member> {
  const [member] = await changeRoles(tx, room, [{ accountId, role }])
  return member as Member
}

/** What people leave behind is for those to see to whose it is: rooms know neither tasks nor files. */
async function queueLeft(tx: Transaction, room: Locked, left: readonly Member[]): Promise<void> {
  if (left.length === 0) return
  await sql`
    insert into outbox (room_id, id, tick, topic, payload, created_at)
    select ${room.roomId}, i.account_id, i.tick, 'left', '{}', ${room.now}
    from unnest(${idArray(left.map(({ accountId }) => accountId))}, ${idArray(left.map(({ tick }) => tick))}) as i (account_id, tick)
    on conflict (room_id, id) do update set tick = excluded.tick, created_at = excluded.created_at
  `.execute(tx)
}

/** Throws `last_admin` when nobody but this person is admin of a locked room. */
export async function requireAnotherAdmin(tx: Transaction, roomId: number, accountId: number): Promise<void> {
  const { rows } = await sql<{ others: boolean }>`
    select exists (
      select from member where room_id = ${roomId} and role = 'admin' and account_id <> ${accountId}
    ) as others
  `.execute(tx)
  if (!rows[0]?.others) throw new Refusal('last_admin', 'a group keeps at least one admin')
}

/** Gives the room's own row the next place in the order and tells everyone what it looks like now. Keeps the clock. */
export async function announceRoom(tx: Transaction, room: Locked): Promise<Awaited<ReturnType<typeof readRoom>>> {
  const tick = nextTick(room)
  await sql`
    update room set tick = ${tick}, room_tick = ${tick}, last_number = ${room.lastNumber} where id = ${room.roomId}
  `.execute(tx)
  const view = await readRoom(tx, room.roomId)
  announce(tx, roomTopic(room.roomId), { event: 'room', data: view })
  return view
}
