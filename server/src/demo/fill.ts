import type { Preview } from '@naniwa/contract'
import { memoryBus } from '../bus/memory.ts'
import type { App } from '../context.ts'
import { saveImage } from '../images/store.ts'
import { Fatal } from '../lib/fatal.ts'
import { noLimits } from '../lib/limits.ts'
import { join } from '../links/join.ts'
import { save } from '../links/save.ts'
import { isFounded } from '../organizations/create.ts'
import { keepAccess } from './access.ts'
import { type BuiltRoom, buildDirect, buildGroup, playerOf } from './build-rooms.ts'
import { type Calendar, createCalendar, HOUR, MINUTE, startOf } from './calendar.ts'
import { actorOf, type Company, DEMO_PASSWORD, foundCompany } from './cast.ts'
import { settleRequests } from './contacts.ts'
import { fileHappenings, setQuota } from './files.ts'
import { happeningsOf } from './happenings.ts'
import { settleMainCharacter, settleOthers, settleReading } from './own.ts'
import { MAIN_CHARACTER, organizationNames } from './people.ts'
import { draw } from './pictures/draw.ts'
import { planTalk, type Talk } from './plan.ts'
import { settlePrograms } from './programs.ts'
import { createRandom, seedOf } from './random.ts'
import { directs, groups, type RoomPlan } from './rooms.ts'
import { forgetPastAlarms, taskHappenings } from './tasks.ts'
import { writeTalk } from './write.ts'

export interface Filled {
  readonly organizations: number
  readonly people: number
  readonly rooms: number
  readonly messages: number
  /** Whom to sign in as. */
  readonly email: string
  readonly password: string
}

const WEEKS = 6
/** Rooms written at the same time. */
const AT_ONCE = 4

/**
 * Fills an empty server with a company and its last six weeks. The same seed at the same moment tells the same story.
 *
 * @throws {Fatal} when there is an organization already: a story told into a real company could not be taken back.
 */
export async function fillDemo(app: App, { seed }: { seed: number }): Promise<Filled> {
  if (await isFounded(app)) {
    throw new Fatal(
      'There is an organization already and the demo fills empty servers only: set NANIWA_DATA to a new directory.',
    )
  }
  const calendar = createCalendar(app.clock.now().getTime(), WEEKS)
  // Nobody listens yet, and what is told is the past.
  const appAt = (at: number): App => ({
    ...app,
    clock: { now: () => new Date(at) },
    bus: memoryBus(),
    limits: noLimits,
  })
  const first = calendar.workingDay(calendar.firstDay - 1, 1)
  const company = await foundCompany(app, appAt, startOf(first) + 8 * HOUR)
  const preview = await guidePreview(app)
  const previewOf = (url: string) => (url === preview.url ? preview : undefined)

  // Made in the morning, the day has not come to its evening.
  const isPast = ({ at }: { at: number }) => at <= calendar.end
  const rooms = new Map<string, BuiltRoom>()
  const tell = async (key: string, room: BuiltRoom, talk: Talk) => {
    const { roomId, from, everybody, posters: players } = room
    rooms.set(key, room)
    const random = createRandom(seedOf(seed, key))
    const planned = planTalk(talk, { roomId, from, players, everybody, calendar, random, previewOf })
    const happenings = [
      ...happeningsOf(key, roomId, company, calendar),
      ...taskHappenings(key, { roomId, company, calendar }),
      ...fileHappenings(key, { roomId, company, calendar }),
    ]
    happenings.sort((a, b) => a.at - b.at)
    await writeTalk(app, company, roomId, planned, happenings.filter(isPast))
  }
  const work = [
    ...groups.map(
      (plan, place) => async () =>
        tell(plan.key, await buildGroup(company, plan, calendar, place * 3), { opening: 'hello', ...plan }),
    ),
    ...directs.map(([one, other, messages, ending], place) => async () => {
      const at = startOf(first) + (11 + place * 0.2) * HOUR
      await tell(`${one}-${other}`, await buildDirect(company, [one, other], at), directTalk(other, messages, ending))
    }),
    ...['aoi', 'aya', 'sho', 'daisuke', 'ryo'].map((key) => () => tellMyRoom(app, company, key, calendar, seed)),
  ]
  await inTurns(work)
  await openLinks(company, rooms, calendar)
  const current = appAt(calendar.end)
  await settleReading(app, rooms, createRandom(seedOf(seed, 'reading')))
  await settleMainCharacter(company, current, rooms)
  await settleOthers(company, current, rooms)
  await settleRequests(app, company, calendar)
  await settlePrograms(app, company, calendar)
  await forgetPastAlarms(app)
  await setQuota(app, organizationNames.minamo)
  await keepAccess(current, company, calendar, createRandom(seedOf(seed, 'access')))
  return await summary(app, company, rooms)
}

