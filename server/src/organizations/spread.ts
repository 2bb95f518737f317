import { changeMe } from '../accounts/change.ts'
import type { App } from '../context.ts'
import { transact } from '../db/transaction.ts'

/** Accounts in one transaction: each holds its row's lock until the end. */
const CHUNK = 100

/**
 * Tells everyone of an organization that its name changed. In order of ids and from the start when run again: telling twice is
 * harmless. The rooms that show it hear of it from `members/spread.ts`.
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
    for (const { id } of accounts) await changeMe(tx, id, {})
    return accounts.at(-1)?.id
  })
}
