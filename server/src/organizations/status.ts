import type { api, OutputOf } from '@naniwa/contract'
import type { App } from '../context.ts'
import { isFounded } from './create.ts'

export async function status(app: App): Promise<OutputOf<typeof api.server.status>> {
  return { founded: await isFounded(app), version: app.version, mail: app.config.smtpUrl !== undefined }
}