async function inTurns(work: readonly (() => Promise<void>)[]): Promise<void> {
  const left = [...work]
  const worker = async () => {
    for (let next = left.shift(); next; next = left.shift()) await next()
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
}

function directTalk(other: string, messages: number, ending: string | undefined): Talk {
  const isAbroad = other === 'lan' || other === 'emily'
  return {
    messages,
    topics: isAbroad ? { directEnglish: 1 } : { direct: 1 },
    language: isAbroad ? 'en' : 'ja',
    repeats: 3,
    awayDays: ending ? 1 : 0,
    ...(ending && { ending }),
  }
}

async function tellMyRoom(app: App, company: Company, key: string, calendar: Calendar, seed: number): Promise<void> {
  const player = playerOf(company, key)
  const { myRoomId: roomId } = await app.db
    .selectFrom('account')
    .where('id', '=', player.accountId)
    .select('myRoomId')
    .executeTakeFirstOrThrow()
  const random = createRandom(seedOf(seed, `my-${key}`))
  const players = [player]
  const from = startOf(calendar.workingDay(calendar.firstDay - 1, 1)) + 10 * HOUR
  const talk: Talk = { messages: key === MAIN_CHARACTER ? 24 : 8, topics: { memo: 1 } }
  const planned = planTalk(talk, {
    roomId,
    from,
    players,
    everybody: players,
    calendar,
    random,
    previewOf: () => undefined,
  })
  const happenings = taskHappenings(`my-${key}`, { roomId, company, calendar })
  await writeTalk(
    app,
    company,
    roomId,
    planned,
    happenings.filter(({ at }) => at <= calendar.end),
  )
}

/** Rooms with a link, and who asked to come in. */
async function openLinks(company: Company, rooms: ReadonlyMap<string, BuiltRoom>, calendar: Calendar): Promise<void> {
  for (const { key, link } of groups.filter(
    (plan): plan is RoomPlan & Required<Pick<RoomPlan, 'link'>> => !!plan.link,
  )) {
    const { roomId, everybody } = rooms.get(key) as BuiltRoom
    const opened = company.appAt(calendar.end - 30 * HOUR)
    await save(opened, actorOf(everybody[0] as (typeof everybody)[0]), {
      roomId,
      code: link.code,
      needAcceptance: true,
      description: '関係する方はどなたでも申し込めます。',
    })
    for (const [place, waiting] of link.waiting.entries()) {
      const at = calendar.end - (place === 0 ? 16 * HOUR : 31 * MINUTE)
      await join(company.appAt(at), actorOf(playerOf(company, waiting)), { code: link.code })
    }
  }
}

/** The one page that is linked to, as the server would have found it. */
async function guidePreview(app: App): Promise<Preview> {
  const image = await saveImage(app, await draw({ kind: 'proofSheet', hue: 40 }), 'preview')
  return {
    url: 'https://tsumugi.example/guide/proof',
    siteName: 'tsumugi.example',
    title: '色校正ガイド：紙と画面の色はなぜ違うのか',
    description:
      '校正刷りを受け取ったら、昼白色の光の下で、まず白地と金色を確かめます。よくある見落としを五つ紹介します。',
    image,
  }
}

async function summary(app: App, company: Company, rooms: ReadonlyMap<string, BuiltRoom>): Promise<Filled> {
  const { count } = await app.db
    .selectFrom('message')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return {
    organizations: Object.keys(organizationNames).length,
    people: company.players.size,
    rooms: rooms.size,
    messages: count,
    email: playerOf(company, MAIN_CHARACTER).email,
    password: DEMO_PASSWORD,
  }
}
