import { type api, type InputOf, Refusal } from '@naniwa/contract'
import { sql } from 'kysely'
import type { Actor, App } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { requireAdministrator } from '../organizations/administrator.ts'

/** Who came by an open link and has not confirmed the address yet is turned away with it. */
export async function revoke(
  app: App,
  actor: Actor,
  input: InputOf<typeof api.invitations.revoke>,
): Promise<Record<string, never>> {
  await transact(app, async (tx) => {
    const organizationId = await requireAdministrator(tx, actor)
    const { numDeletedRows } = await tx
      .deleteFrom('ticket')
      .where('id', '=', input.id)
      .where('organizationId', '=', organizationId)
      .where('purpose', '=', 'invitation')
      .executeTakeFirst()
    if (numDeletedRows === 0n) throw new Refusal('not_found')
    await tx
      .deleteFrom('ticket')
      .where('organizationId', '=', organizationId)
      .where('purpose', '=', 'sign_up')
      .where(sql`details ->> 'invitationId'`, '=', String(input.id))
      .execute()
  })
  return {}
}
