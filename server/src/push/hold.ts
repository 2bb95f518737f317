import { sql } from 'kysely'
import type { App } from '../context.ts'
import type { News, Telling } from './news.ts'

/** Keeps it until quiet hours are over: of what is shown in one place the newest. A device that is dropped meanwhile is told nothing. */
export async function hold(app: App, { device, tag }: Telling, news: News, until: Date): Promise<void> {
  const kept: News = 'id' in news ? { ...news, kept: true } : news
  await sql`
    insert into push_held (account_id, session_id, tag, news, due_at)
    select account_id, session_id, ${tag}, ${JSON.stringify(kept)}::jsonb, ${until} from push_device
    where account_id = ${device.accountId} and session_id = ${device.sessionId} for key share
    on conflict (account_id, session_id, tag) do update set news = excluded.news, due_at = excluded.due_at
  `.execute(app.db)
}
