import type { App } from '../context.ts'
import { add } from '../members/add.ts'
import { update } from '../rooms/update.ts'
import { playerOf } from './build-rooms.ts'
import { type Calendar, HOUR, longDate, MINUTE, startOf } from './calendar.ts'
import { actorOf, type Company } from './cast.ts'
import { launchDay } from './scene.ts'
import type { Happening } from './write.ts'

/** What happened in a room besides messages, in order. */
export function happeningsOf(key: string, roomId: number, company: Company, calendar: Calendar): Happening[] {
  const morning = startOf(calendar.workingDay(calendar.lastDay, -1)) + 9 * HOUR
  if (key === 'gift') {
    return [
      { at: morning + 2 * MINUTE, happen: (app) => bring(app, company, roomId, 'aoi', 'sakura') },
      {
        at: calendar.end - 36 * MINUTE,
        happen: (app) => describe(app, company, roomId, 'aya', giftDescription(calendar)),
      },
    ]
  }
  const middle = startOf(calendar.workingDay(calendar.firstDay, 15)) + 10.4 * HOUR
  if (key === 'planning') return [{ at: middle, happen: (app) => bring(app, company, roomId, 'aya', 'haruka') }]
  if (key === 'quality') return [{ at: middle + 3 * HOUR, happen: (app) => bring(app, company, roomId, 'yuki', 'lan') }]
  return []
}

function giftDescription(calendar: Calendar): string {
  return `${longDate(launchDay(calendar)).slice(0, -3)}発売の冬ギフトを準備する部屋です。
決定事項は info 枠で、依頼は To を付けて残してください。

スケジュール表 https://minamo.example/gift/schedule
議事録 https://minamo.example/gift/minutes`
}

async function bring(app: App, company: Company, roomId: number, by: string, whom: string): Promise<void> {
  const { accountId } = playerOf(company, whom)
  await add(app, actorOf(playerOf(company, by)), { roomId, members: [{ accountId, role: 'member' }] })
}

async function describe(app: App, company: Company, roomId: number, by: string, description: string): Promise<void> {
  await update(app, actorOf(playerOf(company, by)), { roomId, description })
}
