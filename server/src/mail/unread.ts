import { defaultSettings, type Language } from '@naniwa/contract'
import { sql } from 'kysely'
import { messageUrl, notificationsUrl } from '../accounts/links.ts'
import type { MailOrder } from '../accounts/queueMail.ts'
import type { App } from '../context.ts'
import { milliseconds } from '../db/milliseconds.ts'
import { idArray } from '../db/sql.ts'
import type { Mail } from '../lib/outgoing.ts'
import { cut, type Said, wordsOf } from '../messages/words.ts'
import { HERE_MS } from '../sessions/here.ts'
import { textsIn, type UnreadMessage } from './texts.ts'
import { unsubscribeUrl } from './unsubscribe.ts'

type Order = Extract<MailOrder, { kind: 'unread' }>

/** Messages that are shown; the others are counted. */
const SHOWN = 20
/** Bytes of an excerpt. */
const EXCERPT = 400

interface Row extends Said {
  readonly mail: string
  readonly language: Language
  readonly timeZone: string
  readonly id: string
  readonly createdAt: number
  readonly author: string
  readonly roomName: string
}

/** Null when all of it is read, deleted, muted or out of reach meanwhile, they were at work since, or want no such mails. */
export async function unread(app: App, order: Order): Promise<Mail | null> {
  const rows = await readRows(app, order)
  const [first] = rows
  if (!first) return null
  const { mail, language } = first
  const messages = await Promise.all(rows.slice(0, SHOWN).map((row) => show(app, row)))
  const texts = textsIn(language, app.config.url)
  const text = texts.unread({ messages, count: rows.length, url: notificationsUrl(app) })
  return { to: mail, ...text, unsubscribe: await unsubscribeUrl(app, order.accountId) }
}

async function show(app: App, row: Row): Promise<UnreadMessage> {
  const { roomId, id, author, roomName, kind, language, timeZone } = row
  const format = new Intl.DateTimeFormat(language === 'ja' ? 'ja-JP' : 'en-GB', {
    timeZone,
    month: 'long',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
  })
  const words = cut((await wordsOf(app.db, row)).trim(), EXCERPT)
  return { author, roomName, kind, words, when: format.format(row.createdAt), url: messageUrl(app, roomId, id) }
}

async function readRows(app: App, { accountId, messages }: Order): Promise<Row[]> {
  const { language, timeZone, mailUnread } = defaultSettings
  const { rows } = await sql<Row>`
    select a.login_mail as mail, coalesce(a.settings ->> 'language', ${language}) as language,
      coalesce(a.settings ->> 'timeZone', ${timeZone}) as time_zone,
      g.room_id, g.id::text as id, g.kind, g.body, g.mentions, ${milliseconds('g.created_at')} as created_at,
      coalesce(w.name, '') as author, case r.type when 'group' then r.name else '' end as room_name
    from unnest(${idArray(messages.map(({ roomId }) => roomId))}, ${idArray(messages.map(({ id }) => id))}) as u (room_id, id)
    join message g on g.room_id = u.room_id and g.id = u.id and g.deleted_at is null
    join room r on r.id = g.room_id and r.deleted_at is null
    join member m on m.room_id = g.room_id and m.account_id = ${accountId} and m.role is not null
      and m.read_number < g.number
    join account a on a.id = m.account_id and a.deactivated_at is null
    left join member w on w.room_id = g.room_id and w.account_id = g.account_id
    left join account_room x on x.account_id = m.account_id and x.room_id = g.room_id
    where x.muted is not true and coalesce(a.settings ->> 'mailUnread', ${mailUnread}) <> 'off'
      and not exists (
        select from session s
        where s.account_id = m.account_id and s.here_until > g.created_at + ${HERE_MS} * interval '1 millisecond'
      )
    order by g.created_at, g.id
  `.execute(app.db)
  return rows
}
