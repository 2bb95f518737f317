import type { Language, OrganizationRole } from '@naniwa/contract'
import type { App } from '../context.ts'
import type { Transaction } from '../db/transaction.ts'
import { newId } from '../lib/ids.ts'
import { queue } from './queue.ts'
import { takeLogin } from './takeLogin.ts'

export interface NewAccount {
  readonly organizationId: number
  readonly organizationRole: OrganizationRole
  /** As the contract's `email` leaves it: trimmed, in lower case. */
  readonly email: string
  readonly name: string
  /** How the name is read; left out, it is unset. */
  readonly reading?: string
  readonly passwordHash: string
  readonly language: Language
}

/**
 * An account with its My chat. The room's rows are written here, not by `rooms/`: the two are born together, each names the
 * other, and an account without its room must never be seen.
 *
 * @throws {Refusal} `email_taken`; who must not say so answers something else.
 */
export async function createAccount(
  app: App,
  tx: Transaction,
  input: NewAccount,
): Promise<{ accountId: number; roomId: number }> {
  const accountId = newId(app.clock)
  const roomId = newId(app.clock)
  const now = app.clock.now()
  const { email, language, ...columns } = input
  await takeLogin(tx, accountId, email)
  await tx
    .insertInto('account')
    .values({
      ...columns,
      id: accountId,
      tick: 1,
      meTick: 1,
      myRoomId: roomId,
      loginMail: email,
      settings: JSON.stringify({ language }),
      createdAt: now,
    })
    .execute()
  await createMyRoom(tx, { ...columns, accountId, roomId, now })
  // Whoever asked for this address before it had an account is waiting.
  await queue(app, tx, accountId, 'account', {})
  return { accountId, roomId }
}

interface Owner {
  readonly accountId: number
  readonly organizationId: number
  readonly name: string
  readonly reading?: string
  readonly roomId: number
  readonly now: Date
}

async function createMyRoom(tx: Transaction, owner: Owner): Promise<void> {
  const { accountId, organizationId, name, reading = '', roomId, now } = owner
  await tx
    .insertInto('room')
    .values({ id: roomId, type: 'my', tick: 1, roomTick: 1, activeAt: now, createdAt: now })
    .execute()
  await tx
    .insertInto('member')
    .values({
      roomId,
      accountId,
      tick: 1,
      role: 'admin',
      joinedAt: now,
      organizationId,
      name,
      reading,
      department: '',
      title: '',
    })
    .execute()
  await tx.insertInto('accountRoom').values({ accountId, roomId, tick: 1 }).execute()
}
