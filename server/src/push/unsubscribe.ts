import { sql } from 'kysely'
import type { Actor, App } from '../context.ts'

export async function unsubscribe(app: App, { accountId, sessionId }: Actor): Promise<Record<string, never>> {
  await sql`
    delete from push_device where account_id = ${accountId} and session_id = ${sessionId}
  `.execute(app.db)
  return {}
}
