import { addressUrl, confirmUrl, joinUrl, passwordUrl, resetUrl, signInUrl, webhooksUrl } from '../accounts/links.ts'
import type { MailOrder } from '../accounts/queueMail.ts'
import { issueTicket, mintSecret } from '../accounts/ticket.ts'
import type { App } from '../context.ts'
import { transact } from '../db/transaction.ts'
import type { Mail } from '../lib/outgoing.ts'
import { contactInvitation, contactRequest } from './contact-request.ts'
import { fileRestored } from './file-restored.ts'
import {
  hasAccount,
  lockRecipientByAddress,
  readConfirmation,
  readInvitation,
  readLeft,
  readNewAddress,
  readRecipient,
  readStopped,
} from './read.ts'
import { taskReminder } from './task-reminder.ts'
import { textsIn } from './texts.ts'
import { unread } from './unread.ts'

/** How long the link of a reset mail works. */
const RESET_SECONDS = 60 * 60

/** The mail, or null when there is nothing (more) to say. */
export async function compose(app: App, order: MailOrder): Promise<Mail | null> {
  switch (order.kind) {
    case 'confirm':
      return await confirmation(app, order.ticketId)
    case 'invitation':
      return await invitation(app, order.ticketId)
    case 'reset':
      return await reset(app, order.to)
    case 'passwordChanged':
      return await passwordChanged(app, order.accountId)
    case 'address':
      return await address(app, order.ticketId)
    case 'addressChange':
      return await addressChange(app, order)
    case 'accountClosed':
      return await accountClosed(app, order)
    case 'contactRequest':
      return await contactRequest(app, order)
    case 'contactInvitation':
      return await contactInvitation(app, order)
    case 'taskReminder':
      return await taskReminder(app, order)
    case 'fileRestored':
      return await fileRestored(app, order)
    case 'unread':
      return await unread(app, order)
    case 'webhookStopped':
      return await webhookStopped(app, order)
  }
}

async function confirmation(app: App, ticketId: number): Promise<Mail | null> {
  const pending = await readConfirmation(app, ticketId)
  if (!pending) return null
  const { to, language } = pending
  const texts = textsIn(language, app.config.url)
  if (await hasAccount(app, to)) return { to, ...texts.known({ url: signInUrl(app) }) }
  const secret = await mintSecret(app, app.db, ticketId)
  return secret === null ? null : { to, ...texts.confirm({ url: confirmUrl(app, secret) }) }
}

async function invitation(app: App, ticketId: number): Promise<Mail | null> {
  const invited = await readInvitation(app, ticketId)
  if (!invited) return null
  const { to, language, ...names } = invited
  const texts = textsIn(language, app.config.url)
  if (await hasAccount(app, to)) return { to, ...texts.invitedKnown({ ...names, url: signInUrl(app) }) }
  const secret = await mintSecret(app, app.db, ticketId)
  return secret === null ? null : { to, ...texts.invited({ ...names, url: joinUrl(app, secret) }) }
}

/** The account is held, so that no link goes to an address that is just being given up. */
async function reset(app: App, to: string): Promise<Mail | null> {
  return await transact(app, async (tx) => {
    const recipient = await lockRecipientByAddress(tx, to)
    if (!recipient) return null
    const { accountId, language } = recipient
    const { secret } = await issueTicket(app, tx, { purpose: 'reset', accountId, seconds: RESET_SECONDS })
    return { to, ...textsIn(language, app.config.url).reset({ url: resetUrl(app, secret) }) }
  })
}

async function passwordChanged(app: App, accountId: number): Promise<Mail | null> {
  const recipient = await readRecipient(app, accountId)
  if (!recipient) return null
  const { to, language } = recipient
  return { to, ...textsIn(language, app.config.url).passwordChanged({ url: signInUrl(app) }) }
}

async function address(app: App, ticketId: number): Promise<Mail | null> {
  const pending = await readNewAddress(app, ticketId)
  if (!pending) return null
  const { to, language } = pending
  const texts = textsIn(language, app.config.url)
  if (await hasAccount(app, to)) return { to, ...texts.addressKnown({ url: signInUrl(app) }) }
  const secret = await mintSecret(app, app.db, ticketId)
  return secret === null ? null : { to, ...texts.address({ url: addressUrl(app, secret) }) }
}

type AddressChange = Extract<MailOrder, { kind: 'addressChange' }>

async function addressChange(app: App, { accountId, to, step }: AddressChange): Promise<Mail | null> {
  const recipient = await readRecipient(app, accountId)
  if (!recipient) return null
  const texts = textsIn(recipient.language, app.config.url)
  if (step === 'asked') return { to, ...texts.addressAsked({ url: passwordUrl(app) }) }
  return { to, ...texts.addressChanged({ url: signInUrl(app) }) }
}

type Closed = Extract<MailOrder, { kind: 'accountClosed' }>

async function accountClosed(app: App, { accountId, closed }: Closed): Promise<Mail | null> {
  const left = await readLeft(app, accountId)
  if (!left) return null
  const { to, language, organizationName } = left
  return { to, ...textsIn(language, app.config.url).accountClosed({ organizationName, closed }) }
}

type Stopped = Extract<MailOrder, { kind: 'webhookStopped' }>

async function webhookStopped(app: App, { accountId, webhookId }: Stopped): Promise<Mail | null> {
  const stopped = await readStopped(app, accountId, webhookId)
  if (!stopped) return null
  const { to, language, ...webhook } = stopped
  return { to, ...textsIn(language, app.config.url).webhookStopped({ ...webhook, url: webhooksUrl(app) }) }
}
