import type { api, InputOf, OutputOf } from '@naniwa/contract'
import { sql } from 'kysely'
import type { Actor, App } from '../context.ts'
import { readQuota, readUsed } from '../files/storage.ts'
import { requireAdministrator } from '../organizations/administrator.ts'
import { readReport } from './report.ts'

type Read = typeof api.statistics.read

const RATE = { count: 30, seconds: 60 }

export async function read(app: App, actor: Actor, { days, timeZone }: InputOf<Read>): Promise<OutputOf<Read>> {
  const organizationId = await requireAdministrator(app.db, actor)
  await app.limits.take(`statistics.read:${actor.accountId}`, RATE)
  const told = await readReport(app, { organizationId, days, timeZone })
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from account where organization_id = ${organizationId}
  `.execute(app.db)
  const storage = { used: await readUsed(app.db, organizationId), quota: await readQuota(app, app.db, organizationId) }
  return { ...told, people: rows[0]?.count ?? 0, storage }
}
