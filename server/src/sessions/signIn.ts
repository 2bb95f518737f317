import { type api, type InputOf, type Me, Refusal } from '@naniwa/contract'
import { readMe, readOwner } from '../accounts/read.ts'
import type { App, Visitor } from '../context.ts'
import { type Transaction, transact } from '../db/transaction.ts'
import { networkOf } from '../lib/network.ts'
import { openSession } from './open.ts'

/** Attempts at one address of mail from one network address. */
const PER_EMAIL = { count: 10, seconds: 5 * 60 }
/**
 * Attempts at one address of mail that fail, from all networks from which its account is not signed in: who guesses from many
 * has about 800 a day. The owner, at a place where a session is open, is not kept out by it.
 */
const PER_ACCOUNT = { count: 100, seconds: 3 * 60 * 60 }
/** Attempts from one network address that fail, whatever they name: a whole company comes in the morning from one. */
const PER_NETWORK = { count: 50, seconds: 5 * 60 }

export async function signIn(app: App, visitor: Visitor, input: InputOf<typeof api.sessions.signIn>): Promise<Me> {
  const network = networkOf(visitor.address)
  await app.limits.take(`sign-in-network:${network}`, PER_NETWORK)
  await app.limits.take(`sign-in:${network}:${input.email}`, PER_EMAIL)
  const known = await readOwner(app.db, input.email)
  // Whose account is deactivated is nobody, in the time taken too.
  const owner = known?.deactivatedAt ? undefined : known
  const isStrange = !(await hasSessionFrom(app, owner?.accountId ?? 0, network))
  if (isStrange) await app.limits.take(`sign-in-account:${input.email}`, PER_ACCOUNT)
  const fits = await app.hasher.verify(owner?.passwordHash ?? null, input.password)
  if (!owner || !fits) throw new Refusal('sign_in_failed')
  if (isStrange) await app.limits.giveBack(`sign-in-account:${input.email}`, PER_ACCOUNT)
  await app.limits.giveBack(`sign-in-network:${network}`, PER_NETWORK)
  return await transact(app, async (tx) => {
    await requireUnchanged(tx, owner)
    await openSession(app, tx, visitor, owner.accountId)
    return await readMe(tx, owner.accountId)
  })
}

/** An account has few sessions: those that are over are swept away. */
async function hasSessionFrom(app: App, accountId: number, network: string): Promise<boolean> {
  const sessions = await app.db.selectFrom('session').where('accountId', '=', accountId).select('address').execute()
  return sessions.some(({ address }) => networkOf(address) === network)
}

/** A change of password and a deactivation end all sessions: none must begin with the old password while that happens. */
async function requireUnchanged(tx: Transaction, owner: { accountId: number; passwordHash: string }): Promise<void> {
  const same = await tx
    .selectFrom('account')
    .where('id', '=', owner.accountId)
    .where('passwordHash', '=', owner.passwordHash)
    .where('deactivatedAt', 'is', null)
    .forShare()
    .select('id')
    .executeTakeFirst()
  if (!same) throw new Refusal('sign_in_failed')
}
