import { api, type Person } from '@naniwa/contract'
import { useEffect, useMemo, useState } from 'react'
import { useAction } from '../live/action.ts'
import { useClient, useTopic } from '../live/client.ts'
import type { Client } from '../sync/client.ts'
import type { Failure } from '../text/failure.ts'
import { byReading, match, matchCalled } from '../text/match.ts'

/** What the last dialog learnt is shown at once by the next, until the server has answered again. */
const learnt = new WeakMap<Client, readonly Person[]>()

export interface Colleagues {
  /** Everyone of one's organization, and one's contacts, as their names are read; null until they are known. */
  people: readonly Person[] | null
  /** Why they are not known. */
  failure: Failure | null
  retry: () => void
}

export function useColleagues(): Colleagues {
  const client = useClient()
  const [people, setPeople] = useState(() => learnt.get(client) ?? null)
  const { run, failure } = useAction(async (asked: Client) => {
    const answer = await asked.call(api.organizations.people, {})
    const here = answer.people.filter(({ deactivatedAt }) => deactivatedAt === null)
    learnt.set(asked, here)
    setPeople(here)
  })
  useEffect(() => void run(client), [run, client])
  const known = useTopic('contacts', ({ contacts }) => contacts.all)
  const all = useMemo(
    () => people && [...people, ...known.filter(({ standing }) => standing === 'contact')].sort(byReading),
    [people, known],
  )
  return { people: all, failure: people ? null : failure, retry: () => void run(client) }
}

/**
 * Names, and how they are read, count more than what stands beside them. The organization tells people
 * apart only where it is not `home`, one's own. 0: no match.
 */
export function matchPerson(person: Person, typed: string, home: number): number {
  const { name, department, title, organizationId, organizationName } = person
  const byName = matchCalled(person, typed)
  const beside = [name, person.reading, department, title, organizationId === home ? '' : organizationName]
  return byName > 0 ? byName + 1 : match(beside.join(' '), typed) && 1
}
