import { sql } from 'kysely'
import type { App } from '../context.ts'
import { newMessageId } from '../lib/ids.ts'
import { wholeOf } from '../lib/spool.ts'
import { complete } from '../uploads/complete.ts'
import { putBytes } from '../uploads/send.ts'
import { playerOf } from './build-rooms.ts'
import { type Calendar, HOUR, MINUTE, startOf } from './calendar.ts'
import { actorOf, type Company } from './cast.ts'
import { type FilePlan, files } from './file-list.ts'
import type { Happening } from './write.ts'

interface Stage {
  readonly roomId: number
  readonly company: Company
  readonly calendar: Calendar
}

/** The files that people of a room send, in order. Their previews are made when the server starts. */
export function fileHappenings(key: string, stage: Stage): Happening[] {
  return files.filter(({ room }) => room === key).map((plan) => happeningOf(plan, stage))
}

function happeningOf(plan: FilePlan, { roomId, company, calendar }: Stage): Happening {
  return {
    at: timeOf(plan, calendar),
    happen: async (app) => {
      const actor = actorOf(playerOf(company, plan.by))
      const uploads: { id: number; sha256: string }[] = []
      for (const { name, make } of [plan, ...(plan.also ?? [])])
        uploads.push(await putBytes(app, actor, { roomId, name }, wholeOf(await make(calendar))))
      await complete(app, actor, { uploads, body: plan.text ?? '', messageId: newMessageId(app.clock) })
    },
  }
}

function timeOf({ sent }: FilePlan, { lastDay, end, workingDay }: Calendar): number {
  if ('before' in sent) return end - sent.before * MINUTE
  const [days, hour] = sent
  return startOf(workingDay(lastDay, days)) + hour * HOUR
}

const QUOTA_BYTES = 500 * 1_000 ** 3

/** So that there is something to show how much of it is used. */
export async function setQuota(app: App, organization: string): Promise<void> {
  await sql`update organization set quota_bytes = ${QUOTA_BYTES} where name = ${organization}`.execute(app.db)
}
