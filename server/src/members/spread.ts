import type { Member, Person } from '@naniwa/contract'
import { sql } from 'kysely'
import { personColumns } from '../accounts/view.ts'
import type { App } from '../context.ts'
import type { Transaction } from '../db/transaction.ts'
import { announce } from '../events/announce.ts'
import type { Reactor } from '../events/react.ts'
import { roomTopic } from '../events/topics.ts'
import { inAnyRoom, type LockedRoom, nextTick, saveClock } from '../rooms/lock.ts'
import { announceRoom } from '../rooms/members.ts'
import { readMember, readMembers } from '../rooms/read.ts'

type Room = Omit<LockedRoom, 'role'>

/** Carries a changed profile to every room that shows the person, those they left included. */
export const profileReactor: Reactor = {
  name: 'profile',
  topic: 'profile',
  concurrency: 4,
  seconds: 10 * 60,
  handle: (app, { accountId = 0 }) => spreadProfile(app, accountId),
}

/** Carries an organization's new name to every room that shows it. Told again, rooms hear it again: harmless. */
export const organizationRoomsReactor: Reactor = {
  name: 'organization-rooms',
  topic: 'organization',
  concurrency: 1,
  seconds: 60 * 60,
  handle: (app, { payload }) => spreadName(app, (payload as { organizationId: number }).organizationId),
}

/** A transaction per room: none is held longer than its own change takes. */
async function spreadProfile(app: App, accountId: number): Promise<void> {
  const { rows } = await sql<{ roomId: number }>`
    select room_id from account_room where account_id = ${accountId} order by room_id
  `.execute(app.db)
  for (const { roomId } of rows) await inAnyRoom(app, roomId, (tx, room) => showPerson(tx, room, accountId))
}

/** The profile is read under the room's lock, so that of two changes the later one stays, whichever comes here first. */
async function showPerson(tx: Transaction, room: Room, accountId: number): Promise<void> {
  const person = await readPerson(tx, accountId)
  const before = await readMember(tx, room.roomId, accountId)
  if (!person || isSame(before, person)) return
  await sql`
    update member set tick = ${nextTick(room)}, organization_id = ${person.organizationId}, name = ${person.name},
      reading = ${person.reading}, department = ${person.department}, title = ${person.title}, avatar = ${person.avatar}
    where room_id = ${room.roomId} and account_id = ${accountId}
  `.execute(tx)
  tell(tx, await readMember(tx, room.roomId, accountId))
  const roomShowsIt = room.type !== 'group' || before.organizationId !== person.organizationId
  if (roomShowsIt) await announceRoom(tx, room)
  else await saveClock(tx, room)
}

function readPerson(tx: Transaction, accountId: number): Promise<Person | undefined> {
  return tx
    .selectFrom('account')
    .innerJoin('organization', 'organization.id', 'account.organizationId')
    .where('account.id', '=', accountId)
    .select(personColumns)
    .executeTakeFirst()
}

function isSame(member: Member, person: Person): boolean {
  return (Object.keys(person) as (keyof Person)[]).every((key) => member[key] === person[key])
}

async function spreadName(app: App, organizationId: number): Promise<void> {
  const { rows } = await sql<{ roomId: number }>`
    select distinct x.room_id from account a join account_room x on x.account_id = a.id
    where a.organization_id = ${organizationId} order by x.room_id
  `.execute(app.db)
  for (const { roomId } of rows) await inAnyRoom(app, roomId, (tx, room) => showName(tx, room, organizationId))
}

async function showName(tx: Transaction, room: Room, organizationId: number): Promise<void> {
  const before = room.tick
  const { numAffectedRows } = await sql`
    update member m set tick = n.tick
    from (
      select account_id, ${before}::bigint + row_number() over (order by account_id) as tick from member
      where room_id = ${room.roomId} and organization_id = ${organizationId}
    ) n
    where m.room_id = ${room.roomId} and m.account_id = n.account_id
  `.execute(tx)
  if (!numAffectedRows) return
  room.tick += Number(numAffectedRows)
  for (const member of await readMembers(tx, room.roomId, before)) tell(tx, member)
  await announceRoom(tx, room)
}

function tell(tx: Transaction, member: Member): void {
  announce(tx, roomTopic(member.roomId), { event: 'member', data: member })
}
