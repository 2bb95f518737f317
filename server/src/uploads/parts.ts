import { type api, can, type InputOf, type OutputOf, Refusal } from '@naniwa/contract'
import type { Actor, App } from '../context.ts'
import { findRoom } from '../rooms/read.ts'
import { findUpload, noSuchUpload, partsOf, type StoredUpload, sendingOf, viewUpload } from './read.ts'

type Parts = typeof api.files.parts

const HOUR_MS = 60 * 60 * 1_000

export async function parts(app: App, actor: Actor, input: InputOf<Parts>): Promise<OutputOf<Parts>> {
  const stored = await findUpload(app, actor.accountId, input.uploadId)
  if (!can.upload(await findRoom(app.db, actor.accountId, stored.roomId)))
    throw new Refusal('forbidden', 'may not post here')
  const upload = (await viewUpload(app, stored)) ?? noSuchUpload()
  return { upload, urls: await addressesOf(app, stored, input.numbers) }
}

function addressesOf(app: App, stored: StoredUpload, numbers: readonly number[]) {
  const all = partsOf(stored)
  const until = new Date(app.clock.now().getTime() + HOUR_MS)
  return Promise.all(
    numbers.map(async (number) => {
      const part = all[number - 1]
      if (!part) throw new Refusal('invalid_input', `there are ${all.length} parts`)
      return { number, url: await app.blobs.partUrl(sendingOf(stored), part, until) }
    }),
  )
}
