import type { Member, Message, Person } from '@naniwa/contract'
import { createContext, useCallback, useContext, useEffect, useReducer, useSyncExternalStore } from 'react'
import type { Client } from '../sync/client.ts'
import type { RoomView, Totals } from '../sync/rooms.ts'
import type { Status } from '../sync/status.ts'
import type { TimelineView } from '../sync/timelines.ts'
import type { Topic } from '../sync/topics.ts'

export const ClientContext = createContext<Client | null>(null)

/** The client of the account that is signed in. */
export function useClient(): Client {
  const client = useContext(ClientContext)
  if (!client) throw new Error('nobody is signed in here')
  return client
}

/** Draws again when what `read` returns has become another value. It must return the same one while nothing has changed. */
export function useTopic<Value>(topic: Topic, read: (client: Client) => Value): Value {
  const client = useClient()
  const subscribe = useCallback((listen: () => void) => client.subscribe(topic, listen), [client, topic])
  return useSyncExternalStore(subscribe, () => read(client))
}

export function useStatus(): Status {
  return useTopic('status', (client) => client.status)
}

export function useMe() {
  return useTopic('me', (client) => client.engine.replica.me)
}

export function useRoom(roomId: number): RoomView | null {
  return useTopic(`room:${roomId}`, (client) => client.rooms.get(roomId))
}

export function useTotals(): Totals {
  return useTopic('rooms', (client) => client.rooms.totals())
}

export function useTimeline(roomId: number): TimelineView | null {
  return useTopic(`timeline:${roomId}`, (client) => client.timelines.get(roomId))
}

export function useMembers(roomId: number): ReadonlyMap<number, Member> {
  return useTopic(`members:${roomId}`, (client) => client.timelines.members(roomId))
}

export function useTyping(roomId: number): readonly number[] {
  return useTopic(`typing:${roomId}`, (client) => client.typing.who(roomId))
}

/** The newest message of a room that is in sight; asked for when it is not known. */
export function useLatest(roomId: number, lastNumber: number): Message | null {
  const client = useClient()
  const latest = useTopic(`latest:${roomId}`, () => client.latest.get(roomId))
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again when the room has a newer one
  useEffect(() => client.latest.want(roomId), [client, roomId, lastNumber])
  return latest
}

/** A message somewhere that another one points at. Null: it is gone, or not for me. */
export function useLookup(roomId: number, id: string): Message | null | undefined {
  const client = useClient()
  const message = useTopic(`message:${roomId}-${id}`, () => client.lookups.get(roomId, id))
  useEffect(() => client.lookups.want(roomId, id), [client, roomId, id])
  return message
}

/** Somebody who may no longer be in the room, or whose room was never opened. */
export function usePerson(accountId: number, roomId?: number): Person | null {
  const client = useClient()
  const person = useTopic(`person:${accountId}`, () => client.people.get(accountId, roomId))
  useEffect(() => client.people.want(accountId, roomId), [client, accountId, roomId])
  return person
}

/** Asks for those who are not known, and draws again once they are. */
export function usePeople(accountIds: readonly number[], roomId?: number): void {
  const client = useClient()
  const [, redraw] = useReducer((drawn: number) => drawn + 1, 0)
  const key = accountIds.join()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says who they are
  useEffect(() => {
    const stops = accountIds.map((accountId) => client.subscribe(`person:${accountId}`, redraw))
    for (const accountId of accountIds) client.people.want(accountId, roomId)
    return () => {
      for (const stop of stops) stop()
    }
  }, [client, key, roomId])
}
