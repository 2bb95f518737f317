import { sql } from 'kysely'
import { sweepAccess } from '../analytics/compact.ts'
import { keepLines } from '../analytics/ship.ts'
import type { App } from '../context.ts'
import type { Access } from '../lib/access-log.ts'
import { playerOf } from './build-rooms.ts'
import { type Calendar, HOUR, MINUTE, startOf } from './calendar.ts'
import type { Company } from './cast.ts'
import { MAIN_CHARACTER } from './people.ts'
import type { Random } from './random.ts'

type Line = Access & { readonly time: number }

/** What people do when they look in, with the milliseconds it takes by itself. */
const LOOKING: readonly [endpoint: string, ms: number][] = [
  ['sync.hello', 9],
  ['sync.room', 6],
  ['messages.list', 5],
  ['messages.read', 3],
]
/** Programs of the main character's: how often a working day, and what they do. */
const PROGRAMS: readonly [name: string, times: number, endpoints: readonly string[]][] = [
  ['在庫の自動通知', 48, ['rooms.get', 'messages.list']],
  ['出荷ボード', 20, ['messages.list', 'rooms.get', 'tasks.list']],
  ['議事録の書き出し', 4, ['files.list', 'messages.list']],
]
/** How often somebody is refused, and with what. */
const REFUSED = 0.004
const CODES = ['not_found', 'not_found', 'forbidden', 'rate_limited', 'message_deleted']

/** The access log of these weeks, as it would have become if all that is told had been called. */
export async function keepAccess(app: App, company: Company, calendar: Calendar, random: Random): Promise<void> {
  const lines = [
    ...(await saying(app, random)),
    ...looking(company, calendar, random),
    ...programs(company, calendar, random),
  ]
  for (const [hour, ofHour] of Map.groupBy(lines, ({ time }) => time - (time % HOUR))) {
    const text = ofHour.map((line) => `${JSON.stringify(line)}\n`).join('')
    await keepLines(app, `demo-${hour}`, new Date(hour), Buffer.from(text))
  }
  await sweepAccess(app)
}

function line(
  time: number,
  accountId: number,
  endpoint: string,
  ms: number,
  random: Random,
  program: string | null = null,
): Line {
  const outcome = random.chance(REFUSED) ? random.pick(CODES) : 'done'
  return {
    time: Math.round(time),
    accountId,
    program,
    endpoint,
    outcome,
    ms: Math.round(ms * random.spread() * 100) / 100,
  }
}

async function saying(app: App, random: Random): Promise<Line[]> {
  const { rows } = await sql<{ accountId: number; at: Date }>`
    select account_id, created_at as at from message where kind = 'message' order by room_id, number
  `.execute(app.db)
  return rows.map(({ accountId, at }) => ({
    ...line(at.getTime(), accountId, 'messages.send', 7, random),
    outcome: 'done',
  }))
}

/** Most people look in a few times a working day, a few on days off. */
function looking(company: Company, calendar: Calendar, random: Random): Line[] {
  const lines: Line[] = []
  for (let day = calendar.firstDay; day <= calendar.lastDay; day++) {
    const presence = calendar.isBusy(day) ? 0.9 : 0.12
    for (const { accountId } of company.players.values()) {
      if (!random.chance(presence)) continue
      const visits = random.int(3, 9)
      for (let visit = 0; visit < visits; visit++) {
        const at = startOf(day) + (8.5 + random.next() * 10) * HOUR
        for (const [endpoint, ms] of LOOKING)
          lines.push(line(at + random.next() * 5 * MINUTE, accountId, endpoint, ms, random))
      }
    }
  }
  return lines.filter(({ time }) => time < calendar.end)
}

function programs(company: Company, calendar: Calendar, random: Random): Line[] {
  const { accountId } = playerOf(company, MAIN_CHARACTER)
  const lines: Line[] = []
  for (let day = calendar.firstDay; day <= calendar.lastDay; day++) {
    if (!calendar.isBusy(day)) continue
    for (const [name, times, endpoints] of PROGRAMS) {
      for (let call = 0; call < times; call++) {
        const at = startOf(day) + (8 + (12 * call) / times) * HOUR
        lines.push(line(at, accountId, random.pick(endpoints), 8, random, name))
      }
    }
  }
  return lines.filter(({ time }) => time < calendar.end)
}
