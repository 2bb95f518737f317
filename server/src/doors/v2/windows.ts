import { sql } from 'kysely'
import type { App } from '../../context.ts'

/**
 * So many in so many seconds from the second of the first of them on; then it begins anew. It ends with a whole second: headers can
 * tell no other, and some clients believe no end that is further off than the window is long.
 */
export interface Window {
  readonly count: number
  readonly seconds: number
}

/** How a window stands once one more was taken. */
export interface Standing {
  readonly limit: number
  /** Below 0: it was one too many. */
  readonly left: number
  /** When it begins anew, in milliseconds. */
  readonly endsAt: number
}

function endOf({ seconds }: Window, now: number): number {
  return (Math.floor(now / 1_000) + seconds) * 1_000
}

/**
 * Takes one from the account's window of that name. Counted in the database, in one statement, so that all processes count together;
 * a program calls about once a second, not more.
 */
export async function takeOne(app: App, accountId: number, name: string, window: Window): Promise<Standing> {
  const now = app.clock.now()
  const end = new Date(endOf(window, now.getTime()))
  if (app.config.rateLimits === 'off') return { limit: window.count, left: window.count, endsAt: end.getTime() }
  const { rows } = await sql<{ count: number; endsAt: Date }>`
    insert into api_window as w (account_id, name, ends_at, count) values (${accountId}, ${name}, ${end}, 1)
    on conflict (account_id, name) do update set
      count = case when w.ends_at <= ${now} then 1 else w.count + 1 end,
      ends_at = case when w.ends_at <= ${now} then excluded.ends_at else w.ends_at end
    returning count, ends_at
  `.execute(app.db)
  const { count, endsAt } = rows[0] as { count: number; endsAt: Date }
  return { limit: window.count, left: window.count - count, endsAt: endsAt.getTime() }
}

/** How long the windows of the public API are, in seconds. */
export const CALLS_SECONDS = 5 * 60
const POSTS_SECONDS = 10

/** One more call of an account. */
export function takeCall(app: App, accountId: number): Promise<Standing> {
  return takeOne(app, accountId, 'calls', { count: app.config.apiCalls, seconds: CALLS_SECONDS })
}

/** One more post of an account to a room. */
export function takePost(app: App, accountId: number, roomId: unknown): Promise<Standing> {
  return takeOne(app, accountId, `posts:${roomId}`, { count: app.config.apiPosts, seconds: POSTS_SECONDS })
}

/** Most networks counted at once; beyond it, all that are over are forgotten. */
const STRANGERS = 10_000

/** Windows of those whose token opened nothing or could not be read, by network address; each process counts its own. */
export function networkWindows(app: App, window: Window): (network: string) => Standing {
  const open = new Map<string, { count: number; readonly endsAt: number }>()
  return (network) => {
    const now = app.clock.now().getTime()
    const known = open.get(network)
    const current = known && known.endsAt > now ? known : { count: 0, endsAt: endOf(window, now) }
    if (app.config.rateLimits === 'off') return { limit: window.count, left: window.count, endsAt: current.endsAt }
    current.count += 1
    open.set(network, current)
    if (open.size > STRANGERS) for (const [key, { endsAt }] of open) if (endsAt <= now) open.delete(key)
    return { limit: window.count, left: window.count - current.count, endsAt: current.endsAt }
  }
}

/** Removes windows that are over. */
export async function sweepWindows(app: App): Promise<void> {
  await app.db.deleteFrom('apiWindow').where('endsAt', '<=', app.clock.now()).execute()
}
