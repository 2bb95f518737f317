import type { api, OutputOf } from '@naniwa/contract'
import type { Actor, App } from '../context.ts'
import { requireAdministrator } from '../organizations/administrator.ts'
import { readInvitations } from './read.ts'

export async function list(app: App, actor: Actor): Promise<OutputOf<typeof api.invitations.list>> {
  const organizationId = await requireAdministrator(app.db, actor)
  return { invitations: await readInvitations(app, app.db, organizationId) }
}
