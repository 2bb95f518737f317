import type { api, OutputOf } from '@naniwa/contract'
import type { Actor, App } from '../context.ts'
import { readColleagues } from './read.ts'

export async function people(app: App, actor: Actor): Promise<OutputOf<typeof api.organizations.people>> {
  return { people: await readColleagues(app.db, actor.accountId) }
}
