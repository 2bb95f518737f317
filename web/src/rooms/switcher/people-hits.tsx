import { useMemo } from 'react'
import { useMe } from '../../live/client.ts'
import { imageUrl } from '../../sync/upload.ts'
import { useText } from '../../text/text.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { matchPerson, useColleagues } from '../colleagues.ts'
import { partner } from '../names.ts'
import { useOpenDirect } from '../open-direct.ts'
import type { HitGroup } from './hits.ts'
import { useRooms } from './room-hits.tsx'

const SHOWN = 20

/** Colleagues with whom there is no direct chat yet: choosing one begins it. */
export function usePeopleHits(typed: string): HitGroup {
  const text = useText().dialogs.switcher
  const me = useMe()
  const myId = me?.accountId ?? 0
  const home = me?.organizationId ?? 0
  const { people } = useColleagues()
  const rooms = useRooms()
  const openDirect = useOpenDirect()

  const hits = useMemo(() => {
    if (typed.trim() === '') return []
    const known = new Set(rooms.map((room) => partner(room, myId)?.accountId))
    return (people ?? [])
      .filter(({ accountId }) => accountId !== myId && !known.has(accountId))
      .map((person) => ({ person, score: matchPerson(person, typed, home) }))
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score)
      .slice(0, SHOWN)
      .map(({ person: { accountId, name, avatar, department } }) => ({
        key: `person-${accountId}`,
        face: <Avatar id={accountId} name={name} image={avatar && imageUrl(avatar)} size={24} />,
        name,
        note: department || text.startDirect,
        open: () => openDirect(accountId),
      }))
  }, [people, rooms, typed, myId, home, openDirect, text])

  return { key: 'people', label: text.people, hits }
}
