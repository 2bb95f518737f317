import { type api, type InputOf, type Me, Refusal } from '@naniwa/contract'
import type { Actor, App } from '../context.ts'
import { type Transaction, transact } from '../db/transaction.ts'
import { requireImage } from '../images/require.ts'
import { changeMe } from './change.ts'
import { queue } from './queue.ts'

export async function updateProfile(
  app: App,
  actor: Actor,
  input: InputOf<typeof api.accounts.updateProfile>,
): Promise<Me> {
  return await transact(app, async (tx) => {
    await requireImage(tx, input.avatar, app.clock.now())
    // The account's row first, so that two changes of one handle wait for each other here and not in the look-up.
    const me = await changeMe(tx, actor.accountId, input)
    if (input.chatworkId !== undefined) await takeHandle(tx, actor.accountId, input.chatworkId)
    // Rooms know name, reading, department, title and picture of their people: a reactor carries the news there.
    await queue(app, tx, actor.accountId, 'profile', {})
    return me
  })
}

/** Handles differ by more than case. */
async function takeHandle(tx: Transaction, accountId: number, chatworkId: string): Promise<void> {
  await tx.deleteFrom('handle').where('accountId', '=', accountId).execute()
  if (chatworkId === '') return
  const taken = await tx
    .insertInto('handle')
    .values({ chatworkId: chatworkId.toLowerCase(), accountId })
    .onConflict((conflict) => conflict.doNothing())
    .returning('accountId')
    .executeTakeFirst()
  if (!taken) throw new Refusal('chatwork_id_taken')
}
