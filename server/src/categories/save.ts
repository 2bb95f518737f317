import { type api, type Category, type InputOf, Refusal } from '@naniwa/contract'
import { sql } from 'kysely'
import type { Actor, App } from '../context.ts'
import { type Transaction, transact } from '../db/transaction.ts'
import { announce } from '../events/announce.ts'
import { accountTopic } from '../events/topics.ts'
import { newId } from '../lib/ids.ts'
import { nextAccountTick } from '../rooms/own.ts'
import { categoryColumns } from '../rooms/view.ts'

/** Most private categories of one person. */
const CATEGORY_LIMIT = 100

type Input = InputOf<typeof api.categories.save>

export async function save(app: App, actor: Actor, input: Input): Promise<Category> {
  return transact(app, async (tx) => {
    const tick = await nextAccountTick(tx, actor.accountId)
    const id = input.id ?? newId(app.clock)
    if (input.id === undefined) await insert(tx, actor.accountId, id, tick, input)
    else await change(tx, actor.accountId, id, tick, input)
    return announceCategory(tx, actor.accountId, id)
  })
}

async function insert(tx: Transaction, accountId: number, id: number, tick: number, input: Input): Promise<void> {
  const { rows } = await sql<{ count: number; next: number }>`
    select count(*) as count, coalesce(max(position) + 1, 0) as next from category
    where account_id = ${accountId} and not deleted
  `.execute(tx)
  const { count, next } = rows[0] as { count: number; next: number }
  if (count >= CATEGORY_LIMIT) throw new Refusal('limit_reached', `at most ${CATEGORY_LIMIT} categories`)
  if (!input.name)
    throw new Refusal('invalid_input', 'a new category has a name', { issues: [{ path: 'name', message: 'missing' }] })
  await sql`
    insert into category (account_id, id, tick, name, position, collapsed)
    values (${accountId}, ${id}, ${tick}, ${input.name}, ${input.position ?? next}, ${input.collapsed ?? false})
  `.execute(tx)
}

async function change(tx: Transaction, accountId: number, id: number, tick: number, input: Input): Promise<void> {
  const { numAffectedRows } = await sql`
    update category set
      tick = ${tick}, name = coalesce(${input.name ?? null}, name), position = coalesce(${input.position ?? null}, position),
      collapsed = coalesce(${input.collapsed ?? null}, collapsed)
    where account_id = ${accountId} and id = ${id} and not deleted
  `.execute(tx)
  if (numAffectedRows !== 1n) throw new Refusal('not_found', 'no such category')
}

export async function announceCategory(tx: Transaction, accountId: number, id: number): Promise<Category> {
  const { rows } = await sql<Category>`
    select ${categoryColumns} from category c where c.account_id = ${accountId} and c.id = ${id}
  `.execute(tx)
  const category = rows[0] as Category
  announce(tx, accountTopic(accountId), { event: 'category', data: category })
  return category
}
