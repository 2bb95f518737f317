import { createAccount } from '../../server/src/accounts/create.ts'
import type { Actor, App } from '../../server/src/context.ts'
import { transact } from '../../server/src/db/transaction.ts'
import { createOrganization } from '../../server/src/organizations/create.ts'
import { create } from '../../server/src/rooms/create.ts'
import { openSession } from '../../server/src/sessions/open.ts'

export interface Somebody {
  readonly accountId: number
  /** For the door. */
  readonly cookie: string
}

/** People of one organization, signed in. */
export async function makePeople(app: App, count: number): Promise<Somebody[]> {
  const { organizationId } = await transact(app, (tx) => createOrganization(app, tx, 'Bench'))
  return await inTurns(count, (place) => makePerson(app, organizationId, place))
}

async function makePerson(app: App, organizationId: number, place: number): Promise<Somebody> {
  const { accountId } = await transact(app, (tx) =>
    createAccount(app, tx, {
      organizationId,
      organizationRole: 'member',
      email: `${place}@${organizationId}.bench.example`,
      name: `利用者 ${place}`,
      passwordHash: 'none',
      language: 'ja',
    }),
  )
  return signIn(app, accountId)
}

/** Opens a session for somebody who is there already. */
export async function signIn(app: App, accountId: number): Promise<Somebody> {
  let token = ''
  const visitor = { address: '127.0.0.1', userAgent: 'bench', keep: (kept: string | null) => (token = kept ?? '') }
  await transact(app, (tx) => openSession(app, tx, visitor, accountId))
  return { accountId, cookie: `naniwa=${token}` }
}

/** Groups of these people each; the first makes it. */
export async function makeRooms(app: App, groups: readonly (readonly Somebody[])[]): Promise<number[]> {
  return await inTurns(groups.length, async (place) => {
    const [owner, ...others] = groups[place] as readonly Somebody[]
    const members = others.map(({ accountId }) => ({ accountId, role: 'member' as const }))
    const icon = { preset: 'group', hue: 1, image: null } as const
    const { id } = await create(app, actorOf(owner as Somebody), {
      name: `部屋 ${place}`,
      description: '',
      icon,
      members,
    })
    return id
  })
}

function actorOf({ accountId }: Somebody): Actor {
  return { accountId, sessionId: 0, address: '', userAgent: '', keep: () => {} }
}

/** `count` pieces of work, eight at a time. */
async function inTurns<T>(count: number, work: (place: number) => Promise<T>): Promise<T[]> {
  const results: T[] = []
  let next = 0
  const worker = async () => {
    for (let place = next++; place < count; place = next++) results[place] = await work(place)
  }
  await Promise.all(Array.from({ length: 8 }, worker))
  return results
}
