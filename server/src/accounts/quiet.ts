import { defaultSettings, quietUntil, type Settings } from '@naniwa/contract'
import { sql } from 'kysely'
import type { Queries } from '../db/transaction.ts'

/** When the quiet time of somebody is over that now lies in; null outside of any. */
export async function readQuietUntil(db: Queries, accountId: number, now: Date): Promise<Date | null> {
  const { rows } = await sql<{ settings: Partial<Settings> }>`
    select settings from account where id = ${accountId}
  `.execute(db)
  const end = quietUntil({ ...defaultSettings, ...rows[0]?.settings }, now.getTime())
  return end === null ? null : new Date(end)
}
