import type { Me } from '@naniwa/contract'
import type { Actor, App } from '../context.ts'
import { readMe } from './read.ts'

export async function me(app: App, actor: Actor): Promise<Me> {
  return await readMe(app.db, actor.accountId)
}
