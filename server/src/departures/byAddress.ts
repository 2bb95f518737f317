import { Refusal } from '@naniwa/contract'
import type { App } from '../context.ts'
import { type Transaction, transact } from '../db/transaction.ts'
import { lockOrganization } from '../organizations/administrator.ts'
import { open } from './activate.ts'
import { shut } from './shut.ts'

export interface Standing {
  readonly accountId: number
  readonly email: string
  readonly name: string
  readonly active: boolean
}

interface Found extends Standing {
  readonly organizationId: number
}

/**
 * Deactivates an account, for whoever administers the machine; one that is so already stays so.
 *
 * @throws {Refusal} `not_found`, `last_administrator`
 */
export async function deactivateByAddress(app: App, email: string): Promise<Standing> {
  return await transact(app, async (tx) => {
    const { organizationId, ...found } = await find(tx, email)
    if (found.active) await shut(app, tx, organizationId, found.accountId)
    return { ...found, active: false }
  })
}

/** Activates an account again. @throws {Refusal} `not_found` */
export async function activateByAddress(app: App, email: string): Promise<Standing> {
  return await transact(app, async (tx) => {
    const { organizationId: _, ...found } = await find(tx, email)
    if (!found.active) await open(app, tx, found.accountId)
    return { ...found, active: true }
  })
}

async function find(tx: Transaction, email: string): Promise<Found> {
  const login = await tx.selectFrom('login').where('email', '=', email).select('accountId').executeTakeFirst()
  if (!login) throw new Refusal('not_found', `There is no account with the address ${email}.`)
  const { accountId } = login
  const organizationId = await lockOrganization(tx, accountId)
  const { name, deactivatedAt } = await tx
    .selectFrom('account')
    .where('id', '=', accountId)
    .select(['name', 'deactivatedAt'])
    .executeTakeFirstOrThrow()
  return { accountId, email, name, organizationId, active: deactivatedAt === null }
}
