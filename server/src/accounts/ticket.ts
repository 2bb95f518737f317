import { type Language, Refusal } from '@naniwa/contract'
import type { App } from '../context.ts'
import type { Queries, Transaction } from '../db/transaction.ts'
import { sha256Hex } from '../lib/hash.ts'
import { newId, newToken } from '../lib/ids.ts'

/**
 * A right that whoever holds its secret may use: an invitation, a sign-up or a new address that waits for confirmation, a
 * password reset.
 * Only the SHA-256 of a secret is kept. A ticket may have several secrets (one for the answer, one for each attempt to mail
 * it), a row each under one id; using or withdrawing it ends them all.
 */
export interface Ticket {
  readonly id: number
  readonly organizationId: number | null
  readonly accountId: number | null
  readonly email: string | null
  readonly details: TicketDetails
  readonly expiresAt: Date
}

export type Purpose = 'invitation' | 'sign_up' | 'reset' | 'address'

/** What a sign-up will become. */
export interface TicketDetails {
  readonly name?: string
  readonly language?: Language
  readonly passwordHash?: string
  /** The organization to found; without it the one of `organizationId` is joined. */
  readonly organizationName?: string
  /** The open invitation it came by, so that withdrawing that ends this too. */
  readonly invitationId?: number
}

export interface NewTicket {
  readonly purpose: Purpose
  readonly seconds: number
  readonly organizationId?: number
  readonly accountId?: number
  readonly email?: string
  readonly details?: TicketDetails
}

const columns = ['id', 'organizationId', 'accountId', 'email', 'details', 'expiresAt'] as const

export async function issueTicket(
  app: App,
  db: Queries,
  { seconds, details = {}, ...rest }: NewTicket,
): Promise<{ ticketId: number; secret: string; expiresAt: Date }> {
  const secret = newToken()
  const ticketId = newId(app.clock)
  const createdAt = app.clock.now()
  const expiresAt = new Date(createdAt.getTime() + seconds * 1_000)
  await db
    .insertInto('ticket')
    .values({
      ...rest,
      id: ticketId,
      tokenHash: sha256Hex(secret),
      details: JSON.stringify(details),
      createdAt,
      expiresAt,
    })
    .execute()
  return { ticketId, secret, expiresAt }
}

/** One more secret for the ticket; null when it was used, withdrawn or is past its time. */
export async function mintSecret(app: App, db: Queries, ticketId: number): Promise<string | null> {
  const secret = newToken()
  const rest = ['id', 'purpose', 'organizationId', 'accountId', 'email', 'details', 'createdAt', 'expiresAt'] as const
  const minted = await db
    .insertInto('ticket')
    .columns(['tokenHash', ...rest])
    .expression((builder) =>
      builder
        .selectFrom('ticket')
        .where('id', '=', ticketId)
        .where('expiresAt', '>', app.clock.now())
        .limit(1)
        .select(({ val }) => [val(sha256Hex(secret)).as('tokenHash'), ...rest]),
    )
    .returning('id')
    .executeTakeFirst()
  return minted ? secret : null
}

/** @throws {Refusal} `invalid_token`, the same for unknown, used, withdrawn and past its time. */
export async function findTicket(app: App, db: Queries, secret: string, purpose: Purpose): Promise<Ticket> {
  const ticket = await db
    .selectFrom('ticket')
    .where('tokenHash', '=', sha256Hex(secret))
    .where('purpose', '=', purpose)
    .where('expiresAt', '>', app.clock.now())
    .select(columns)
    .executeTakeFirst()
  if (!ticket) throw new Refusal('invalid_token')
  return { ...ticket, details: ticket.details as TicketDetails }
}

/** Uses the ticket up: of two at the same time one gets through, the other meets `invalid_token`. */
export async function redeemTicket(tx: Transaction, ticket: Ticket): Promise<void> {
  const { numDeletedRows } = await tx.deleteFrom('ticket').where('id', '=', ticket.id).executeTakeFirst()
  if (numDeletedRows === 0n) throw new Refusal('invalid_token')
}

/** Removes the rows of tickets that are past their time. Run now and then; nothing depends on when. */
export async function sweepTickets(app: App): Promise<void> {
  await app.db.deleteFrom('ticket').where('expiresAt', '<=', app.clock.now()).execute()
}
