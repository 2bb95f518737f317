import type { api, OutputOf } from '@naniwa/contract'
import type { Actor, App } from '../context.ts'
import { readUploads, viewUpload } from './read.ts'

export async function uploads(app: App, actor: Actor): Promise<OutputOf<typeof api.files.uploads>> {
  const stored = await readUploads(app, actor.accountId)
  const views = await Promise.all(stored.map((upload) => viewUpload(app, upload)))
  return { uploads: views.filter((view) => view !== null) }
}
