import type { Preview } from '@naniwa/contract'
import { type Calendar, dayOf, HOUR, MINUTE, startOf } from './calendar.ts'
import { castThread } from './casting.ts'
import { MAIN_CHARACTER } from './people.ts'
import { type Planned, type Player, perform, type Stage } from './perform.ts'
import type { Random } from './random.ts'
import type { RoomPlan } from './rooms.ts'
import { sceneWords } from './scene.ts'
import type { Thread } from './script.ts'
import { threadOf, topics } from './topics.ts'

export type Talk = Pick<
  RoomPlan,
  | 'messages'
  | 'topics'
  | 'daily'
  | 'hours'
  | 'weekends'
  | 'language'
  | 'repeats'
  | 'awayDays'
  | 'opening'
  | 'ending'
  | 'closes'
>

export interface Setting {
  readonly roomId: number
  /** From when on there is talk. */
  readonly from: number
  /** Those who may post. */
  readonly players: readonly Player[]
  /** Everybody there, for the last scene. */
  readonly everybody: readonly Player[]
  readonly calendar: Calendar
  readonly random: Random
  readonly previewOf: (url: string) => Preview | undefined
}

/** How busy the hours of an office are, from midnight on. */
const OFFICE = [0, 0, 0, 0, 0, 0, 3, 5, 8, 17, 14, 11, 4, 12, 13, 12, 14, 10, 4, 2, 1, 0, 0, 0]
const FRIENDLY = ['👍', '🙏', '👌', '🙇', '👏', '🎉', '😊', '💪', '✨', '👀', '😋', '❤️']

/** Everything said in one room, in order. */
export function planTalk(talk: Talk, setting: Setting): Planned[] {
  const { calendar } = setting
  const stage = stageOf(talk, setting)
  const ending = talk.ending ? lastScene(threadOf(talk.ending), setting, stage) : []
  const closing = ending[0]?.at ?? closingOf(talk, calendar)
  const fixed = [...beginning(talk, setting, stage), ...dailies(talk, setting, stage)]
  const said = [...fixed, ...threads(talk, setting, stage, fixed)].filter(({ at }) => at < closing)
  const ordered = [...said.sort((a, b) => a.at - b.at), ...ending]
  return withReactions(withoutEchoes(ordered), setting)
}

function closingOf({ closes }: Talk, calendar: Calendar): number {
  return closes ? startOf(calendar.workingDay(calendar.lastDay, -closes)) + 18 * HOUR : Number.POSITIVE_INFINITY
}

function stageOf(talk: Talk, { roomId, calendar, random, previewOf }: Setting): Stage {
  return {
    roomId,
    calendar,
    random,
    previewOf,
    hours: talk.hours ?? [8.8, 18.6],
    weekends: talk.weekends ?? false,
    language: talk.language ?? 'ja',
    said: new Set(),
  }
}

function lastScene(thread: Thread, { everybody, random }: Setting, stage: Stage): Planned[] {
  const cast = castThread(thread, everybody, random)
  if (!cast) throw new RangeError(`${thread.name}: somebody is missing`)
  return perform(thread, cast, 0, { ...stage, settled: sceneWords(stage.calendar) }).sort((a, b) => a.at - b.at)
}

function beginning({ opening }: Talk, { from, players, random }: Setting, stage: Stage): Planned[] {
  const thread = opening && threadOf(opening)
  const cast = thread && castThread(thread, players, random)
  return cast ? perform(thread, cast, from + 4 * MINUTE, stage) : []
}

function dailies(talk: Talk, setting: Setting, stage: Stage): Planned[] {
  const { calendar, random, from } = setting
  return (talk.daily ?? []).flatMap(([name, hour]) => {
    const planned: Planned[] = []
    for (let day = dayOf(from); day <= calendar.lastDay; day++) {
      if (!talk.weekends && !calendar.isBusy(day)) continue
      const at = startOf(day) + (hour + random.next() * 0.6) * HOUR
      const cast = castThread(threadOf(name), around(talk, setting, day), random)
      if (!cast || at <= from || at > calendar.end) continue
      const messages = perform(threadOf(name), cast, Math.round(at), stage)
      for (const { body } of messages) stage.said.add(body)
      planned.push(...messages)
    }
    return planned
  })
}

