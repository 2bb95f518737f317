import type { api, InputOf, MyRoom } from '@naniwa/contract'
import { type RawBuilder, sql } from 'kysely'
import type { Actor, App } from '../context.ts'
import { untilKept } from '../db/kept.ts'
import { transact } from '../db/transaction.ts'
import { touchOwn } from '../rooms/own.ts'
import { findRoom, readOwn } from '../rooms/read.ts'

/** Everything up to the number is read; a mark that is further already stays. */
export async function read(
  app: App,
  actor: Actor,
  { roomId, number }: InputOf<typeof api.messages.read>,
): Promise<MyRoom> {
  return mark(app, actor, roomId, (lastNumber) => {
    const reached = Math.min(number, lastNumber)
    return sql`read_number = ${reached} where read_number < ${reached}`
  })
}

/** The number and everything after it is unread; a mark that is further back already stays. */
export async function unread(
  app: App,
  actor: Actor,
  { roomId, number }: InputOf<typeof api.messages.unread>,
): Promise<MyRoom> {
  return mark(app, actor, roomId, () => sql`read_number = ${number - 1} where read_number > ${number - 1}`)
}

async function mark(
  app: App,
  actor: Actor,
  roomId: number,
  change: (lastNumber: number) => RawBuilder<unknown>,
): Promise<MyRoom> {
  return transact(app, async (tx) => {
    const { lastNumber } = await findRoom(tx, actor.accountId, roomId)
    const { numAffectedRows } = await sql`
      update member set ${change(lastNumber)} and room_id = ${roomId} and account_id = ${actor.accountId}
    `.execute(tx)
    const changed = numAffectedRows === 1n
    if (!changed) await untilKept(tx)
    const [mine] = changed
      ? await touchOwn(tx, roomId, [actor.accountId], 'changed')
      : await readOwn(tx, actor.accountId, [roomId])
    return mine as MyRoom
  })
}
