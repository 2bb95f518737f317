import { changeMe } from '../accounts/change.ts'
import { queue } from '../accounts/queue.ts'
import type { App } from '../context.ts'
import { transact } from '../db/transaction.ts'

/** Accounts in one transaction: each holds its row's lock until the end. */
const CHUNK = 100

/**
 * Tells everyone of an organization, and the rooms they are in, that its name changed. In order of ids and from the start when
 * run again: telling twice is harmless.
 */
export async function spreadOrganization(app: App, { organizationId }: { organizationId: number }): Promise<void> {
  let after: number | undefined = 0
  while (after !== undefined) after = await spreadChunk(app, organizationId, after)
}

async function spreadChunk(app: App, organizationId: number, after: number): Promise<number | undefined> {
  return await transact(app, async (tx) => {
    const accounts = await tx
      .selectFrom('account')
      .where('organizationId', '=', organizationId)
      .where('id', '>', after)
      .orderBy('id')
      .limit(CHUNK)
      .select('id')
      .execute()
    for (const { id } of accounts) {
      await changeMe(tx, id, {})
      await queue(app, tx, id, 'profile', {})
    }
    return accounts.at(-1)?.id
  })
}
