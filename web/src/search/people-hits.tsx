import { fold } from '@naniwa/contract'
import { useMemo } from 'react'
import { useMe } from '../live/client.ts'
import { Marked } from '../messages/Marked.tsx'
import { matchPerson, useColleagues } from '../rooms/colleagues.ts'
import { partner } from '../rooms/names.ts'
import { useOpenDirect } from '../rooms/open-direct.ts'
import { imageUrl } from '../sync/upload.ts'
import { useText } from '../text/text.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Line } from './HitList.tsx'
import type { Hit } from './hits.ts'
import { useRooms } from './room-hits.tsx'

const SHOWN = 20

/** Colleagues with whom there is no direct chat yet: choosing one begins it. */
export function usePeopleHits(typed: string): readonly Hit[] {
  const text = useText().search
  const me = useMe()
  const myId = me?.accountId ?? 0
  const home = me?.organizationId ?? 0
  const { people } = useColleagues()
  const rooms = useRooms()
  const openDirect = useOpenDirect()

  return useMemo(() => {
    if (typed.trim() === '') return []
    const marked = fold(typed).trim().split(' ')
    const known = new Set(rooms.map((room) => partner(room, myId)?.accountId))
    return (people ?? [])
      .filter(({ accountId }) => accountId !== myId && !known.has(accountId))
      .map((person) => ({ person, score: matchPerson(person, typed, home) }))
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score)
      .slice(0, SHOWN)
      .map(({ person: { accountId, name, avatar, department } }) => ({
        key: `person-${accountId}`,
        look: 'one' as const,
        row: (
          <Line
            face={<Avatar id={accountId} name={name} image={avatar && imageUrl(avatar)} size={24} />}
            name={<Marked text={name} words={marked} />}
            note={department || text.startDirect}
          />
        ),
        spot: null,
        open: () => openDirect(accountId),
      }))
  }, [people, rooms, typed, myId, home, openDirect, text])
}
