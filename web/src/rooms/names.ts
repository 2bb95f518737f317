import type { Called, Person } from '@naniwa/contract'
import type { RoomView } from '../sync/rooms.ts'
import type { Text } from '../text/ja.ts'

/** The other one of a direct chat. */
export function partner(room: Pick<RoomView, 'type' | 'people'>, myId: number): Person | undefined {
  return room.type === 'direct' ? room.people.find(({ accountId }) => accountId !== myId) : undefined
}

export function roomName(room: RoomView, myId: number, text: Text): string {
  if (room.type === 'group') return room.name
  if (room.type === 'my') return text.rooms.myChat
  return partner(room, myId)?.name ?? text.messages.someone
}

/** What a room is found by: a direct chat is called as its person is. */
export function roomCalled(room: RoomView, myId: number, text: Text): Called {
  return { name: roomName(room, myId, text), reading: partner(room, myId)?.reading }
}

/** The family name, which comes first in Japanese; of other names the first one. */
export function shortName(name: string): string {
  return name.trim().split(/[\s\u3000]/)[0] ?? name
}
