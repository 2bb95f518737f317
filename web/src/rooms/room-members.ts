import type { Member, Role } from '@naniwa/contract'
import { useEffect, useMemo } from 'react'
import { useClient, useMembers, useStatus, useTopic } from '../live/client.ts'
import { wantMembers } from '../sync/members.ts'
import { byReading } from '../text/match.ts'

export interface Present extends Member {
  role: Role
}

const rank: Record<Role, number> = { admin: 0, member: 1, readonly: 2 }

/** Those who are in the room, admins first, then by name; null until they are known. */
export function useRoomMembers(roomId: number): readonly Present[] | null {
  const client = useClient()
  const members = useMembers(roomId)
  const isLoaded = useTopic(`members:${roomId}`, () => client.engine.room(roomId)?.membersLoaded ?? false)
  const isLive = useStatus().kind === 'live'
  useEffect(() => {
    if (isLive && !isLoaded) client.engine.background(wantMembers(client, roomId))
  }, [client, roomId, isLive, isLoaded])
  return useMemo(() => (isLoaded ? present(members) : null), [isLoaded, members])
}

function present(members: ReadonlyMap<number, Member>): Present[] {
  return [...members.values()]
    .filter((member): member is Present => member.role !== null)
    .sort((a, b) => rank[a.role] - rank[b.role] || byReading(a, b))
}

/** Whether the room would be left without an admin if this one went. */
export function isOnlyAdmin(members: readonly Present[] | null, accountId: number): boolean {
  const admins = members?.filter(({ role }) => role === 'admin') ?? []
  return admins.length === 1 && admins[0]?.accountId === accountId
}
