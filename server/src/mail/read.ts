import { defaultSettings, type Language } from '@naniwa/contract'
import { type RawBuilder, sql } from 'kysely'
import type { App } from '../context.ts'
import type { Transaction } from '../db/transaction.ts'

export interface Recipient {
  readonly to: string
  readonly language: Language
}

/** The language somebody set, in a query over `account`. */
const languageColumn: RawBuilder<Language> = sql`coalesce(account.settings ->> 'language', ${defaultSettings.language})`

/** Whether account `a` wants mails of a kind. */
export function wants(kind: 'mailRequests' | 'mailReminders'): RawBuilder<boolean> {
  return sql`coalesce((a.settings ->> ${kind})::boolean, ${defaultSettings[kind]})`
}

export async function hasAccount(app: App, email: string): Promise<boolean> {
  const login = await app.db.selectFrom('login').where('email', '=', email).select('email').executeTakeFirst()
  return login !== undefined
}

/** A sign-up that still waits. */
export async function readConfirmation(app: App, ticketId: number): Promise<Recipient | undefined> {
  return await app.db
    .selectFrom('ticket')
    .where('id', '=', ticketId)
    .limit(1)
    .select(({ ref }) => [ref('email').$notNull().as('to'), sql<Language>`details ->> 'language'`.as('language')])
    .executeTakeFirst()
}

/** An invitation that is still open, in the language of who made it. */
export async function readInvitation(app: App, ticketId: number) {
  return await app.db
    .selectFrom('ticket')
    .innerJoin('account', 'account.id', 'ticket.accountId')
    .innerJoin('organization', 'organization.id', 'ticket.organizationId')
    .where('ticket.id', '=', ticketId)
    .limit(1)
    .select(({ ref }) => [
      ref('ticket.email').$notNull().as('to'),
      languageColumn.as('language'),
      'account.name as invitedBy',
      'organization.name as organizationName',
    ])
    .executeTakeFirst()
}

export async function readRecipient(app: App, accountId: number): Promise<Recipient | undefined> {
  return await app.db
    .selectFrom('account')
    .where('id', '=', accountId)
    .where('deactivatedAt', 'is', null)
    .select(['loginMail as to', languageColumn.as('language')])
    .executeTakeFirst()
}

/** Somebody whose account is closed, and what they left. */
export async function readLeft(app: App, accountId: number) {
  return await app.db
    .selectFrom('account')
    .innerJoin('organization', 'organization.id', 'account.organizationId')
    .where('account.id', '=', accountId)
    .select(['account.loginMail as to', languageColumn.as('language'), 'organization.name as organizationName'])
    .executeTakeFirst()
}

/** Whose address it is; held, so that it stays theirs until the commit. */
export async function lockRecipientByAddress(
  tx: Transaction,
  email: string,
): Promise<{ accountId: number; language: Language } | undefined> {
  const login = await tx.selectFrom('login').where('email', '=', email).select('accountId').executeTakeFirst()
  return await tx
    .selectFrom('account')
    .where('id', '=', login?.accountId ?? 0)
    .where('loginMail', '=', email)
    .where('deactivatedAt', 'is', null)
    .forNoKeyUpdate()
    .select(['id as accountId', languageColumn.as('language')])
    .executeTakeFirst()
}

/** A new address that still waits, in the language of whose account it will be. */
export async function readNewAddress(app: App, ticketId: number): Promise<Recipient | undefined> {
  return await app.db
    .selectFrom('ticket')
    .innerJoin('account', 'account.id', 'ticket.accountId')
    .where('ticket.id', '=', ticketId)
    .limit(1)
    .select(({ ref }) => [ref('ticket.email').$notNull().as('to'), languageColumn.as('language')])
    .executeTakeFirst()
}

/** A webhook that is stopped, and its owner. */
export async function readStopped(app: App, accountId: number, webhookId: number) {
  return await app.db
    .selectFrom('webhook')
    .innerJoin('account', 'account.id', 'webhook.accountId')
    .where('webhook.accountId', '=', accountId)
    .where('webhook.id', '=', webhookId)
    .where('webhook.state', '=', 'stopped')
    .select(['account.loginMail as to', languageColumn.as('language'), 'webhook.name', 'webhook.url as address'])
    .executeTakeFirst()
}
