import type { Preview } from '@naniwa/contract'
import { sql } from 'kysely'
import type { App } from '../context.ts'
import { Later } from '../events/react.ts'
import { sha256Hex } from '../lib/hash.ts'
import { SafeFetchError } from '../lib/safe-fetch.ts'
import { fetchPreview, type Reach } from './fetch.ts'

/** Previews of links: from the day's cache, or fetched. Throws `Later` when their host has enough to do. */
export type PreviewSource = (app: App, url: string) => Promise<Preview | null>

/** How long a preview is good. */
const DAY_MS = 24 * 60 * 60 * 1_000
/** How long it is remembered that a link has none. */
const NOTHING_MS = 10 * 60 * 1_000
/** How long a host that did not answer is left alone. */
const SILENT_MS = 60 * 1_000
/** Hosts remembered as silent. */
const SILENT_HOSTS = 1_000
/** Links of one host fetched at a time, so that a slow one cannot hold up the others. */
const PER_HOST = 6

/** A link asked for twice at a time is fetched once. */
export function previewSource(reach: Reach): PreviewSource {
  const underWay = new Map<string, Promise<Preview | null>>()
  const busy = new Map<string, number>()
  const silent = new Map<string, number>()

  async function fetched(app: App, { host, href }: URL): Promise<Preview | null> {
    const now = app.clock.now().getTime()
    if ((silent.get(host) ?? 0) > now) return null
    const atOnce = busy.get(host) ?? 0
    if (atOnce >= PER_HOST) throw new Later(`${host} is being asked for ${atOnce} links already`)
    busy.set(host, atOnce + 1)
    try {
      const preview = await fetchPreview(app, href, reach)
      await remember(app, href, preview)
      return preview
    } catch (error) {
      if (!(error instanceof SafeFetchError)) throw error
      if (silent.size >= SILENT_HOSTS) silent.clear()
      silent.set(host, now + SILENT_MS)
      return null
    } finally {
      release(busy, host)
    }
  }

  /** What is remembered is looked for within: of two who ask at a time, the second must not have looked before the first remembered. */
  async function found(app: App, address: URL): Promise<Preview | null> {
    const known = await recall(app, address.href)
    return known !== undefined ? known : await fetched(app, address)
  }

  function begin(app: App, address: URL): Promise<Preview | null> {
    const begun = found(app, address).finally(() => underWay.delete(address.href))
    underWay.set(address.href, begun)
    return begun
  }

  return async (app, url) => {
    const address = URL.parse(url)
    if (!address || address.origin === new URL(app.config.url).origin) return null
    address.hash = ''
    const preview = await (underWay.get(address.href) ?? begin(app, address))
    return preview && { ...preview, url }
  }
}

function release(busy: Map<string, number>, host: string): void {
  const left = (busy.get(host) ?? 1) - 1
  if (left > 0) busy.set(host, left)
  else busy.delete(host)
}

/** Undefined when nothing is known that is still good. */
async function recall(app: App, url: string): Promise<Preview | null | undefined> {
  const { rows } = await sql<{ preview: Preview | null; fetchedAt: Date }>`
    select preview, fetched_at from link_preview where url_hash = ${sha256Hex(url)}
  `.execute(app.db)
  const [known] = rows
  if (!known) return undefined
  const age = app.clock.now().getTime() - known.fetchedAt.getTime()
  return age < (known.preview ? DAY_MS : NOTHING_MS) ? known.preview : undefined
}

async function remember(app: App, url: string, preview: Preview | null): Promise<void> {
  const kept = preview && JSON.stringify(preview)
  await sql`
    insert into link_preview (url_hash, url, fetched_at, preview)
    values (${sha256Hex(url)}, ${url}, ${app.clock.now()}, ${kept}::jsonb)
    on conflict (url_hash) do update set fetched_at = excluded.fetched_at, preview = excluded.preview
  `.execute(app.db)
}

/** Forgets previews that are no longer good. Run now and then; nothing depends on when. */
export async function sweepPreviews(app: App): Promise<void> {
  const end = new Date(app.clock.now().getTime() - DAY_MS)
  await sql`delete from link_preview where fetched_at < ${end}`.execute(app.db)
}
