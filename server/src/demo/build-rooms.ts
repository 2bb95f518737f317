import { accept } from '../contacts/accept.ts'
import { request } from '../contacts/request.ts'
import type { App } from '../context.ts'
import { saveImage } from '../images/store.ts'
import { answer } from '../links/answer.ts'
import { join } from '../links/join.ts'
import { remove } from '../links/remove.ts'
import { save } from '../links/save.ts'
import { setRole } from '../members/setRole.ts'
import { create } from '../rooms/create.ts'
import { direct } from '../rooms/direct.ts'
import { type Calendar, HOUR, MINUTE, startOf } from './calendar.ts'
import { actorOf, type Company } from './cast.ts'
import type { Player } from './perform.ts'
import { draw } from './pictures/draw.ts'
import { peopleOf, type RoomPlan } from './rooms.ts'

export interface BuiltRoom {
  readonly roomId: number
  /** When everybody was in. */
  readonly from: number
  readonly everybody: readonly Player[]
  readonly posters: readonly Player[]
}

export function playerOf({ players }: Company, key: string): Player {
  const player = players.get(key)
  if (!player) throw new RangeError(`nobody is called ${key}`)
  return player
}

/** Makes a group as its people would: one makes it, colleagues are in at once, the others come by its link. */
export async function buildGroup(
  company: Company,
  plan: RoomPlan,
  calendar: Calendar,
  minute: number,
): Promise<BuiltRoom> {
  const at = startOf(calendar.workingDay(calendar.firstDay - 1, 1 + (plan.opens ?? 0))) + 9 * HOUR + minute * MINUTE
  const app = company.appAt(at)
  const people = peopleOf(plan.people)
  const owner = playerOf(company, people[0]?.key ?? '')
  const [preset, hue] = plan.icon
  const image = plan.picture ? (await saveImage(app, await draw(plan.picture), 'icon')).hash : null
  const { id: roomId } = await create(app, actorOf(owner), {
    name: plan.name,
    description: plan.description,
    icon: { preset, hue, image },
    members: people.slice(1).map(({ key, role }) => ({ accountId: playerOf(company, key).accountId, role })),
  })
  // Nobody is the room's owner but by the order of the list; guests come a little later.
  const guests = plan.guests ? ` ${plan.guests}`.trim().split(' ') : []
  if (guests.length > 0) await letIn(company, roomId, owner, guests, at + 4 * MINUTE)
  const names = [
    ...people,
    ...guests.map((word) => ({ key: word.split(':')[0] ?? '', role: word.split(':')[1] ?? 'member' })),
  ]
  return {
    roomId,
    from: at + (6 + guests.length) * MINUTE,
    everybody: names.map(({ key }) => playerOf(company, key)),
    posters: names.filter(({ role }) => role !== 'readonly').map(({ key }) => playerOf(company, key)),
  }
}

async function letIn(
  company: Company,
  roomId: number,
  owner: Player,
  guests: readonly string[],
  at: number,
): Promise<void> {
  const admin = actorOf(owner)
  const { code } = await save(company.appAt(at), admin, { roomId, needAcceptance: true, description: '' })
  for (const [place, word] of guests.entries()) {
    const [key = '', role] = word.split(':')
    const guest = playerOf(company, key)
    const app = company.appAt(at + (1 + place) * MINUTE)
    await join(app, actorOf(guest), { code: code as string })
    await answer(app, admin, { roomId, accountId: guest.accountId, accept: true })
    if (role === 'readonly') await setRole(app, admin, { roomId, accountId: guest.accountId, role })
  }
  await remove(company.appAt(at + 10 * MINUTE), admin, { roomId })
}

/** A direct chat; with somebody of another organization it comes with the contact. */
export async function buildDirect(company: Company, keys: readonly [string, string], at: number): Promise<BuiltRoom> {
  const everybody = keys.map((key) => playerOf(company, key)) as [Player, Player]
  const [one, other] = everybody
  const app = company.appAt(at)
  const isInside = one.organization === other.organization
  const roomId = isInside
    ? (await direct(app, actorOf(one), { accountId: other.accountId })).id
    : await becomeContacts(app, one, other)
  return { roomId, from: at + MINUTE, everybody, posters: everybody }
}

/** One asks, the other accepts. Answers with their direct chat. */
async function becomeContacts(app: App, one: Player, other: Player): Promise<number> {
  const message = 'いつもお世話になっております。'
  await request(app, actorOf(one), { accountId: other.accountId, message })
  const { requestId } = await app.db
    .selectFrom('contact')
    .where('accountId', '=', other.accountId)
    .where('personId', '=', one.accountId)
    .select('requestId')
    .executeTakeFirstOrThrow()
  const { roomId } = await accept(app, actorOf(other), { id: requestId as number })
  return roomId as number
}
