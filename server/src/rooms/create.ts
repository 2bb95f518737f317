import { type api, type InputOf, inert, type Room } from '@naniwa/contract'
import { sql } from 'kysely'
import { requireReach } from '../contacts/reach.ts'
import type { Actor, App } from '../context.ts'
import { type Transaction, transact } from '../db/transaction.ts'
import { requireImage } from '../images/require.ts'
import { newId } from '../lib/ids.ts'
import { writeLine } from './line.ts'
import { writeLink } from './link.ts'
import { admit, announceRoom, type Joining } from './members.ts'
import { touchOwn } from './own.ts'
import { readRooms } from './read.ts'

export async function create(app: App, actor: Actor, input: InputOf<typeof api.rooms.create>): Promise<Room> {
  await app.limits.take(`rooms.create:${actor.accountId}`, { count: 50, seconds: 600 })
  const now = app.clock.now()
  const roomId = newId(app.clock)
  const others = [...new Map(input.members.map((member) => [member.accountId, member])).values()].filter(
    (member) => member.accountId !== actor.accountId,
  )
  return transact(app, async (tx) => {
    await requireReach(
      tx,
      actor.accountId,
      others.map((member) => member.accountId),
    )
    await requireImage(tx, input.icon.image, app.clock.now())
    await sql`
      insert into room (id, type, name, description, icon_preset, icon_hue, icon_image, active_at, created_at)
      values (${roomId}, 'group', ${input.name}, ${input.description}, ${input.icon.preset}, ${input.icon.hue}, ${input.icon.image}, ${now}, ${now})
    `.execute(tx)
    if (input.link) await writeLink(tx, roomId, input.link)
    const everyone: Joining[] = [{ accountId: actor.accountId, role: 'admin' }, ...others]
    return found(
      tx,
      { roomId, tick: 0, lastNumber: 0, now },
      actor.accountId,
      everyone,
      createdLine(input.name, others),
    )
  })
}

/** What every new room begins with: its people, a first line where there is something to say, its first clock. */
export async function found(
  tx: Transaction,
  room: { roomId: number; tick: number; lastNumber: number; now: Date },
  actorId: number,
  everyone: readonly Joining[],
  line: string | null,
): Promise<Room> {
  await admit(tx, room, everyone)
  if (line) await writeLine(tx, room, actorId, line)
  await announceRoom(tx, room)
  await touchOwn(
    tx,
    room.roomId,
    everyone.map((one) => one.accountId),
    'joined',
  )
  const [view] = await readRooms(tx, actorId, [room.roomId])
  return view as Room
}

function createdLine(name: string, others: readonly Joining[]): string {
  const added = others.length === 0 ? '' : `\n\n[dtext:chatroom_member_is]${icons(others)}[dtext:chatroom_added]`
  return `[info][title][dtext:chatroom_groupchat_created][/title][dtext:chatroom_chatname_is]${inert(name)}[dtext:chatroom_set]${added}[/info]`
}

/** People as a system message shows them. */
export function icons(people: readonly { accountId: number }[]): string {
  return people.map((one) => `[piconname:${one.accountId}]`).join('')
}
