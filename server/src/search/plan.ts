import { type Condition, instantOf, isCalled, localTime, parseQuery } from '@naniwa/contract'
import type { Queries } from '../db/transaction.ts'
import { addressedMark, authorMark, hasMark, TO_ALL_MARK } from './line.ts'
import { readAuthors, readRoomNames } from './names.ts'
import type { Mine } from './rooms.ts'
import type { Term } from './terms.ts'

/** What is looked for, and where. */
export interface Plan {
  readonly rooms: readonly Mine[]
  readonly terms: readonly Term[]
  /** Milliseconds: sent at or after this, and before that. */
  readonly since: number
  readonly before: number
}

export interface Asked {
  readonly accountId: number
  readonly query: string
  readonly timeZone: string
  readonly now: Date
}

/** The last moment a Date can be. */
export const ALWAYS = 8_640_000_000_000_000

/** What a query means to this person; undefined when it asks for nothing, or for what cannot be. */
export async function planOf(db: Queries, asked: Asked, rooms: readonly Mine[]): Promise<Plan | undefined> {
  const conditions = parseQuery(asked.query, localTime(asked.now.getTime(), asked.timeZone).day)
  if (conditions.length === 0) return undefined
  const within = await roomsWithin(db, asked.accountId, conditions, rooms)
  const terms = await termsOf(db, asked.accountId, conditions, rooms)
  const plan = { rooms: within, terms, ...timesOf(conditions, asked.timeZone) }
  return isPossible(plan) ? plan : undefined
}

function isPossible({ rooms, terms, since, before }: Plan): boolean {
  return rooms.length > 0 && since < before && !terms.some(({ any, without }) => any.length === 0 && !without)
}

function timesOf(conditions: readonly Condition[], timeZone: string): Pick<Plan, 'since' | 'before'> {
  let since = 0
  let before = ALWAYS
  for (const condition of conditions) {
    if (condition.kind !== 'before' && condition.kind !== 'after') continue
    const time = instantOf({ day: condition.day, clock: 0 }, timeZone)
    if ((condition.kind === 'after') !== condition.without) since = Math.max(since, time)
    else before = Math.min(before, time)
  }
  return { since, before }
}

/** Of several `in:` one is enough. */
async function roomsWithin(
  db: Queries,
  accountId: number,
  conditions: readonly Condition[],
  rooms: readonly Mine[],
): Promise<readonly Mine[]> {
  const asked = conditions.filter((condition) => condition.kind === 'in')
  if (asked.length === 0) return rooms
  const names = await readRoomNames(db, accountId, rooms)
  const isNamed = (roomId: number, room: string) =>
    room === String(roomId) || (names.get(roomId) ?? []).some((called) => isCalled(called, room))
  const inside = asked.filter(({ without }) => !without)
  const outside = asked.filter(({ without }) => without)
  return rooms.filter(
    ({ roomId }) =>
      (inside.length === 0 || inside.some(({ room }) => isNamed(roomId, room))) &&
      !outside.some(({ room }) => isNamed(roomId, room)),
  )
}

/** Of several `from:` one is enough, everything else must hold. */
async function termsOf(
  db: Queries,
  accountId: number,
  conditions: readonly Condition[],
  rooms: readonly Mine[],
): Promise<Term[]> {
  const accountsOf = await readAccounts(db, accountId, conditions, rooms)
  const terms: Term[] = []
  const authors: string[] = []
  for (const condition of conditions) {
    const { without } = condition
    if (condition.kind === 'word') terms.push({ any: [condition.text], without })
    if (condition.kind === 'has') terms.push({ any: [hasMark(condition.mark)], without })
    if (condition.kind === 'from' && without) terms.push({ any: accountsOf(condition.who).map(authorMark), without })
    if (condition.kind === 'from' && !without) authors.push(...accountsOf(condition.who).map(authorMark))
    if (condition.kind === 'to') {
      terms.push({ any: [TO_ALL_MARK, ...accountsOf(condition.who).map(addressedMark)], without })
    }
  }
  const asked = conditions.some(({ kind, without }) => kind === 'from' && !without)
  return asked ? [...terms, { any: [...new Set(authors)], without: false }] : terms
}

/** Whom `from:` and `to:` mean. Names are read once, and only when one is asked for. */
async function readAccounts(
  db: Queries,
  accountId: number,
  conditions: readonly Condition[],
  rooms: readonly Mine[],
): Promise<(who: string) => number[]> {
  const named = conditions.some((condition) => 'who' in condition && !isExact(condition.who))
  const people = named ? await readAuthors(db, rooms) : []
  return (who) => {
    if (who === 'me') return [accountId]
    if (isExact(who)) return [Number(who)]
    return people.filter((person) => isCalled(person, who)).map((person) => person.accountId)
  }
}

function isExact(who: string): boolean {
  return who === 'me' || (/^[1-9]\d{0,15}$/.test(who) && Number.isSafeInteger(Number(who)))
}
