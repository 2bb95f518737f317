import { type api, type InputOf, type Invitation, type OutputOf, Refusal } from '@naniwa/contract'
import { joinUrl } from '../accounts/links.ts'
import { queueMail } from '../accounts/queueMail.ts'
import { issueTicket } from '../accounts/ticket.ts'
import type { Actor, App } from '../context.ts'
import { type Transaction, transact } from '../db/transaction.ts'
import { requireAdministrator } from '../organizations/administrator.ts'
import { readInvitations, readMemberMails } from './read.ts'

const DAY = 24 * 60 * 60
/** How long the link in a mail works. */
const MAILED_SECONDS = 14 * DAY
/** How long an open link works. */
const OPEN_SECONDS = 7 * DAY
/** Invitations that one organization may have open. */
const OPEN_LIMIT = 1_000
/** Mails that one administrator may have sent. */
const MAILS = { count: 300, seconds: 60 * 60 }

/**
 * Whoever is a member already needs no invitation, and administrators see these addresses anyway. Any other address that has an
 * account is invited like any other, so that the answer tells nothing: the mail it gets says that it has an account already. An
 * address that was invited before gets a new link, and the old one ends.
 */
export async function create(
  app: App,
  actor: Actor,
  input: InputOf<typeof api.invitations.create>,
): Promise<OutputOf<typeof api.invitations.create>> {
  const emails = [...new Set(input.emails)]
  await requireAdministrator(app.db, actor)
  for (const _ of emails) await app.limits.take(`invite:${actor.accountId}`, MAILS)
  return await transact(app, async (tx) => {
    const organizationId = await requireAdministrator(tx, actor)
    const members = await readMemberMails(tx, organizationId, emails)
    const wanted = emails.filter((email) => !members.includes(email))
    await withdrawOlder(tx, organizationId, emails)
    const urls = new Map<number, string | null>()
    if (emails.length === 0) await issueOpen(app, tx, actor, organizationId, urls)
    for (const email of wanted) await issueMailed(app, tx, actor, organizationId, email, urls)
    const open = await readInvitations(app, tx, organizationId)
    if (open.length > OPEN_LIMIT) throw new Refusal('limit_reached', `an organization has at most ${OPEN_LIMIT} open`)
    // In the order in which they were asked for.
    const made = [...urls.keys()].flatMap((id) => open.filter((invitation) => invitation.id === id))
    return { invitations: made.map((invitation) => withUrl(invitation, urls)), members }
  })
}

function withUrl(invitation: Invitation, urls: ReadonlyMap<number, string | null>): Invitation {
  return { ...invitation, url: urls.get(invitation.id) ?? null }
}

async function withdrawOlder(tx: Transaction, organizationId: number, emails: readonly string[]): Promise<void> {
  // Two administrators may invite the same person at the same time.
  await tx.selectFrom('organization').where('id', '=', organizationId).forNoKeyUpdate().select('id').execute()
  if (emails.length === 0) return
  await tx
    .deleteFrom('ticket')
    .where('organizationId', '=', organizationId)
    .where('purpose', '=', 'invitation')
    .where('email', 'in', emails)
    .execute()
}

async function issueOpen(
  app: App,
  tx: Transaction,
  { accountId }: Actor,
  organizationId: number,
  urls: Map<number, string | null>,
): Promise<void> {
  const ticket = { purpose: 'invitation', organizationId, accountId, seconds: OPEN_SECONDS } as const
  const { ticketId, secret } = await issueTicket(app, tx, ticket)
  urls.set(ticketId, joinUrl(app, secret))
}

/**
 * Who uses the link joins at once, as having it shows that the address is theirs: so the mail alone brings it. A server without
 * mail cannot show that anyway, and there the administrator hands the link over.
 */
async function issueMailed(
  app: App,
  tx: Transaction,
  { accountId }: Actor,
  organizationId: number,
  email: string,
  urls: Map<number, string | null>,
): Promise<void> {
  const ticket = { purpose: 'invitation', organizationId, accountId, email, seconds: MAILED_SECONDS } as const
  const { ticketId, secret } = await issueTicket(app, tx, ticket)
  urls.set(ticketId, app.config.smtpUrl === undefined ? joinUrl(app, secret) : null)
  await queueMail(app, tx, accountId, { kind: 'invitation', ticketId })
}
