import { linkedUrls, type Preview, quoteTag, replyTag, toTag } from '@naniwa/contract'
import { newMessageId } from '../lib/ids.ts'
import { type Calendar, dayOf, HOUR, MINUTE, startOf } from './calendar.ts'
import { fillIn } from './fill-in.ts'
import type { Character } from './people.ts'
import type { Random } from './random.ts'
import type { Line, Thread, When } from './script.ts'

/** Somebody who has an account by now. */
export interface Player extends Character {
  readonly accountId: number
}

/** A message that will have been said. */
export interface Planned {
  readonly id: string
  readonly at: number
  readonly by: Player
  readonly body: string
  readonly correction: { readonly at: number; readonly body: string } | null
  readonly reactions: readonly { readonly at: number; readonly by: Player; readonly emoji: string }[]
  readonly deletedAt: number | null
  readonly previews: readonly Preview[]
}

export interface Stage {
  readonly roomId: number
  readonly calendar: Calendar
  readonly random: Random
  /** Hours of the day in which people answer. */
  readonly hours: readonly [from: number, to: number]
  /** False keeps answers to working days. */
  readonly weekends: boolean
  readonly language: 'ja' | 'en'
  /** What this room said so far: the same words are not said twice if there are others. */
  readonly said: Set<string>
  readonly previewOf: (url: string) => Preview | undefined
  /** Words that are settled before anything is said. */
  readonly settled?: ReadonlyMap<string, string>
}

/** One thread, said by these people from this time on. What would fall behind the end of the story is left out. */
export function perform(thread: Thread, cast: ReadonlyMap<string, Player>, start: number, stage: Stage): Planned[] {
  const planned: Planned[] = []
  const kept = new Map(stage.settled)
  const player = (letter: string) => {
    const found = cast.get(letter)
    if (!found) throw new RangeError(`${thread.name} has nobody for ${letter}`)
    return found
  }
  const call = (letter: string, language: 'ja' | 'en') =>
    language === 'en' ? player(letter).callEn : player(letter).call
  const { calendar, random } = stage
  const filling = { random, calendar, kept, call }
  let at = start
  for (const line of thread.lines) {
    const previous = planned.at(-1)
    if (line !== thread.lines[0] || line.when.kind !== 'soon')
      at = timeOf(line.when, at, previous?.by === player(line.speaker), stage)
    if (at > calendar.end) break
    const id = newMessageId({ now: () => new Date(at) })
    const write = (text: string) => tagged(fillIn(text, at, filling), planned, player, stage)
    const body = freshest(line.texts, write, stage)
    planned.push({
      id,
      at,
      by: player(line.speaker),
      body,
      previews: linkedUrls(body).flatMap((url) => stage.previewOf(url) ?? []),
      ...aftermath(line, at, write, player, stage),
    })
  }
  return planned
}

function aftermath(
  line: Line,
  at: number,
  write: (text: string) => string,
  player: (letter: string) => Player,
  { calendar, random }: Stage,
): Pick<Planned, 'correction' | 'reactions' | 'deletedAt'> {
  const soon = (minutes: number) => Math.min(calendar.end, at + Math.round(minutes * random.spread() * MINUTE))
  return {
    correction: line.correction === null ? null : { at: soon(6), body: write(line.correction) },
    reactions: line.reactions
      .filter(() => line.when.kind !== 'soon' || random.chance(0.5))
      .map(({ by, emoji }) => ({ at: soon(12), by: player(by), emoji })),
    deletedAt: line.deleted ? soon(3) : null,
  }
}

/** A way to say it that this room has not heard, if there is one. */
function freshest(texts: readonly string[], write: (text: string) => string, { random, said }: Stage): string {
  let body = write(random.pick(texts))
  for (let tries = 0; tries < 6 && said.has(body); tries++) body = write(random.pick(texts))
  return body
}

function timeOf(
  when: When,
  before: number,
  sameSpeaker: boolean,
  { calendar, random, hours, weekends }: Stage,
): number {
  if (when.kind === 'clock') return startOf(calendar.workingDay(calendar.lastDay, -when.days)) + when.minutes * MINUTE
  if (when.kind === 'beforeEnd') return calendar.end - when.minutes * MINUTE
  const minutes = when.kind === 'after' ? when.minutes : sameSpeaker ? 1.2 : 6
  const at =
    when.kind === 'nextMorning'
      ? Number.POSITIVE_INFINITY
      : before + Math.max(20_000, minutes * random.spread() * MINUTE)
  const closing = startOf(dayOf(before)) + hours[1] * HOUR
  // Whoever is deep in a talk finishes it; after that it waits for the morning.
  if (at < closing + 30 * MINUTE) return Math.round(at)
  let next = dayOf(before) + 1
  while (!weekends && next < calendar.lastDay && !calendar.isBusy(next)) next += 1
  return Math.round(startOf(next) + hours[0] * HOUR + random.next() * 80 * MINUTE)
}

const TAG = /\{(to|re|qt):([^{}]*)\}/g

/** Tags that name people and messages of this thread: `{to:A,B}`, `{to:all}`, `{re:A}` and `{qt:A}` A's last message, `{re:A-1}` the one before. */
function tagged(text: string, planned: readonly Planned[], player: (letter: string) => Player, stage: Stage): string {
  return text.replace(TAG, (_, kind: string, target: string) => {
    if (kind === 'to')
      return target === 'all'
        ? '[toall]\n'
        : target
            .split(',')
            .map((letter) => to(player(letter), stage))
            .join('')
    const [letter = '', before = '0'] = target.split('-')
    const other = player(letter)
    const answered = planned.filter((message) => message.by === other).at(-1 - Number(before))
    if (!answered) throw new RangeError(`nothing of ${target} to answer in: ${text}`)
    const { id, by, at } = answered
    if (kind === 're') {
      const tag = replyTag({ accountId: by.accountId, roomId: stage.roomId, messageId: id, name: by.name })
      return stage.language === 'ja' ? tag : tag.replace(/さん\n$/, '\n')
    }
    const place = { roomId: stage.roomId, messageId: id }
    return quoteTag({ accountId: by.accountId, time: Math.floor(at / 1_000), body: gist(answered.body), ...place })
  })
}

function to(player: Player, { language }: Stage): string {
  return language === 'ja' ? toTag(player.accountId, player.name) : `[To:${player.accountId}]${player.name}\n`
}

/** What one quotes: the last paragraph that is not a tag. */
function gist(body: string): string {
  const rows = body.split('\n').filter((row) => row.trim() !== '' && !/\[/.test(row))
  return rows.slice(0, 2).join('\n') || '（上の件）'
}
