import { defaultSettings, type Language } from '@naniwa/contract'
import { sql } from 'kysely'
import { contactsUrl, signInUrl } from '../accounts/links.ts'
import type { MailOrder } from '../accounts/queueMail.ts'
import type { App } from '../context.ts'
import type { Mail } from '../lib/outgoing.ts'
import { wants } from './read.ts'
import { type ContactRequester, textsIn } from './texts.ts'

type Order<K extends MailOrder['kind']> = Extract<MailOrder, { kind: K }>
type Asking = Omit<ContactRequester, 'url'> & { readonly to: string; readonly language: Language }

/** Null when it is answered or taken back meanwhile, or they want no such mails or have left. */
export async function contactRequest(app: App, order: Order<'contactRequest'>): Promise<Mail | null> {
  const { rows } = await sql<Asking>`
    select a.login_mail as to, coalesce(a.settings ->> 'language', ${defaultSettings.language}) as language,
      c.name, o.name as organization_name, c.message
    from contact c join account a on a.id = c.account_id join organization o on o.id = c.organization_id
    where c.account_id = ${order.accountId} and c.request_id = ${order.requestId} and c.standing = 'incoming'
      and a.deactivated_at is null and ${wants('mailRequests')}
  `.execute(app.db)
  if (!rows[0]) return null
  const { to, language, ...requester } = rows[0]
  return { to, ...textsIn(language, app.config.url).contactRequest({ ...requester, url: contactsUrl(app) }) }
}

/** In the language of who asks. Null when it was withdrawn, whoever asks has left, or the address has an account meanwhile and finds it there. */
export async function contactInvitation(app: App, order: Order<'contactInvitation'>): Promise<Mail | null> {
  const { rows } = await sql<Asking>`
    select i.email as to, coalesce(a.settings ->> 'language', ${defaultSettings.language}) as language,
      a.name, o.name as organization_name
    from contact_invitation i join account a on a.id = i.account_id join organization o on o.id = a.organization_id
    where i.account_id = ${order.accountId} and i.id = ${order.id} and not i.closed and i.person_id is null
      and a.deactivated_at is null
  `.execute(app.db)
  if (!rows[0]) return null
  const { to, language, ...requester } = rows[0]
  return { to, ...textsIn(language, app.config.url).contactInvitation({ ...requester, url: signInUrl(app) }) }
}
