import type { VapidKeys } from 'web-push'
import type { App } from '../context.ts'
import { keepOnce } from '../db/keep-once.ts'

const known = new WeakMap<App['db'], Promise<VapidKeys>>()

/** By which push services know this server (VAPID, RFC 8292). Read once in a process. */
export function readVapid({ db }: Pick<App, 'db'>): Promise<VapidKeys> {
  const keys = known.get(db) ?? read(db)
  known.set(db, keys)
  keys.catch(() => known.delete(db))
  return keys
}

async function read(db: App['db']): Promise<VapidKeys> {
  return JSON.parse(await keepOnce(db, 'vapid_keys', makeKeys)) as VapidKeys
}

async function makeKeys(): Promise<string> {
  const { default: webPush } = await import('web-push')
  return JSON.stringify(webPush.generateVAPIDKeys())
}
