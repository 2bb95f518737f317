import type { Colleague } from '@naniwa/contract'
import type { Queries } from '../db/transaction.ts'
import { colleagueColumns } from './view.ts'

/** Everyone of the viewer's organization, by name; for its administrators those who left as well. */
export async function readColleagues(db: Queries, viewerId: number): Promise<Colleague[]> {
  return await db
    .selectFrom('account as viewer')
    .innerJoin('account', 'account.organizationId', 'viewer.organizationId')
    .innerJoin('organization', 'organization.id', 'account.organizationId')
    .where('viewer.id', '=', viewerId)
    .where(({ or, eb }) =>
      or([eb('account.deactivatedAt', 'is', null), eb('viewer.organizationRole', '=', 'administrator')]),
    )
    .orderBy('account.name')
    .orderBy('account.id')
    .select(colleagueColumns)
    .execute()
}
