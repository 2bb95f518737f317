import { defaultSettings, dueTime, type Language, plainText } from '@naniwa/contract'
import { sql } from 'kysely'
import { messageUrl } from '../accounts/links.ts'
import type { MailOrder } from '../accounts/queueMail.ts'
import type { App } from '../context.ts'
import type { Mail } from '../lib/outgoing.ts'
import { dueText } from '../tasks/due-text.ts'
import { readTask } from '../tasks/read.ts'
import { wants } from './read.ts'
import { textsIn } from './texts.ts'

type Order = Extract<MailOrder, { kind: 'taskReminder' }>

/** Characters of a task in a mail and in its subject. */
const LENGTH = 400
const SUBJECT_LENGTH = 40

/** Null when it is done, given to somebody else or gone meanwhile, or they want no such mails. */
export async function taskReminder(app: App, { accountId, roomId, taskId }: Order): Promise<Mail | null> {
  const to = await readAssignee(app, accountId, roomId)
  if (!to) return null
  const task = await readTask(app.db, roomId, taskId)
  const at = dueTime(task.due, to.timeZone)
  if (task.deleted || task.status === 'done' || task.accountId !== accountId || at === null) return null
  const text = plainText(task.body)
  const texts = textsIn(to.language, app.config.url)
  const mail = texts.taskReminder({
    subject: cut(text, SUBJECT_LENGTH),
    body: cut(text, LENGTH),
    due: dueText(task.due, to),
    when: at >= app.clock.now().getTime() ? 'ahead' : 'over',
    roomName: to.roomName,
    url: messageUrl(app, roomId, task.messageId),
  })
  return { to: to.mail, ...mail }
}

interface Assignee {
  readonly mail: string
  readonly language: Language
  readonly timeZone: string
  /** Empty for rooms without a name of their own. */
  readonly roomName: string
}

async function readAssignee(app: App, accountId: number, roomId: number): Promise<Assignee | undefined> {
  const { language, timeZone } = defaultSettings
  const { rows } = await sql<Assignee>`
    select a.login_mail as mail, coalesce(a.settings ->> 'language', ${language}) as language,
      coalesce(a.settings ->> 'timeZone', ${timeZone}) as time_zone, r.name as room_name
    from account a join member m on m.account_id = a.id join room r on r.id = m.room_id
    where a.id = ${accountId} and m.room_id = ${roomId} and m.role is not null and r.deleted_at is null
      and a.deactivated_at is null and ${wants('mailReminders')}
  `.execute(app.db)
  return rows[0]
}

function cut(text: string, length: number): string {
  const points = Array.from(text)
  return points.length <= length ? text : `${points.slice(0, length - 1).join('')}…`
}
