import { type api, can, type File, fileKindOf, fold, type InputOf, type Message, Refusal } from '@naniwa/contract'
import { sql } from 'kysely'
import type { Actor, App } from '../context.ts'
import { type Transaction, transact } from '../db/transaction.ts'
import { announce } from '../events/announce.ts'
import { happened } from '../events/happened.ts'
import { roomTopic } from '../events/topics.ts'
import { fileBody } from '../files/body.ts'
import { announceFile } from '../files/change.ts'
import { previewKindOf } from '../files/previewable.ts'
import { readFile } from '../files/read.ts'
import { settleReserved } from '../files/storage.ts'
import { newId } from '../lib/ids.ts'
import { writeMessages } from '../messages/write.ts'
import { type LockedRoom, lockRoom } from '../rooms/lock.ts'
import type { Examined } from './examine.ts'
import { noSuchUpload, type StoredUpload } from './read.ts'

type Input = InputOf<typeof api.files.complete>

/** The upload becomes a file, and the message that tells of it is sent, together or not at all. */
export async function finish(
  app: App,
  actor: Actor,
  upload: StoredUpload,
  input: Input,
  examined: Examined,
): Promise<File> {
  return transact(app, async (tx) => {
    const known = await lockUpload(tx, upload)
    if (known !== null) return await readFile(tx, upload.roomId, known)
    const room = await lockRoom(tx, actor.accountId, upload.roomId, app.clock.now())
    if (!can.upload(room)) throw new Refusal('forbidden', 'may not post here')
    const id = newId(app.clock)
    await writeFile(tx, room, id, upload, input, examined)
    const file = await announceFile(tx, room, id)
    await happened(tx, room, { tick: file.tick, happening: { type: 'file_created', file } })
    const shown = ['image', 'page'].includes(previewKindOf(file.type) ?? '')
    await tell(tx, room, actor, input, fileBody({ ...file, shown }, input.body))
    await settleReserved(tx, upload.organizationId, upload.size)
    await sql`
      update upload set file_id = ${id} where account_id = ${upload.accountId} and id = ${upload.id}
    `.execute(tx)
    return file
  })
}

/** The file it has become already, or null. @throws {Refusal} `not_found` when it was given up. */
async function lockUpload(tx: Transaction, { accountId, id }: StoredUpload): Promise<number | null> {
  const { rows } = await sql<{ fileId: number | null }>`
    select file_id from upload where account_id = ${accountId} and id = ${id} and not given_up for update
  `.execute(tx)
  return (rows[0] ?? noSuchUpload()).fileId
}

async function writeFile(
  tx: Transaction,
  room: LockedRoom,
  id: number,
  { accountId, organizationId, name, size, blob }: StoredUpload,
  { messageId }: Input,
  { type, charset, sha256 }: Examined,
): Promise<void> {
  const waits = previewKindOf(type) !== null && size > 0
  await sql`
    insert into file (room_id, id, tick, account_id, organization_id, message_id, name, folded_name, size, type, charset,
      kind, sha256, blob, preview_state, created_at)
    values (${room.roomId}, ${id}, ${room.tick}, ${accountId}, ${organizationId}, ${messageId}, ${name}, ${fold(name)}, ${size},
      ${type}, ${charset}, ${fileKindOf(type)}, ${sha256}, ${blob}, ${waits ? 'waiting' : 'none'}, ${room.now})
  `.execute(tx)
  if (!waits) return
  await sql`
    insert into outbox (room_id, id, tick, topic, payload, created_at)
    values (${room.roomId}, ${id}, ${room.tick + 1}, 'file', '{}', ${room.now})
  `.execute(tx)
}

/** An ordinary message of the sender's, under the id their client made: whom the text addresses is addressed. */
async function tell(
  tx: Transaction,
  room: LockedRoom,
  actor: Actor,
  { messageId }: Input,
  body: string,
): Promise<Message> {
  const sending = { roomId: room.roomId, id: messageId, accountId: actor.accountId, body, selfUnread: false }
  const [sent] = await writeMessages(tx, [sending], room.now)
  if (!sent || sent instanceof Refusal) throw sent
  if ('known' in sent) throw new Refusal('message_id_taken', 'this id was used for another message')
  announce(tx, roomTopic(room.roomId), { event: 'message', data: sent.written })
  return sent.written
}
