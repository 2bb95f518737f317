import { sql } from 'kysely'
import { request } from '../contacts/request.ts'
import type { App } from '../context.ts'
import { playerOf } from './build-rooms.ts'
import { type Calendar, HOUR, MINUTE } from './calendar.ts'
import { actorOf, type Company } from './cast.ts'
import { MAIN_CHARACTER } from './people.ts'

/** Who has asked the main character and waits, and how long ago. */
const WAITING: readonly (readonly [who: string, hours: number, message: string])[] = [
  ['tsubasa', 3.4, '来月から梅田便の積み込みを担当します。冬ギフトの出荷でお世話になります。'],
  ['yui', 27, '化粧箱のコピーを書いた三浦です。校正のことで、直接やり取りできると助かります。'],
]

/** Whom she has asked: somebody, and an address. */
const ASKED = 'makoto'
const ASKED_ADDRESS = 'nakata@dojima-print.example'

/** What waits for an answer at the end of the story. */
export async function settleRequests(app: App, company: Company, calendar: Calendar): Promise<void> {
  const main = playerOf(company, MAIN_CHARACTER)
  for (const [key, hours, message] of WAITING) {
    const at = company.appAt(calendar.end - hours * HOUR)
    await request(at, actorOf(playerOf(company, key)), { accountId: main.accountId, message })
  }
  const { accountId } = playerOf(company, ASKED)
  const message = '梅田便の時間のことで、直接ご相談できればと思います。'
  await request(company.appAt(calendar.end - 5 * HOUR), actorOf(main), { accountId, message })
  await request(company.appAt(calendar.end - 50 * MINUTE), actorOf(main), { email: ASKED_ADDRESS, message: '' })
  await sendNothing(app)
}

/** What was mailed in the story was mailed then. */
async function sendNothing(app: App): Promise<void> {
  await sql`update contact_invitation set delivered = true`.execute(app.db)
  await app.db.deleteFrom('accountOutbox').where('topic', 'in', ['mail', 'contact_invitation']).execute()
}
