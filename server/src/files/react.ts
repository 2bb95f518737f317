import { sql } from 'kysely'
import type { App } from '../context.ts'
import type { Transaction } from '../db/transaction.ts'
import type { OutboxRow } from '../events/outbox.ts'
import type { Reactor } from '../events/react.ts'
import { inAnyRoom } from '../rooms/lock.ts'
import { deleteIn } from './delete.ts'
import { readStored } from './read.ts'

/** Deletes what somebody sent to a room that they left, when they wanted it to go with them (`rooms/leave.ts`). */
export const leftFilesReactor: Reactor = {
  name: 'left-files',
  topic: 'left',
  wants: (row) => untilOf(row) !== undefined,
  concurrency: 2,
  handle: (app, row) => deleteLeft(app, row),
}

/** Files deleted in one transaction, so that nobody waits long for the room. */
const BATCH = 50

/** When they left, in milliseconds: what they send once they are back stays. */
function untilOf({ payload }: OutboxRow): number | undefined {
  return (payload as { readonly files?: number } | null)?.files
}

async function deleteLeft(app: App, row: OutboxRow): Promise<void> {
  const { roomId = 0, id: accountId } = row
  const until = new Date(untilOf(row) ?? 0)
  let deleted: number
  do {
    // Stays so where the room is gone.
    deleted = 0
    await inAnyRoom(app, roomId, async (tx, room) => {
      const ids = await readSent(tx, roomId, Number(accountId), until)
      for (const id of ids) await deleteIn(tx, room, await readStored(tx, roomId, id))
      deleted = ids.length
    })
  } while (deleted === BATCH)
}

async function readSent(tx: Transaction, roomId: number, accountId: number, until: Date): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select id from file where room_id = ${roomId} and account_id = ${accountId} and deleted_at is null and created_at <= ${until}
    order by id limit ${BATCH}
  `.execute(tx)
  return rows.map(({ id }) => id)
}
