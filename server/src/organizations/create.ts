import type { App } from '../context.ts'
import type { Transaction } from '../db/transaction.ts'
import { newId } from '../lib/ids.ts'

const FOUNDED = 'founded'

/**
 * Marks the server as founded; true for the one transaction that did. Others that try meanwhile wait for its end, and one of
 * them takes its place should it fail.
 */
export async function claimServer(app: App, tx: Transaction): Promise<boolean> {
  const claimed = await tx
    .insertInto('serverState')
    .values({ name: FOUNDED, value: app.clock.now().toISOString() })
    .onConflict((conflict) => conflict.doNothing())
    .returning('name')
    .executeTakeFirst()
  return claimed !== undefined
}

/** An organization with nobody in it yet. */
export async function createOrganization(app: App, tx: Transaction, name: string): Promise<{ organizationId: number }> {
  await claimServer(app, tx)
  const organizationId = newId(app.clock)
  await tx.insertInto('organization').values({ id: organizationId, name, createdAt: app.clock.now() }).execute()
  return { organizationId }
}

export async function isFounded(app: App): Promise<boolean> {
  const row = await app.db.selectFrom('serverState').where('name', '=', FOUNDED).select('name').executeTakeFirst()
  return row !== undefined
}
