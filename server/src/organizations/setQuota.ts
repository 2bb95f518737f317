import { sql } from 'kysely'
import type { App } from '../context.ts'
import { organizationNamed } from './named.ts'

export interface SetQuota {
  /** Its name, or its number where several have one name. */
  readonly organization: string
  /** Null: what the server gives to every one. */
  readonly bytes: number | null
}

export interface QuotaOf {
  readonly organizationId: number
  readonly name: string
  readonly quotaBytes: number | null
}

/**
 * What one organization may keep; holds from the next upload on. What it keeps already stays, also where that is more.
 *
 * @throws {Fatal} where no organization, or several, are meant.
 */
export async function setQuota(app: App, { organization, bytes }: SetQuota): Promise<QuotaOf> {
  const { rows } = await sql<QuotaOf>`
    update organization set quota_bytes = ${bytes} where id = ${await organizationNamed(app.db, organization)}
    returning id as organization_id, name, quota_bytes
  `.execute(app.db)
  return rows[0] as QuotaOf
}
