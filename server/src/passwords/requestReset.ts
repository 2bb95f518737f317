import type { api, InputOf } from '@naniwa/contract'
import { queueMail } from '../accounts/queueMail.ts'
import type { App, Visitor } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { networkOf } from '../lib/network.ts'

/** Mails asked for to one address. */
const PER_EMAIL = { count: 5, seconds: 60 * 60 }
/** Mails asked for from one network address. */
const PER_NETWORK = { count: 20, seconds: 60 * 60 }

/** Whether the address is known is looked up when the mail is written: here nothing depends on it, not even the time taken. */
export async function requestReset(
  app: App,
  visitor: Visitor,
  input: InputOf<typeof api.passwords.requestReset>,
): Promise<Record<string, never>> {
  await app.limits.take(`reset-network:${networkOf(visitor.address)}`, PER_NETWORK)
  await app.limits.take(`reset:${input.email}`, PER_EMAIL)
  await transact(app, (tx) => queueMail(app, tx, 0, { kind: 'reset', to: input.email }))
  return {}
}