function threads(talk: Talk, setting: Setting, stage: Stage, already: readonly Planned[]): Planned[] {
  const { calendar, random } = setting
  const planned: Planned[] = []
  const uses = new Map<Thread, number>()
  const lately = new Map<Thread, number[]>()
  const days = openDays(talk, setting)
  const taken = new Set(already.flatMap(slots))
  for (let failed = 0; planned.length + already.length < talk.messages && failed < 300; ) {
    const day = random.pick(days)
    const at = Math.round(startOf(day) + hourOf(talk, random) * HOUR)
    const thread = leastSaid(talk, uses, random)
    if (!thread) break
    const cast = calls(talk, thread, day, calendar) ? castThread(thread, around(talk, setting, day), random) : undefined
    const fits = cast && at > setting.from && at < calendar.end
    const messages = fits ? perform(thread, cast, at, stage) : []
    // Talks neither interrupt each other nor come up again within days, unless there is no other place left.
    const isStale = failed < 40 && lately.get(thread)?.some((other) => Math.abs(other - day) < 4)
    const interrupts = failed < 25 && messages.some((message) => slots(message).some((slot) => taken.has(slot)))
    // Who cannot talk about it here does so no more often for being asked again.
    if (!cast || (messages.length > 0 && !interrupts && !isStale)) uses.set(thread, (uses.get(thread) ?? 0) + 1)
    if (messages.length === 0 || interrupts || isStale) failed += 1
    else {
      failed = 0
      lately.set(thread, [...(lately.get(thread) ?? []), day])
      planned.push(...messages)
      for (const message of messages) {
        stage.said.add(message.body)
        for (const slot of slots(message)) taken.add(slot)
      }
    }
  }
  return planned
}

/** The quarters of an hour around a message. */
function slots({ at }: Planned): number[] {
  const quarter = Math.floor(at / (15 * MINUTE))
  return [quarter, Math.floor((at + 7 * MINUTE) / (15 * MINUTE))]
}

function openDays(talk: Talk, { calendar, from }: Setting): number[] {
  const last = talk.closes ? calendar.workingDay(calendar.lastDay, -talk.closes) : calendar.lastDay
  const days: number[] = []
  for (let day = dayOf(from); day <= last; day++) {
    // A weekend has a fifth of a working day's talk, where it has any.
    const weight = calendar.isBusy(day) ? 5 : talk.weekends ? 1 : 0
    for (let times = 0; times < weight; times++) days.push(day)
  }
  return days
}

/** What was talked about least, topics the room cares about counting for more. */
function leastSaid(talk: Talk, uses: ReadonlyMap<Thread, number>, random: Random): Thread | undefined {
  let best: { thread: Thread; score: number } | undefined
  for (const [topic, weight] of Object.entries(talk.topics)) {
    for (const thread of topics[topic as keyof typeof topics]) {
      const used = uses.get(thread) ?? 0
      if (used >= (talk.repeats ?? Number.POSITIVE_INFINITY)) continue
      const score = (used + random.next()) / weight
      if (!best || score < best.score) best = { thread, score }
    }
  }
  return best?.thread
}

function around({ awayDays }: Talk, { players, calendar }: Setting, day: number): readonly Player[] {
  const away = awayDays !== undefined && day > calendar.lastDay - awayDays - 1
  return away ? players.filter(({ key }) => key !== MAIN_CHARACTER) : players
}

/** In her last days away, nothing calls everybody. */
function calls({ awayDays }: Talk, thread: Thread, day: number, calendar: Calendar): boolean {
  if (awayDays === undefined || day <= calendar.lastDay - awayDays - 1) return true
  return !thread.lines.some(({ texts }) => texts.some((text) => text.includes('{to:all}')))
}

function hourOf({ hours, weekends }: Talk, random: Random): number {
  const [from, to] = hours ?? [8.8, 18.6]
  const total = OFFICE.reduce((sum, weight, hour) => sum + (weights(hour) ? weight : 0), 0)
  let left = random.next() * total
  function weights(hour: number): boolean {
    return hour + 1 > from && hour < to && (hour < 19 || weekends === true)
  }
  for (const [hour, weight] of OFFICE.entries()) {
    if (!weights(hour)) continue
    left -= weight
    if (left < 0) return Math.min(to, Math.max(from, hour + random.next()))
  }
  return to
}

/** The same words twice in a row are said once; unless they are answered. */
function withoutEchoes(planned: readonly Planned[]): Planned[] {
  return planned.filter((message, place) => {
    const echo = planned[place - 1]?.body === message.body
    return !echo || planned.some(({ body }) => body.includes(`-${message.id}]`))
  })
}

/** Beyond those of the scripts, a few that people give in passing. */
function withReactions(planned: readonly Planned[], { random, players, calendar }: Setting): Planned[] {
  return planned.map((message) => {
    const others = players.filter((player) => player !== message.by && player.key !== MAIN_CHARACTER)
    if (message.reactions.length > 0 || message.deletedAt !== null || others.length === 0 || !random.chance(0.05))
      return message
    const emoji = random.some(FRIENDLY, random.chance(0.2) ? 2 : 1)
    const reactions = random.some(others, random.int(1, 3)).map((by, place) => ({
      by,
      emoji: emoji[place % emoji.length] as string,
      at: Math.min(calendar.end, message.at + Math.round(8 * random.spread() * MINUTE)),
    }))
    return { ...message, reactions }
  })
}
