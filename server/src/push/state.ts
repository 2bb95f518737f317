import type { api, OutputOf } from '@naniwa/contract'
import { sql } from 'kysely'
import type { Actor, App } from '../context.ts'
import { readVapid } from './keys.ts'

export async function state(app: App, { accountId, sessionId }: Actor): Promise<OutputOf<typeof api.push.state>> {
  if (app.config.push === 'off') return { key: null, on: false }
  const { rows } = await sql`
    select from push_device where account_id = ${accountId} and session_id = ${sessionId}
  `.execute(app.db)
  return { key: (await readVapid(app)).publicKey, on: rows.length > 0 }
}
