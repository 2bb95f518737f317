import { type api, type InputOf, Refusal } from '@naniwa/contract'
import type { Actor, App } from '../context.ts'
import { type Transaction, transact } from '../db/transaction.ts'
import { endConnections } from '../oauth/endAll.ts'
import { dropTokens } from '../tokens/drop.ts'
import { prepare, replacePassword } from './replace.ts'

/** Attempts of one account: who sits at an open browser does not get to guess. */
const PER_ACCOUNT = { count: 10, seconds: 5 * 60 }

export async function change(
  app: App,
  actor: Actor,
  input: InputOf<typeof api.passwords.change>,
): Promise<Record<string, never>> {
  const { accountId, sessionId } = actor
  await app.limits.take(`change-password:${accountId}`, PER_ACCOUNT)
  const stored = await app.db
    .selectFrom('account')
    .where('id', '=', accountId)
    .select('passwordHash')
    .executeTakeFirst()
  if (!(await app.hasher.verify(stored?.passwordHash ?? null, input.current))) throw new Refusal('sign_in_failed')
  const passwordHash = await prepare(app, app.db, accountId, input.next)
  await transact(app, async (tx) => {
    await replacePassword(app, tx, accountId, passwordHash, sessionId)
    if (input.programs === 'end') await endPrograms(tx, accountId)
  })
  return {}
}

/** For whoever fears that somebody knew the password. After a forgotten one nothing of the kind is meant, and programs go on. */
async function endPrograms(tx: Transaction, accountId: number): Promise<void> {
  await dropTokens(tx, accountId)
  await endConnections(tx, accountId)
}
