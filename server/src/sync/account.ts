import {
  type api,
  type Bookmark,
  type Category,
  type Contact,
  type ContactInvitation,
  type Draft,
  type InputOf,
  type Me,
  type MyRoom,
  type OutputOf,
  Refusal,
} from '@naniwa/contract'
import { sql } from 'kysely'
import { owned } from '../accounts/read.ts'
import { contactColumns, invitationColumns } from '../contacts/view.ts'
import type { Actor, App } from '../context.ts'
import type { Lane } from '../db/lane.ts'
import { type Listed, listOf, rowsOf } from '../db/list.ts'
import type { Database } from '../db/pool.ts'
import { idArray } from '../db/sql.ts'
import { bookmarkColumns, draftColumns } from '../messages/view.ts'
import { ownRooms } from '../rooms/read.ts'
import { categoryColumns } from '../rooms/view.ts'

type Account = typeof api.sync.account
type Answer = OutputOf<Account>

/** Accounts in one statement at most. */
const BATCH = 32

interface Question {
  readonly accountId: number
  readonly since: number
}

/** Everything of one's own that changed after an account clock; nothing is ever too old to ask for. */
export function account(app: App, actor: Actor, { since }: InputOf<Account>): Promise<Answer> {
  return laneOf(app)({ accountId: actor.accountId, since })
}

function laneOf(app: App): Lane<Question, Answer> {
  return app.lanes.open<Question, Answer>({
    name: 'sync.account',
    max: BATCH,
    depth: Number.POSITIVE_INFINITY,
    work: (questions) => readAccounts(app.db, questions),
  })
}

interface Row {
  /** Whose place it is among the questions. */
  readonly ord: number
  readonly tick: number
  readonly me: readonly Listed<Me>[]
  readonly rooms: readonly Listed<MyRoom>[]
  readonly categories: readonly Listed<Category>[]
  readonly drafts: readonly Listed<Draft>[]
  readonly bookmarks: readonly Listed<Bookmark>[]
  readonly contacts: readonly Listed<Contact>[]
  readonly invitations: readonly Listed<ContactInvitation>[]
}

const categories = sql<Category>`select ${categoryColumns} from category c
  where c.account_id = asked.account_id and c.tick > asked.since`
const drafts = sql<Draft>`select ${draftColumns} from draft d where d.account_id = asked.account_id and d.tick > asked.since`
const bookmarks = sql<Bookmark>`select ${bookmarkColumns} from bookmark b
  where b.account_id = asked.account_id and b.tick > asked.since`
const contacts = sql<Contact>`select ${contactColumns} from contact c join organization o on o.id = c.organization_id
  where c.account_id = asked.account_id and c.tick > asked.since`
const invitations = sql<ContactInvitation>`select ${invitationColumns} from contact_invitation i
  where i.account_id = asked.account_id and i.tick > asked.since`

/** One statement sees the database as it was at one moment. */
async function readAccounts(db: Database, questions: readonly Question[]): Promise<(Answer | Refusal)[]> {
  const me = owned(db).where('account.id', '=', sql.ref<number>('asked.account_id'))
  const { rows } = await sql<Row>`/* prepared sync.account */
    with asked as materialized (
      select * from unnest(
        ${questions.map((_, ord) => ord)}::int[], ${idArray(questions.map((one) => one.accountId))},
        ${idArray(questions.map((one) => one.since))}
      ) as i (ord, account_id, since)
    )
    select asked.ord, a.tick, ${listOf(me)} as me,
      ${listOf(ownRooms(sql`account_id = asked.account_id and tick > asked.since`))} as rooms,
      ${listOf(categories)} as categories, ${listOf(drafts)} as drafts, ${listOf(bookmarks)} as bookmarks,
      ${listOf(contacts)} as contacts, ${listOf(invitations)} as invitations
    from asked join account a on a.id = asked.account_id
  `.execute(db)
  const answers = new Map(rows.map((row) => [row.ord, answerOf(row)]))
  return questions.map((_, ord) => answers.get(ord) ?? new Refusal('unauthenticated', 'the account is gone'))
}

function answerOf(row: Row): Answer {
  return {
    tick: row.tick,
    me: rowsOf(row.me)[0] as Me,
    rooms: rowsOf(row.rooms),
    categories: rowsOf(row.categories),
    drafts: rowsOf(row.drafts),
    bookmarks: rowsOf(row.bookmarks),
    contacts: rowsOf(row.contacts),
    contactInvitations: rowsOf(row.invitations),
  }
}
