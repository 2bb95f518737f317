import { createAccount } from '../accounts/create.ts'
import { type Transaction, transact } from '../db/transaction.ts'
import { createOrganization } from '../organizations/create.ts'
import { authenticate } from '../sessions/authenticate.ts'
import { openSession } from '../sessions/open.ts'
import { browser, type Signed, type TestApp } from './app.ts'

/** Everybody's. */
export const PASSWORD = 'umbrella otter 47 lantern'

/** `aiko` administers Minamo, where `ben`, `chie` and `bot` work; `dai` administers Tsubame and is an outsider. */
export interface Cast {
  readonly aiko: Signed
  readonly ben: Signed
  readonly chie: Signed
  readonly bot: Signed
  readonly dai: Signed
}

let hash: Promise<string> | undefined

export async function cast(app: TestApp): Promise<Cast> {
  hash ??= app.hasher.hash(PASSWORD)
  const passwordHash = await hash
  const [minamo, tsubame] = await transact(app, async (tx) => [
    await createOrganization(app, tx, 'Minamo'),
    await createOrganization(app, tx, 'Tsubame'),
  ])
  const administrator = { ...minamo, organizationRole: 'administrator', passwordHash } as const
  const member = { ...minamo, organizationRole: 'member', passwordHash } as const
  return {
    aiko: await signed(app, 'aiko', administrator),
    ben: await signed(app, 'ben', member),
    chie: await signed(app, 'chie', member),
    bot: await signed(app, 'bot', member),
    dai: await signed(app, 'dai', { ...administrator, ...tsubame }),
  }
}

type Place = Pick<Parameters<typeof createAccount>[2], 'organizationId' | 'organizationRole' | 'passwordHash'>

async function signed(app: TestApp, handle: string, place: Place): Promise<Signed> {
  const person = {
    email: `${handle}@example.com`,
    name: handle.replace(/^./, (letter) => letter.toUpperCase()),
    language: 'ja',
  } as const
  const own = browser()
  const { accountId, roomId } = await transact(app, async (tx: Transaction) => {
    const account = await createAccount(app, tx, { ...place, ...person })
    await openSession(app, tx, own, account.accountId)
    return account
  })
  const session = await authenticate(app, own.token())
  if (!session) throw new Error(`${handle} is not signed in`)
  return { ...own, ...person, ...place, accountId, roomId, sessionId: session.sessionId }
}
