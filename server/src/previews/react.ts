import { isDeepStrictEqual } from 'node:util'
import { linkedUrls, type Message, type Preview } from '@naniwa/contract'
import { sql } from 'kysely'
import type { App } from '../context.ts'
import { transact } from '../db/transaction.ts'
import type { OutboxRow } from '../events/outbox.ts'
import type { Reactor } from '../events/react.ts'
import { announceMessage } from '../messages/change.ts'
import { readMessage } from '../messages/read.ts'
import { lockAnyRoom } from '../rooms/lock.ts'
import type { Reach } from './fetch.ts'
import { type PreviewSource, previewSource } from './source.ts'

/** Links of one message that are shown. */
const LINKS = 3

/** Shows what the links of a message lead to, and again after each edit. */
export function previewReactor(reach: Reach = {}): Reactor {
  const source = previewSource(reach)
  return {
    name: 'previews',
    topic: 'message',
    // Most of the time it waits for others; pictures are decoded two at a time.
    concurrency: 16,
    // An edit does not say, for it may have taken a link away.
    wants: ({ payload }) => (payload as { links?: boolean }).links !== false,
    handle: (app, row) => show(app, source, row),
  }
}

async function show(app: App, source: PreviewSource, { roomId = 0, id }: OutboxRow): Promise<void> {
  const before = await readMessage(app.db, roomId, id)
  const links = linksOf(before)
  const previews = await Promise.all(links.map((url) => source(app, url)))
  const found = previews.filter((preview) => preview !== null)
  if (isDeepStrictEqual(found, before.previews)) return
  await transact(app, async (tx) => {
    const room = await lockAnyRoom(tx, roomId, app.clock.now())
    if (!room) return
    const message = await readMessage(tx, roomId, id)
    if (!isDue(message, links, found)) return
    await sql`
      update message set previews = ${JSON.stringify(found)}::jsonb where room_id = ${roomId} and id = ${id}
    `.execute(tx)
    await announceMessage(tx, room, id)
  })
}

function linksOf(message: Message): string[] {
  return message.deleted ? [] : linkedUrls(message.body).slice(0, LINKS)
}

/** Not when it was edited meanwhile: the edit brings a row of its own. */
function isDue(message: Message, links: readonly string[], previews: readonly Preview[]): boolean {
  return isDeepStrictEqual(linksOf(message), links) && !isDeepStrictEqual(message.previews, previews)
}
