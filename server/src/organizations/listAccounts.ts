import { sql } from 'kysely'
import { organizationRoleColumn } from '../accounts/view.ts'
import type { App } from '../context.ts'
import { milliseconds } from '../db/milliseconds.ts'
import type { AddedAccount } from './addAccount.ts'

export interface ListedAccount extends AddedAccount {
  readonly createdAt: number
  /** Null for those that are in use. */
  readonly deactivatedAt: number | null
}

/** Every account of the server, for whoever administers the machine; oldest first. */
export async function listAccounts(app: App): Promise<ListedAccount[]> {
  return await app.db
    .selectFrom('account')
    .innerJoin('organization', 'organization.id', 'account.organizationId')
    .orderBy('account.id')
    .select([
      'account.id as accountId',
      'account.loginMail as email',
      'account.name',
      'account.organizationId',
      'organization.name as organizationName',
      organizationRoleColumn,
      milliseconds('account.createdAt').as('createdAt'),
      sql<number | null>`${milliseconds('account.deactivatedAt')}`.as('deactivatedAt'),
    ])
    .execute()
}
