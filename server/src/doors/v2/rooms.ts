import { api, type MyRoom, type Person, type Role, type Room } from '@naniwa/contract'
import { countFiles } from '../../files/read.ts'
import { chunks } from '../../lib/chunks.ts'
import { countTasks } from '../../tasks/read.ts'
import { Fault } from './fault.ts'
import type { Call } from './operation.ts'
import { type Answer, avatarUrl, iconUrl, secondsOf } from './views.ts'

/** Rooms in one question. */
const CHUNK = 200

/** A room as its member sees it here: a direct chat bears the other's name. */
export interface ShownRoom {
  readonly roomId: number
  readonly name: string
  readonly iconPath: string
  readonly room: Room
  readonly mine: MyRoom & { readonly role: Role }
}

/** Those of these rooms that the caller is in, in the order asked for. */
export async function roomsOf({ app, actor, verb }: Call, roomIds: readonly number[]): Promise<ShownRoom[]> {
  const shown = new Map<number, ShownRoom>()
  for (const some of chunks(roomIds, CHUNK)) {
    const { rooms, mine } = await verb(api.rooms.get, { roomIds: some })
    const own = new Map(mine.map((one) => [one.roomId, one]))
    for (const room of rooms) {
      const one = own.get(room.id)
      if (!one?.role) continue
      const person = room.type === 'group' ? undefined : namesakeOf(room.people, actor.accountId)
      shown.set(room.id, {
        roomId: room.id,
        name: person?.name ?? room.name,
        iconPath: person ? avatarUrl(app, person) : iconUrl(app, room.icon),
        room,
        mine: { ...one, role: one.role },
      })
    }
  }
  return roomIds.flatMap((roomId) => shown.get(roomId) ?? [])
}

/** Whom a direct chat, or one's own, is named after. */
function namesakeOf(people: readonly Person[], accountId: number): Person | undefined {
  return people.find((person) => person.accountId !== accountId) ?? people[0]
}

/** @throws {Fault} 404 when the caller is not in it. */
export async function roomOf(call: Call, roomId: number): Promise<ShownRoom> {
  const [room] = await roomsOf(call, [roomId])
  if (!room) throw new Fault(404, 'Not found')
  return room
}

export async function roomViews({ app }: Call, rooms: readonly ShownRoom[]): Promise<Answer[]> {
  const roomIds = rooms.map(({ roomId }) => roomId)
  const [files, tasks] = [await countFiles(app.db, roomIds), await countTasks(app.db, roomIds)]
  return rooms.map(({ roomId, name, iconPath, room, mine }) => ({
    room_id: roomId,
    name,
    type: room.type,
    role: mine.role,
    sticky: mine.pinned,
    unread_num: mine.lastNumber - mine.readNumber,
    mention_num: mine.mentions.length,
    mytask_num: mine.tasks.length,
    message_num: mine.lastNumber,
    file_num: files.get(roomId) ?? 0,
    task_num: tasks.get(roomId) ?? 0,
    icon_path: iconPath,
    last_update_time: secondsOf(room.activeAt),
  }))
}
