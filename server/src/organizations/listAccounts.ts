import { organizationRoleColumn } from '../accounts/view.ts'
import type { App } from '../context.ts'
import { milliseconds } from '../db/milliseconds.ts'
import type { AddedAccount } from './addAccount.ts'

/** Every account of the server, for whoever administers the machine; oldest first. */
export async function listAccounts(app: App): Promise<(AddedAccount & { readonly createdAt: number })[]> {
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
    ])
    .execute()
}
