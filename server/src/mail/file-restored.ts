import { defaultSettings, type Language } from '@naniwa/contract'
import { sql } from 'kysely'
import { messageUrl } from '../accounts/links.ts'
import type { MailOrder } from '../accounts/queueMail.ts'
import { RESTORED_DAYS } from '../blobs/blobs.ts'
import type { App } from '../context.ts'
import type { Mail } from '../lib/outgoing.ts'
import { textsIn } from './texts.ts'

type Order = Extract<MailOrder, { kind: 'fileRestored' }>

interface Row {
  readonly mail: string
  readonly language: Language
  readonly name: string
  readonly messageId: string
}

/** Null when it is deleted meanwhile, or whoever asked has left. */
export async function fileRestored(app: App, { accountId, roomId, fileId }: Order): Promise<Mail | null> {
  const { rows } = await sql<Row>`
    select a.login_mail as mail, coalesce(a.settings ->> 'language', ${defaultSettings.language}) as language,
      f.name, f.message_id::text as message_id
    from account a join member m on m.account_id = a.id join room r on r.id = m.room_id join file f on f.room_id = r.id
    where a.id = ${accountId} and m.room_id = ${roomId} and m.role is not null and r.deleted_at is null
      and a.deactivated_at is null and f.id = ${fileId} and f.deleted_at is null
  `.execute(app.db)
  const row = rows[0]
  if (!row) return null
  const url = messageUrl(app, roomId, row.messageId)
  return { to: row.mail, ...textsIn(row.language, app.config.url).fileRestored({ ...row, days: RESTORED_DAYS, url }) }
}
