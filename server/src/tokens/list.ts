import type { api, OutputOf, Token } from '@naniwa/contract'
import type { Actor, App } from '../context.ts'
import type { Queries } from '../db/transaction.ts'
import { readStanding } from './policy.ts'
import { tokenColumns } from './view.ts'

export async function list(app: App, actor: Actor): Promise<OutputOf<typeof api.tokens.list>> {
  const { policy } = await readStanding(app.db, actor.accountId)
  return { policy, tokens: await readTokens(app.db, actor.accountId) }
}

/** Newest first. */
export async function readTokens(db: Queries, accountId: number): Promise<Token[]> {
  return await db
    .selectFrom('apiToken')
    .where('accountId', '=', accountId)
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .select(tokenColumns)
    .execute()
}
