import type { Me } from '@naniwa/contract'
import { useMemo, useRef } from 'react'
import { navigate } from '../../app/router.ts'
import { routeOf } from '../../app/routes.ts'
import { paths } from '../../frame/paths.ts'
import { useClient, useMe, useTopic } from '../../live/client.ts'
import type { RoomView } from '../../sync/rooms.ts'
import { useText } from '../../text/text.ts'
import { matchPerson } from '../colleagues.ts'
import { match, partner, roomName } from '../names.ts'
import { RoomFace } from '../RoomFace.tsx'
import { RoomCounts } from '../RoomRow.tsx'
import type { HitGroup } from './hits.ts'

const SHOWN = 40

/** One's rooms: those opened last come first, then those with the newest messages; what is typed puts better names before. */
export function useRoomHits(typed: string): HitGroup {
  const all = useText()
  const text = all.dialogs.switcher
  const client = useClient()
  const me = useMe()
  const rooms = useRooms()
  const here = useMemo(openRoom, [])
  const recent = useMemo(() => client.reader.recent.filter((roomId) => roomId !== here), [client, here])

  const hits = useMemo(() => {
    if (!me) return []
    const words = typed.trim()
    const rank = (room: RoomView) =>
      room.id === here ? rooms.length : recent.indexOf(room.id) + 1 || recent.length + 1
    return rooms
      .map((room) => ({ room, name: roomName(room, me.accountId, all) }))
      .map((named) => ({ ...named, score: words === '' ? 1 : scoreOf(named, words, me) }))
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score || rank(a.room) - rank(b.room) || b.room.activeAt - a.room.activeAt)
      .slice(0, SHOWN)
      .map(({ room, name }) => ({
        key: `room-${room.id}`,
        face: <RoomFace room={room} size={24} />,
        name,
        note: room.id === here ? text.current : text.kinds[room.type],
        end: <RoomCounts room={room} />,
        open: () => {
          navigate(paths.room(room.id))
          return true
        },
      }))
  }, [rooms, recent, here, typed, me, all, text])

  return { key: 'rooms', label: typed.trim() === '' ? text.recent : text.rooms, hits }
}

/** By its name; a direct chat by its person; what has people from outside also by where they are from, which counts least. */
function scoreOf({ room, name }: { room: RoomView; name: string }, words: string, me: Me): number {
  const other = partner(room, me.accountId)
  if (other) return matchPerson(other, words, me.organizationId)
  const byName = match(name, words) || match(name.replace(/\s/g, ''), words)
  if (byName > 0) return byName + 1
  const outside = room.organizations.filter(({ id }) => id !== me.organizationId).map((one) => one.name)
  return match([name, ...outside].join(' '), words) && 1
}

function openRoom(): number | null {
  const route = routeOf(new URL(location.href))
  return route.page === 'room' ? route.roomId : null
}

/** All rooms. The same array while none has changed. */
export function useRooms(): readonly RoomView[] {
  const client = useClient()
  const before = useRef<readonly RoomView[]>([])
  return useTopic('rooms', () => {
    const next = client.rooms.all()
    const isSame = next.length === before.current.length && next.every((room, index) => room === before.current[index])
    if (!isSame) before.current = next
    return before.current
  })
}
