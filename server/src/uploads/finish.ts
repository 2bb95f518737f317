import { type api, can, type File, fileKindOf, fold, type InputOf, type Message, Refusal } from '@naniwa/contract'
import { sql } from 'kysely'
import type { Actor, App } from '../context.ts'
import { type Transaction, transact } from '../db/transaction.ts'
import { announce } from '../events/announce.ts'
import { happened } from '../events/happened.ts'
import { roomTopic } from '../events/topics.ts'
import { filesBody, type ToldFile } from '../files/body.ts'
import { announceFile } from '../files/change.ts'
import { previewKindOf } from '../files/previewable.ts'
import { readFile } from '../files/read.ts'
import { settleReserved } from '../files/storage.ts'
import { newId } from '../lib/ids.ts'
import { writeMessages } from '../messages/write.ts'
import { type LockedRoom, lockRoom } from '../rooms/lock.ts'
import type { Ready } from './complete.ts'
import { type Examined, noSuchUpload, type StoredUpload } from './read.ts'

type Input = InputOf<typeof api.files.complete>

/** The uploads become files, and the message that tells of them is sent, together or not at all. */
export async function finish(app: App, actor: Actor, ready: readonly Ready[], input: Input): Promise<File[]> {
  return transact(app, async (tx) => {
    const [first] = ready
    const roomId = first?.upload.roomId ?? 0
    const known = await lockUploads(tx, ready)
    if (known.length > 0) return await readAll(tx, roomId, known)
    const room = await lockRoom(tx, actor.accountId, roomId, app.clock.now())
    if (!can.upload(room)) throw new Refusal('forbidden', 'may not post here')
    const files: File[] = []
    for (const one of ready) files.push(await makeFile(app, tx, room, one, input))
    await tell(tx, room, actor, input, filesBody(files.map(asTold), input.body))
    return files
  })
}

/** The files they have become already, in their order; or none. @throws {Refusal} `not_found` when one was given up. */
async function lockUploads(tx: Transaction, ready: readonly Ready[]): Promise<number[]> {
  const known = new Map<number, number | null>()
  const uploads = ready.map(({ upload }) => upload)
  // In one order, so that two who finish the same do not wait for each other.
  for (const { accountId, id } of uploads.toSorted((a, b) => a.id - b.id)) {
    const { rows } = await sql<{ fileId: number | null }>`
      select file_id from upload where account_id = ${accountId} and id = ${id} and not given_up for update
    `.execute(tx)
    known.set(id, (rows[0] ?? noSuchUpload()).fileId)
  }
  const files = uploads.flatMap(({ id }) => known.get(id) ?? [])
  if (files.length > 0 && files.length < uploads.length)
    throw new Refusal('message_id_taken', 'some have been told of already')
  return files
}

async function readAll(tx: Transaction, roomId: number, ids: readonly number[]): Promise<File[]> {
  const files: File[] = []
  for (const id of ids) files.push(await readFile(tx, roomId, id))
  return files
}

async function makeFile(
  app: App,
  tx: Transaction,
  room: LockedRoom,
  { upload, found }: Ready,
  input: Input,
): Promise<File> {
  const id = newId(app.clock)
  await writeFile(tx, room, id, upload, input, found)
  const file = await announceFile(tx, room, id)
  await happened(tx, room, { tick: file.tick, happening: { type: 'file_created', file } })
  await settleReserved(tx, upload.organizationId, upload.size)
  await sql`
    update upload set file_id = ${id} where account_id = ${upload.accountId} and id = ${upload.id}
  `.execute(tx)
  return file
}

function asTold(file: File): ToldFile {
  return { ...file, shown: ['image', 'page'].includes(previewKindOf(file.type) ?? '') }
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
