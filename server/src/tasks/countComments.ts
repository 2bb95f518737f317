import type { api, InputOf, OutputOf } from '@naniwa/contract'
import type { Actor, App } from '../context.ts'
import { countOf } from './comments.ts'

type CountComments = typeof api.tasks.countComments

export async function countComments(
  app: App,
  actor: Actor,
  { tasks }: InputOf<CountComments>,
): Promise<OutputOf<CountComments>> {
  return { counts: await countOf(app.db, actor.accountId, tasks) }
}
