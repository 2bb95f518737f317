import type { App } from '../../context.ts'
import { readAuthorsOf } from '../../search/asked.ts'
import type { Shown } from './views.ts'

/** Looks people up, so that an answer shows them. Whoever is in no such room any more is shown without a name. */
export async function peopleIn(
  app: App,
  places: readonly { readonly roomId: number; readonly accountId: number }[],
): Promise<(accountId: number) => Shown> {
  const people = await readAuthorsOf(app.db, places)
  const known = new Map(people.map((person) => [person.accountId, person]))
  return (accountId) => known.get(accountId) ?? { accountId, name: '', avatar: null }
}
