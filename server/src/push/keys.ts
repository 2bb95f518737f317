import { sql } from 'kysely'
import type { VapidKeys } from 'web-push'
import type { App } from '../context.ts'

/** By which push services know this server (VAPID, RFC 8292): made once, kept in the database, the same for every process. */
export async function readVapid({ db }: Pick<App, 'db'>): Promise<VapidKeys> {
  const known = await read(db)
  if (known) return known
  const { default: webPush } = await import('web-push')
  await sql`
    insert into server_state (name, value) values ('vapid_keys', ${JSON.stringify(webPush.generateVAPIDKeys())})
    on conflict (name) do nothing
  `.execute(db)
  return (await read(db)) as VapidKeys
}

async function read(db: App['db']): Promise<VapidKeys | undefined> {
  const { rows } = await sql<{ value: string }>`select value from server_state where name = 'vapid_keys'`.execute(db)
  return rows[0] && JSON.parse(rows[0].value)
}
