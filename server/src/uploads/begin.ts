import { randomBytes } from 'node:crypto'
import { type api, can, type InputOf, Refusal, UPLOAD_LIMIT, UPLOAD_SHARE, type Upload } from '@naniwa/contract'
import { sql } from 'kysely'
import { StoreFull } from '../blobs/blobs.ts'
import type { Actor, App } from '../context.ts'
import { type Transaction, transact } from '../db/transaction.ts'
import { organizationOf, reserve } from '../files/storage.ts'
import { newId } from '../lib/ids.ts'
import { takeFromEach } from '../lib/limits.ts'
import { networkOf } from '../lib/network.ts'
import { findRoom } from '../rooms/read.ts'
import { type StoredUpload, sendingOf, viewUpload } from './read.ts'

const RATE = { count: 300, seconds: 10 * 60 }
/** Of one network: an office of 1,000 people behind one address, each with two files in a minute. */
const PER_NETWORK = { count: 2_000, seconds: 60 }
const LIFE_MS = 7 * 24 * 60 * 60 * 1_000
/** After which whatever has received nothing is given up. Clients begin when they send, so that an hour is long. */
const SILENCE_MS = 60 * 60 * 1_000

export async function begin(app: App, actor: Actor, input: InputOf<typeof api.files.begin>): Promise<Upload> {
  await takeFromEach(app.limits, [
    [`files.begin:${actor.accountId}`, RATE],
    [`files.begin-network:${networkOf(actor.address)}`, PER_NETWORK],
  ])
  const { accountId } = actor
  if (!can.upload(await findRoom(app.db, accountId, input.roomId))) throw new Refusal('forbidden', 'may not post here')
  const organizationId = await organizationOf(app.db, accountId)
  const { roomId, name, size, sha256 = null } = input
  const blob = randomBytes(16).toString('hex')
  const expiresAt = app.clock.now().getTime() + LIFE_MS
  const place = { accountId, id: newId(app.clock), roomId, organizationId }
  const handle = await open(app, `${blob}/file`, size)
  const upload = { ...place, name, size, sha256, blob, handle, examined: null, fileId: null, expiresAt }
  try {
    await write(app, upload)
  } catch (error) {
    await app.blobs.abort(sendingOf(upload))
    throw error
  }
  return (await viewUpload(app, upload)) as Upload
}

async function open(app: App, key: string, size: number): Promise<string> {
  try {
    return await app.blobs.begin(key, size)
  } catch (error) {
    if (!(error instanceof StoreFull)) throw error
    app.log.error({ err: error }, 'an upload was refused: the disk is full')
    throw new Refusal('unavailable', 'the server has no room for it', { retryAfter: 300 })
  }
}

async function write(app: App, upload: StoredUpload): Promise<void> {
  const { accountId, id, roomId, organizationId, name, size, sha256, blob, handle, expiresAt } = upload
  const now = app.clock.now()
  // What has no bytes reserves none, and nothing ever arrives of it.
  const silentUntil = size > 0 ? new Date(now.getTime() + SILENCE_MS) : null
  await transact(app, async (tx) => {
    // The organization's row is held from here on, so that of two who begin at once the second counts the first.
    const quota = await reserve(app, tx, organizationId, size)
    await leaveOthersTheirs(tx, upload, quota)
    await sql`
      insert into upload (account_id, id, room_id, organization_id, name, size, sha256, blob, handle, created_at, expires_at,
        silent_until)
      values (${accountId}, ${id}, ${roomId}, ${organizationId}, ${name}, ${size}, ${sha256}, ${blob}, ${handle},
        ${now}, ${new Date(expiresAt)}, ${silentUntil})
    `.execute(tx)
  })
}

/** One upload may be as large as the quota has room; several together are at most {@link UPLOAD_SHARE} of it. */
async function leaveOthersTheirs(tx: Transaction, upload: StoredUpload, quota: number | null): Promise<void> {
  const { rows } = await sql<{ count: number; size: number }>`
    select count(*) as count, coalesce(sum(size), 0)::bigint as size from upload
    where account_id = ${upload.accountId} and file_id is null and not given_up
  `.execute(tx)
  const { count, size } = rows[0] ?? { count: 0, size: 0 }
  if (count >= UPLOAD_LIMIT) throw new Refusal('limit_reached', `at most ${UPLOAD_LIMIT} unfinished uploads`)
  if (size > 0 && quota !== null && size + upload.size > quota * UPLOAD_SHARE)
    throw new Refusal('limit_reached', 'unfinished uploads hold as much of the quota as one person’s may: finish some')
}
