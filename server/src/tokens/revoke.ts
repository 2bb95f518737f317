import { type api, type InputOf, Refusal } from '@naniwa/contract'
import type { Actor, App } from '../context.ts'

export async function revoke(
  app: App,
  actor: Actor,
  input: InputOf<typeof api.tokens.revoke>,
): Promise<Record<string, never>> {
  const { numDeletedRows } = await app.db
    .deleteFrom('apiToken')
    .where('accountId', '=', actor.accountId)
    .where('id', '=', input.id)
    .executeTakeFirst()
  if (numDeletedRows === 0n) throw new Refusal('not_found', 'no such token')
  return {}
}
