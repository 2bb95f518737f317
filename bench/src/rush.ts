import { performance } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import { writeMessages } from '../../server/src/messages/write.ts'
import { type Cpu, cpuBetween } from './cpu.ts'
import { makePeople, makeRooms, type Somebody } from './crowd.ts'
import { percentile, round } from './figures.ts'
import { enter, type Inside } from './inside.ts'
import { BODY, messageId } from './message.ts'
import { comeBack } from './newcomer.ts'
import type { BenchServer } from './server.ts'

export interface RushSizes {
  /** Who come back at the same moment. */
  readonly newcomers: number
  /** Rooms of each of them, all with something new. */
  readonly roomsEach: number
  /** Who are connected all the time, and messages that they send a second. */
  readonly inside: number
  readonly perSecond: number
  /** How long they are measured before the rush. */
  readonly seconds: number
}

export const rushSizes: RushSizes = { newcomers: 2_000, roomsEach: 5, inside: 50, perSecond: 50, seconds: 5 }

/** Milliseconds from sending to the answer, for those who are connected all the time. */
interface Latency {
  readonly sends: number
  readonly p50: number
  readonly p99: number
}

export interface RushReport {
  readonly bench: 'rush'
  readonly sizes: RushSizes
  readonly before: Latency
  readonly during: Latency
  readonly newcomers: {
    /** Seconds until the last of them was level. */
    readonly seconds: number
    /** Seconds until somebody was level. */
    readonly p50: number
    readonly p99: number
    /** Connections or calls that had to be tried again. */
    readonly repeated: number
    /** Transactions of the database for each of them, those of everybody else included. */
    readonly transactions: number
    readonly messages: number
  }
  readonly cpu: Cpu
  /** Messages that newcomers missed and were not told. */
  readonly lost: number
}

/** People in a room. */
const PEOPLE = 20
/** Messages that each room has more than those who come back know of. */
const MISSED = 5

export async function runRush(server: BenchServer, sizes: RushSizes): Promise<RushReport> {
  const world = await makeWorld(server, sizes)
  const inside = await enter(server.port, world.inside, world.hot, sizes.perSecond)
  await pause(sizes.seconds * 1_000)
  const before = latencyOf(inside)
  const [cpu, transactions, start] = [server.cpu(), await countTransactions(server), performance.now()]
  const back = await Promise.all(world.newcomers.map((person) => comeBack(server.port, person, world.clocks)))
  const seconds = (performance.now() - start) / 1_000
  const used = cpuBetween(cpu, server.cpu())
  const all = (await countTransactions(server)) - transactions
  const during = latencyOf(inside)
  await inside.leave()
  const messages = back.reduce((sum, each) => sum + each.messages, 0)
  const times = back.map((each) => each.seconds)
  return {
    bench: 'rush',
    sizes,
    before,
    during,
    newcomers: {
      seconds: round(seconds),
      p50: round(percentile(times, 0.5)),
      p99: round(percentile(times, 0.99)),
      repeated: back.reduce((sum, each) => sum + each.repeated, 0),
      transactions: round(all / sizes.newcomers),
      messages,
    },
    cpu: used,
    lost: sizes.newcomers * sizes.roomsEach * MISSED - messages,
  }
}

interface World {
  readonly inside: readonly Somebody[]
  readonly hot: number
  readonly newcomers: readonly Somebody[]
  /** Of each room, what those who come back know of it. */
  readonly clocks: ReadonlyMap<number, number>
}

/** Everybody is in so many rooms, each time with others, and something was said in all of them since they left. */
async function makeWorld({ app, pool }: BenchServer, sizes: RushSizes): Promise<World> {
  const people = await makePeople(app, sizes.inside + sizes.newcomers)
  const [inside, newcomers] = [people.slice(0, sizes.inside), people.slice(sizes.inside)]
  const [hot] = await makeRooms(app, [inside])
  const groups = Array.from({ length: sizes.roomsEach }, (_, turn) => inGroups(newcomers, turn)).flat()
  const roomIds = await makeRooms(app, groups)
  const { rows } = await pool.query<{ id: number; tick: number }>('select id, tick from room where id = any($1)', [
    roomIds,
  ])
  for (const [place, roomId] of roomIds.entries()) {
    const [{ accountId }] = groups[place] as [Somebody]
    const sending = () => ({ roomId, id: messageId(), accountId, body: BODY, selfUnread: false })
    await writeMessages(app.db, Array.from({ length: MISSED }, sending), new Date())
  }
  return { inside, hot: hot as number, newcomers, clocks: new Map(rows.map(({ id, tick }) => [id, tick])) }
}

/** Groups of twenty; with each turn the neighbours are others. */
function inGroups(people: readonly Somebody[], turn: number): Somebody[][] {
  const count = Math.ceil(people.length / PEOPLE)
  const groups: Somebody[][] = Array.from({ length: count }, () => [])
  for (const [place, person] of people.entries()) {
    groups[(place + Math.floor(place / count) * turn) % count]?.push(person)
  }
  return groups
}

function latencyOf(inside: Inside): Latency {
  const latencies = inside.takeLatencies()
  return {
    sends: latencies.length,
    p50: round(percentile(latencies, 0.5)),
    p99: round(percentile(latencies, 0.99)),
  }
}

async function countTransactions({ pool }: BenchServer): Promise<number> {
  // PostgreSQL tells of a session's transactions when it rests, at most once a second.
  await pause(1_100)
  const { rows } = await pool.query<{ count: number }>(
    'select xact_commit as count from pg_stat_database where datname = current_database()',
  )
  return rows[0]?.count ?? Number.NaN
}
