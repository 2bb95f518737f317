import { Refusal } from '@naniwa/contract'
import type { Actor, App } from '../context.ts'

/** Attempts of one account, whatever it is asked for: who sits at an open browser does not get to guess. */
const PER_ACCOUNT = { count: 10, seconds: 5 * 60 }

/** For what an open browser alone must not do. @throws {Refusal} `sign_in_failed` when it is not the account's password. */
export async function requirePassword(app: App, { accountId }: Actor, attempt: string): Promise<void> {
  await app.limits.take(`change-password:${accountId}`, PER_ACCOUNT)
  const stored = await app.db
    .selectFrom('account')
    .where('id', '=', accountId)
    .select('passwordHash')
    .executeTakeFirst()
  if (!(await app.hasher.verify(stored?.passwordHash ?? null, attempt))) throw new Refusal('sign_in_failed')
}
