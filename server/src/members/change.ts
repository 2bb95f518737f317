import { type api, can, type InputOf, type Member, type OutputOf, Refusal, type Role } from '@naniwa/contract'
import { requireReach } from '../contacts/reach.ts'
import type { Actor, App } from '../context.ts'
import { type Transaction, transact } from '../db/transaction.ts'
import { icons } from '../rooms/create.ts'
import { writeLine } from '../rooms/line.ts'
import { type LockedRoom, lockRoom } from '../rooms/lock.ts'
import { admit, announceRoom, changeRoles, type Joining } from '../rooms/members.ts'
import { touchOwn } from '../rooms/own.ts'
import { readMembers } from '../rooms/read.ts'

type Change = typeof api.members.change

export async function change(app: App, actor: Actor, input: InputOf<Change>): Promise<OutputOf<Change>> {
  return transact(app, async (tx) => {
    const room = await lockRoom(tx, actor.accountId, input.roomId, app.clock.now())
    if (!can.manageMembers(room)) throw new Refusal('forbidden', 'not an admin of this room')
    const present = await presentIn(tx, room.roomId)
    const plan = planOf(present, input)
    requireSense(plan, present, actor.accountId)
    await requireReach(
      tx,
      actor.accountId,
      plan.joining.map(({ accountId }) => accountId),
    )
    await carryOut(tx, room, actor, plan)
    return { members: [...(await presentIn(tx, room.roomId)).values()] }
  })
}

async function presentIn(tx: Transaction, roomId: number): Promise<Map<number, Member>> {
  const members = await readMembers(tx, roomId)
  return new Map(members.filter(({ role }) => role !== null).map((member) => [member.accountId, member]))
}

interface Plan {
  readonly joining: readonly Joining[]
  readonly changing: readonly Joining[]
  readonly leaving: readonly number[]
}

/** Who is named twice is what the last place says. */
function planOf(present: ReadonlyMap<number, Member>, { members, remove, others }: InputOf<Change>): Plan {
  const named = new Map(members.map(({ accountId, role }) => [accountId, role]))
  const wanted = [...named].map(([accountId, role]) => ({ accountId, role }))
  const gone = others === 'leave' ? [...present.keys()].filter((accountId) => !named.has(accountId)) : []
  return {
    joining: wanted.filter(({ accountId }) => !present.has(accountId)),
    changing: wanted.filter(({ accountId, role }) => (present.get(accountId)?.role ?? role) !== role),
    leaving: [...new Set([...gone, ...remove.filter((accountId) => present.has(accountId) && !named.has(accountId))])],
  }
}

function requireSense(
  { joining, changing, leaving }: Plan,
  present: ReadonlyMap<number, Member>,
  actorId: number,
): void {
  if (leaving.includes(actorId)) throw new Refusal('invalid_input', 'Whoever changes the members stays: to go, leave')
  const roles = new Map<number, Role | null>([...present].map(([accountId, { role }]) => [accountId, role]))
  for (const { accountId, role } of [...joining, ...changing]) roles.set(accountId, role)
  for (const accountId of leaving) roles.delete(accountId)
  if (![...roles.values()].includes('admin')) throw new Refusal('last_admin', 'a group keeps at least one admin')
}

/** Newcomers last: those who go make place for them. */
async function carryOut(tx: Transaction, room: LockedRoom, actor: Actor, plan: Plan): Promise<void> {
  const { joining, changing, leaving } = plan
  if (joining.length + changing.length + leaving.length === 0) return
  const line = lineOf(plan)
  if (line) await writeLine(tx, room, actor.accountId, line)
  await changeRoles(tx, room, [...leaving.map((accountId) => ({ accountId, role: null })), ...changing])
  await admit(tx, room, joining)
  await announceRoom(tx, room)
  await touchOwn(tx, room.roomId, leaving, 'left')
  await touchOwn(tx, room.roomId, changing.map(idOf), 'changed')
  await touchOwn(tx, room.roomId, joining.map(idOf), 'joined')
}

function idOf({ accountId }: { readonly accountId: number }): number {
  return accountId
}

function lineOf({ joining, leaving }: Plan): string {
  const added = joining.length > 0 ? `[dtext:chatroom_member_is]${icons(joining)}[dtext:chatroom_added]` : ''
  const deleted =
    leaving.length > 0 ? `${icons(leaving.map((accountId) => ({ accountId })))}[dtext:chatroom_deleted]` : ''
  const told = [added, deleted].filter((part) => part !== '').join('\n')
  return told && `[info]${told}[/info]`
}
