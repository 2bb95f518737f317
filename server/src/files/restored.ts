import { sql } from 'kysely'
import { queueMail } from '../accounts/queueMail.ts'
import type { App } from '../context.ts'
import { type Transaction, transact } from '../db/transaction.ts'
import { announce } from '../events/announce.ts'
import { accountTopic } from '../events/topics.ts'
import { periodically } from '../lib/periodic.ts'
import { type LockedRoom, lockAnyRoom } from '../rooms/lock.ts'
import { announceFile } from './change.ts'
import { bytesKey, readStored, type StoredFile } from './read.ts'

const PERIOD_MS = 60_000
const BATCH = 1_000

/** Tells of what is back from the archive, each once. */
export async function tellRestored(app: App): Promise<void> {
  const { rows } = await sql<{ roomId: number; fileId: number }>`
    select room_id, file_id from file_restore group by room_id, file_id order by min(asked_at) limit ${BATCH}
  `.execute(app.db)
  for (const { roomId, fileId } of rows) {
    const stored = await readStored(app.db, roomId, fileId)
    const found = await app.blobs.head(bytesKey(stored))
    // Lost bytes come back no more; whoever tries to download them sees it.
    if (!found || found.state === 'ready') await transact(app, (tx) => finish(app, tx, stored))
  }
}

/** Looks every minute. Answers with the way to stop, which resolves when nothing is under way. */
export function watchRestored(app: App): () => Promise<void> {
  return periodically(
    PERIOD_MS,
    () => tellRestored(app),
    (err) => app.log.warn({ err }, 'what is back from the archive cannot be seen'),
  )
}

async function finish(app: App, tx: Transaction, { roomId, id }: StoredFile): Promise<void> {
  const room = await lockAnyRoom(tx, roomId, app.clock.now())
  const asked = await takeOut(tx, roomId, id)
  if (!room || asked.length === 0) return
  await sql`update file set restoring = false where room_id = ${roomId} and id = ${id}`.execute(tx)
  const there = asked.filter(({ isMember }) => isMember).map(({ accountId }) => accountId)
  await tell(app, tx, room, id, there)
}

interface Asked {
  readonly accountId: number
  readonly isMember: boolean
}

/** Those who asked. Whoever comes second finds nobody. */
async function takeOut(tx: Transaction, roomId: number, id: number): Promise<Asked[]> {
  const { rows } = await sql<Asked>`
    with asked as (delete from file_restore where room_id = ${roomId} and file_id = ${id} returning account_id)
    select a.account_id, exists (
      select from member m where m.room_id = ${roomId} and m.account_id = a.account_id and m.role is not null
    ) as is_member from asked a
  `.execute(tx)
  return rows
}

async function tell(
  app: App,
  tx: Transaction,
  room: Omit<LockedRoom, 'role'>,
  id: number,
  accountIds: readonly number[],
): Promise<void> {
  const file = await announceFile(tx, room, id)
  for (const accountId of accountIds) {
    await queueMail(app, tx, accountId, { kind: 'fileRestored', accountId, roomId: room.roomId, fileId: id })
    announce(tx, accountTopic(accountId), { event: 'restored', data: file })
  }
}
