import type { api, OutputOf } from '@naniwa/contract'
import type { Actor, App } from '../context.ts'
import { organizationOf, readQuota, readUsed } from './storage.ts'

export async function usage(app: App, actor: Actor): Promise<OutputOf<typeof api.files.usage>> {
  const organizationId = await organizationOf(app.db, actor.accountId)
  return { used: await readUsed(app.db, organizationId), quota: await readQuota(app, app.db, organizationId) }
}
