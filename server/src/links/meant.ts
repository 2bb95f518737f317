import { type api, type InputOf, Refusal } from '@naniwa/contract'
import { sql } from 'kysely'
import type { Transaction } from '../db/transaction.ts'

/** Refuses a change that was meant for a link that is on, or off, where it is not; the room being locked. */
export async function requireMeant(
  tx: Transaction,
  roomId: number,
  when: InputOf<typeof api.links.save>['when'],
): Promise<void> {
  if (!when) return
  const { rows } = await sql<{ isOn: boolean }>`
    select link_code is not null as is_on from room where id = ${roomId}
  `.execute(tx)
  if (rows[0]?.isOn !== (when === 'on')) throw new Refusal('link_changed', `the link is not ${when}`)
}
