import type { api, InputOf } from '@naniwa/contract'
import type { Actor, App } from '../context.ts'
import { type Transaction, transact } from '../db/transaction.ts'
import { endConnections } from '../oauth/endAll.ts'
import { dropTokens } from '../tokens/drop.ts'
import { prepare, replacePassword } from './replace.ts'
import { requirePassword } from './require.ts'

export async function change(
  app: App,
  actor: Actor,
  input: InputOf<typeof api.passwords.change>,
): Promise<Record<string, never>> {
  const { accountId, sessionId } = actor
  await requirePassword(app, actor, input.current)
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
