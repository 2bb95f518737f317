import { createHmac, timingSafeEqual } from 'node:crypto'
import { sql } from 'kysely'
import { changeMe } from '../accounts/change.ts'
import type { App } from '../context.ts'
import { keepOnce } from '../db/keep-once.ts'
import { transact } from '../db/transaction.ts'
import { newToken } from '../lib/ids.ts'

/** Where one POST switches mails about what is unread off, without signing in (RFC 8058). */
export async function unsubscribeUrl(app: App, accountId: number): Promise<string> {
  return `${app.config.url}/mail/off/${accountId}.${await signature(app, accountId)}`
}

/** Switches them off, which is all that a token is good for. False: it is none of ours. */
export async function unsubscribe(app: App, token: string): Promise<boolean> {
  const [, digits, signed = ''] = /^([1-9]\d{0,15})\.([\w-]{43})$/.exec(token) ?? []
  if (!digits) return false
  const accountId = Number(digits)
  const [expected, given] = [Buffer.from(await signature(app, accountId)), Buffer.from(signed)]
  if (!timingSafeEqual(expected, given)) return false
  const settings = sql<string>`settings || '{"mailUnread": "off"}'::jsonb`
  await transact(app, (tx) => changeMe(tx, accountId, { settings }))
  return true
}

async function signature(app: App, accountId: number): Promise<string> {
  return createHmac('sha256', await keepOnce(app.db, 'mail_secret', newToken))
    .update(`unread:${accountId}`)
    .digest('base64url')
}
