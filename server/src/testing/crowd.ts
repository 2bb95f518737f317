import { createAccount } from '../accounts/create.ts'
import type { App } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { createOrganization } from '../organizations/create.ts'
import { authenticate } from '../sessions/authenticate.ts'
import { openSession } from '../sessions/open.ts'
import { browser, type Signed } from './app.ts'
import { PASSWORD } from './cast.ts'
import type { TestServer } from './server.ts'

let hash: Promise<string> | undefined

/** More people, of Minamo unless told otherwise, signed in; called `tag` and a number. */
export function crowd(
  { app, people }: TestServer,
  tag: string,
  count: number,
  organizationId = people.aiko.organizationId,
): Promise<Signed[]> {
  return enrol(app, tag, count, organizationId)
}

async function enrol(app: App, tag: string, count: number, organizationId: number): Promise<Signed[]> {
  hash ??= app.hasher.hash(PASSWORD)
  const passwordHash = await hash
  const place = { organizationId, organizationRole: 'member', passwordHash } as const
  const enrolled = await transact(app, async (tx) => {
    const crowded: Omit<Signed, 'sessionId'>[] = []
    for (let n = 1; n <= count; n++) {
      const person = { email: `${tag}-${n}@example.com`, name: `${tag} ${n}`, language: 'ja' } as const
      const own = browser()
      const account = await createAccount(app, tx, { ...place, ...person })
      await openSession(app, tx, own, account.accountId)
      crowded.push({ ...own, ...person, organizationId, ...account })
    }
    return crowded
  })
  return Promise.all(
    enrolled.map(async (person) => ({
      ...person,
      sessionId: (await authenticate(app, person.token()))?.sessionId ?? 0,
    })),
  )
}

/** People of an organization of their own, which is called `tag`. */
export async function strangers({ app }: { app: App }, tag: string, count = 1): Promise<[Signed, ...Signed[]]> {
  const { organizationId } = await transact(app, (tx) => createOrganization(app, tx, tag))
  return (await enrol(app, tag, count, organizationId)) as [Signed, ...Signed[]]
}
