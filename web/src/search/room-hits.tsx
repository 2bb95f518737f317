import { fold, type Me } from '@naniwa/contract'
import { useMemo, useRef } from 'react'
import { navigate } from '../app/router.ts'
import { routeOf } from '../app/routes.ts'
import { paths } from '../frame/paths.ts'
import { useClient, useMe, useTopic } from '../live/client.ts'
import { Marked } from '../messages/Marked.tsx'
import { matchPerson } from '../rooms/colleagues.ts'
import { partner, roomName } from '../rooms/names.ts'
import { RoomFace } from '../rooms/RoomFace.tsx'
import { RoomCounts } from '../rooms/RoomRow.tsx'
import type { RoomView } from '../sync/rooms.ts'
import { match, matchCalled } from '../text/match.ts'
import { useText } from '../text/text.ts'
import { Line } from './HitList.tsx'
import type { Hit } from './hits.ts'

const SHOWN = 40

/** One's rooms: those opened last come first, then those with the newest messages; what is typed puts better names before. */
export function useRoomHits(typed: string): readonly Hit[] {
  const all = useText()
  const text = all.search
  const client = useClient()
  const me = useMe()
  const rooms = useRooms()
  const here = useMemo(openRoom, [])
  const recent = useMemo(() => client.reader.recent.filter((roomId) => roomId !== here), [client, here])

  return useMemo(() => {
    if (!me) return []
    const words = typed.trim()
    const marked = fold(words).split(' ')
    const rank = (room: RoomView) =>
      room.id === here ? rooms.length : recent.indexOf(room.id) + 1 || recent.length + 1
    return rooms
      .map((room) => ({ room, name: roomName(room, me.accountId, all) }))
      .map((named) => ({ ...named, score: words === '' ? 1 : scoreOf(named, words, me) }))
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score || rank(a.room) - rank(b.room) || b.room.activeAt - a.room.activeAt)
      .slice(0, SHOWN)
      .map(({ room, name }) => ({
        key: `${room.type === 'direct' ? 'direct' : 'room'}-${room.id}`,
        look: 'one' as const,
        row: (
          <Line
            face={<RoomFace room={room} size={24} />}
            name={<Marked text={name} words={marked} />}
            note={room.id === here ? text.current : text.room[room.type]}
            end={<RoomCounts room={room} />}
          />
        ),
        spot: { roomId: room.id, messageId: null },
        open: () => {
          navigate(paths.room(room.id))
          return true
        },
      }))
  }, [rooms, recent, here, typed, me, all, text])
}

/** By its name; a direct chat by its person; what has people from outside also by where they are from, which counts least. */
function scoreOf({ room, name }: { room: RoomView; name: string }, words: string, me: Me): number {
  const other = partner(room, me.accountId)
  if (other) return matchPerson(other, words, me.organizationId)
  const byName = matchCalled({ name }, words)
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
