import { api, type Contact, type ContactInvitation, type Person } from '@naniwa/contract'
import { useEffect, useState } from 'react'
import { useDo } from '../live/action.ts'
import { useClient, useMe, useTopic } from '../live/client.ts'
import { useColleagues } from '../rooms/colleagues.ts'

/** How one stands with everybody of other organizations. */
export function useContacts(): readonly Contact[] {
  return useTopic('contacts', ({ contacts }) => contacts.all)
}

export function useInvitations(): readonly ContactInvitation[] {
  return useTopic('contacts', ({ contacts }) => contacts.invitations)
}

export function useContact(accountId: number): Contact | null {
  return useTopic('contacts', ({ contacts }) => contacts.get(accountId))
}

/** What somebody is to the reader. */
export type Relation = 'me' | 'colleague' | 'contact' | 'incoming' | 'outgoing' | 'blocked' | 'stranger'

export function useRelation(person: Pick<Person, 'accountId' | 'organizationId'>): Relation {
  const me = useMe()
  const contact = useContact(person.accountId)
  if (person.accountId === me?.accountId) return 'me'
  if (person.organizationId === me?.organizationId) return 'colleague'
  if (contact?.blocked) return 'blocked'
  return contact && contact.standing !== 'none' ? contact.standing : 'stranger'
}

/** Everybody one may write to but oneself: one's organization and contacts. Null until the organization is known. */
export function useReachable() {
  const me = useMe()
  const { people, failure, retry } = useColleagues()
  const others = people?.filter(({ accountId }) => accountId !== me?.accountId) ?? null
  return { people: others, failure, retry }
}

/** In how many groups one is together with somebody; empty until it is known. */
export function useCommonRooms(): ReadonlyMap<number, number> {
  const client = useClient()
  const attempt = useDo()
  const [rooms, setRooms] = useState<ReadonlyMap<number, number>>(new Map())
  useEffect(() => {
    async function read(): Promise<void> {
      const { people } = await client.call(api.contacts.common, {})
      setRooms(new Map(people.map((person) => [person.accountId, person.rooms])))
    }
    void attempt(read())
  }, [client, attempt])
  return rooms
}
