import { type api, type InputOf, type OutputOf, Refusal, type Token } from '@naniwa/contract'
import { holdActive } from '../accounts/hold.ts'
import type { Actor, App } from '../context.ts'
import { type Transaction, transact } from '../db/transaction.ts'
import { sha256Hex } from '../lib/hash.ts'
import { newId } from '../lib/ids.ts'
import { readStanding } from './policy.ts'
import { hintOf, newSecret } from './secret.ts'
import { tokenColumns } from './view.ts'

/** Most tokens of one account, those that ended or were refused included. */
const TOKEN_LIMIT = 50
const DAY_MS = 24 * 60 * 60 * 1_000

type Create = typeof api.tokens.create

export async function create(app: App, actor: Actor, input: InputOf<Create>): Promise<OutputOf<Create>> {
  return await transact(app, async (tx) => {
    const { organizationRole, policy } = await readStanding(tx, actor.accountId)
    const waits = policy === 'approval' && organizationRole !== 'administrator'
    return await addToken(app, tx, actor.accountId, input, waits ? 'waiting' : 'active')
  })
}

/** The command line makes tokens with it too: who administers the machine asks no administrator. */
export async function addToken(
  app: App,
  tx: Transaction,
  accountId: number,
  { name, scopes, expiresInDays }: InputOf<Create>,
  status: Token['status'],
): Promise<OutputOf<Create>> {
  await requirePlace(tx, accountId)
  const secret = newSecret(accountId)
  const now = app.clock.now()
  const token = await tx
    .insertInto('apiToken')
    .values({
      accountId,
      id: newId(app.clock),
      tokenHash: sha256Hex(secret),
      name,
      hint: hintOf(secret),
      scopes: scopes && [...new Set(scopes)],
      status,
      createdAt: now,
      expiresAt: expiresInDays === null ? null : new Date(now.getTime() + expiresInDays * DAY_MS),
    })
    .returning(tokenColumns)
    .executeTakeFirstOrThrow()
  return { token, secret }
}

/** Under the account's lock, so that two made at once do not both take the last place. */
async function requirePlace(tx: Transaction, accountId: number): Promise<void> {
  await holdActive(tx, accountId)
  const { count } = await tx
    .selectFrom('apiToken')
    .where('accountId', '=', accountId)
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  if (count >= TOKEN_LIMIT) throw new Refusal('limit_reached', `at most ${TOKEN_LIMIT} tokens`)
}
