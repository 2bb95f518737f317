import { type api, type InputOf, type OutputOf, Refusal } from '@naniwa/contract'
import type { Actor, App } from '../context.ts'
import { readCard, readSharedRooms } from './read.ts'

type Person = typeof api.accounts.person

export async function person(app: App, actor: Actor, input: InputOf<Person>): Promise<OutputOf<Person>> {
  const card = await readCard(app.db, actor.accountId, input.accountId)
  if (!card) throw new Refusal('not_found')
  return { ...card, roomIds: await readSharedRooms(app.db, actor.accountId, input.accountId) }
}
