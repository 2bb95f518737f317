import { sql } from 'kysely'
import type { App } from '../context.ts'

export interface Kept {
  readonly organizationId: number
  readonly name: string
  /** Who left is not counted. */
  readonly people: number
  /** Bytes of the files of its people. */
  readonly usedBytes: number
  /** Its own; null where the server's holds. */
  readonly quotaBytes: number | null
}

/** Every organization of the server, for whoever administers the machine; oldest first. */
export async function listOrganizations(app: App): Promise<Kept[]> {
  const { rows } = await sql<Kept>`
    select o.id as organization_id, o.name, o.quota_bytes, coalesce(s.used, 0) as used_bytes,
      (select count(*) from account a where a.organization_id = o.id and a.deactivated_at is null)::int as people
    from organization o left join organization_storage s on s.organization_id = o.id
    order by o.id
  `.execute(app.db)
  return rows
}
