import { type api, can, type Icon, type InputOf, inert, Refusal, type Room } from '@naniwa/contract'
import { sql } from 'kysely'
import type { Actor, App } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { requireImage } from '../images/require.ts'
import { writeLine } from './line.ts'
import { lockRoom } from './lock.ts'
import { announceRoom } from './members.ts'
import { readRoom } from './read.ts'

type Input = InputOf<typeof api.rooms.update>

export async function update(app: App, actor: Actor, input: Input): Promise<Room> {
  return transact(app, async (tx) => {
    const room = await lockRoom(tx, actor.accountId, input.roomId, app.clock.now())
    const onlyDescribes = input.name === undefined && input.icon === undefined
    if (!(onlyDescribes ? can.describe(room) : can.manage(room)))
      throw new Refusal('forbidden', 'not an admin of this room')
    await requireImage(tx, input.icon?.image, app.clock.now())
    const before = await readRoom(tx, room.roomId)
    const line = editedLine(before, input)
    if (!line) return before
    await sql`
      update room set
        name = ${input.name ?? room.name},
        description = ${input.description ?? room.description},
        icon_preset = coalesce(${input.icon?.preset ?? null}, icon_preset),
        icon_hue = coalesce(${input.icon?.hue ?? null}, icon_hue),
        icon_image = case when ${input.icon !== undefined} then ${input.icon?.image ?? null} else icon_image end
      where id = ${room.roomId}
    `.execute(tx)
    await writeLine(tx, room, actor.accountId, line)
    return announceRoom(tx, room)
  })
}

/** Null when nothing is different. */
function editedLine(room: Room, input: Input): string | null {
  const parts: string[] = []
  if (input.name !== undefined && input.name !== room.name)
    parts.push(`[dtext:chatroom_chatname_is]${inert(input.name)}[dtext:chatroom_changed]`)
  if (input.description !== undefined && input.description !== room.description) {
    parts.push(`[dtext:chatroom_description_is]${inert(input.description)}[dtext:chatroom_changed]`)
  }
  if (input.icon !== undefined && !isSame(input.icon, room.icon)) parts.push('[dtext:chatroom_icon_updated]')
  return parts.length === 0 ? null : `[info][title][dtext:chatroom_chat_edited][/title]${parts.join('\n')}[/info]`
}

function isSame(a: Icon, b: Icon): boolean {
  return a.preset === b.preset && a.hue === b.hue && a.image === b.image
}
