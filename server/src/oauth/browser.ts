import { createHmac, timingSafeEqual } from 'node:crypto'
import type { App, Visitor } from '../context.ts'
import { readKeys } from './keys.ts'

/** In which the provider tells a browser, signed, the request that it began last. */
export const REQUEST_COOKIE = 'naniwa_oauth_request'

/** Whether the asking browser is the one that began the request. A browser begins one at a time: another takes its place. */
export async function beganIn(app: App, { cookie }: Visitor, uid: string): Promise<boolean> {
  if (cookie?.(REQUEST_COOKIE) !== uid) return false
  const keys = await readKeys(app.db)
  // As the provider signs its cookies.
  const expected = createHmac('sha1', keys.cookie).update(`${REQUEST_COOKIE}=${uid}`).digest()
  const given = Buffer.from(cookie(`${REQUEST_COOKIE}.sig`) ?? '', 'base64url')
  return given.length === expected.length && timingSafeEqual(given, expected)
}
