import { performance } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import { cpuBetween } from './cpu.ts'
import { makePeople, makeRooms, type Somebody } from './crowd.ts'
import { medians, percentile, round } from './figures.ts'
import { type Crowd, gatherAtBroadcaster, gatherAtServer } from './listeners.ts'
import type { BenchServer } from './server.ts'

export interface Layout {
  readonly rooms: number
  readonly listeners: number
  /** Messages a second over all rooms, at the modest rate. */
  readonly perSecond: number
  /** Messages of each room on their way at a time, when saturated. */
  readonly window: number
}

export interface FanoutSizes {
  readonly layouts: readonly Layout[]
  readonly seconds: number
  readonly rounds: number
}

export const fanoutSizes: FanoutSizes = {
  layouts: [
    { rooms: 1, listeners: 1_000, perSecond: 30, window: 64 },
    { rooms: 50, listeners: 20, perSecond: 1_500, window: 16 },
  ],
  seconds: 2.5,
  rounds: 3,
}

type Figures = {
  readonly perSecond: number
  /** Deliveries per processor second of the server process, or of what stands in its place. */
  readonly perCpuSecond: number
  readonly p50: number
  readonly p99: number
  /** Processor seconds of PostgreSQL. */
  readonly postgresCpu: number
}

export interface FanoutResult {
  readonly case: string
  readonly server: Figures
  readonly bare: Figures
  /** Deliveries per processor second: server over bare. */
  readonly ratio: number
}

interface Counts {
  delivered: number
  /** Deliveries that did not come, over all listeners. */
  lost: number
  duplicates: number
}

export interface FanoutReport extends Counts {
  readonly bench: 'fanout'
  readonly results: readonly FanoutResult[]
}

export async function runFanout(server: BenchServer, sizes: FanoutSizes): Promise<FanoutReport> {
  const most = Math.max(...sizes.layouts.map(({ rooms, listeners }) => rooms * listeners))
  const people = await makePeople(server.app, most)
  const counts: Counts = { delivered: 0, lost: 0, duplicates: 0 }
  const results: FanoutResult[] = []
  for (const layout of sizes.layouts) results.push(...(await runLayout(server, people, layout, sizes, counts)))
  return { bench: 'fanout', results, ...counts }
}

async function runLayout(
  server: BenchServer,
  people: readonly Somebody[],
  layout: Layout,
  { seconds, rounds }: FanoutSizes,
  counts: Counts,
): Promise<FanoutResult[]> {
  const { rooms, listeners } = layout
  const groups = Array.from({ length: rooms }, (_, at) => people.slice(at * listeners, (at + 1) * listeners))
  const atServer = await gatherAtServer(server, groups, await makeRooms(server.app, groups))
  const atBroadcaster = await gatherAtBroadcaster(rooms, listeners, atServer.bytes)
  const results: FanoutResult[] = []
  for (const pace of ['modest', 'saturated'] as const) {
    const measured: { server: Figures; bare: Figures }[] = []
    for (let each = 0; each < rounds; each++) {
      const ours = await measure(atServer, layout, pace, seconds, counts)
      await server.rest()
      measured.push({ server: ours, bare: await measure(atBroadcaster, layout, pace, seconds, counts) })
    }
    const ours = medians(measured.map((each) => each.server))
    const bare = medians(measured.map((each) => each.bare))
    const name = `${rooms} × ${listeners}, ${pace}`
    results.push({ case: name, server: ours, bare, ratio: round(ours.perCpuSecond / bare.perCpuSecond) })
  }
  atServer.close()
  atBroadcaster.close()
  return results
}

async function measure(
  crowd: Crowd,
  layout: Layout,
  pace: 'modest' | 'saturated',
  seconds: number,
  counts: Counts,
): Promise<Figures> {
  crowd.latencies.length = 0
  for (const room of crowd.rooms) {
    room.sent = 0
    room.heard.fill(0)
  }
  const before = crowd.cpu()
  const started = performance.now()
  await (pace === 'modest' ? sendSteadily(crowd, layout.perSecond, seconds) : sendAll(crowd, layout.window, seconds))
  await allHeard(crowd)
  const took = (performance.now() - started) / 1_000
  const used = cpuBetween(before, crowd.cpu())
  const delivered = count(crowd, counts)
  return {
    perSecond: delivered / took,
    perCpuSecond: delivered / used.server,
    p50: percentile(crowd.latencies, 0.5),
    p99: percentile(crowd.latencies, 0.99),
    postgresCpu: used.postgres,
  }
}

function count({ rooms }: Crowd, counts: Counts): number {
  let delivered = 0
  for (const { sent, heard } of rooms) {
    for (const each of heard) {
      delivered += each
      counts.lost += Math.max(0, sent - each)
      counts.duplicates += Math.max(0, each - sent)
    }
  }
  counts.delivered += delivered
  return delivered
}

/** So many messages a second, room after room. */
async function sendSteadily({ rooms }: Crowd, perSecond: number, seconds: number): Promise<void> {
  const started = performance.now()
  const all = Math.round(perSecond * seconds)
  for (let sent = 0; sent < all; await pause(1)) {
    const due = Math.min(all, ((performance.now() - started) / 1_000) * perSecond)
    for (; sent < due; sent++) rooms[sent % rooms.length]?.say()
  }
}

/** As fast as each room's speaker hears messages come back. */
async function sendAll(crowd: Crowd, window: number, seconds: number): Promise<void> {
  crowd.onEcho = (room) => room.say()
  for (const room of crowd.rooms) for (let each = 0; each < window; each++) room.say()
  await pause(seconds * 1_000)
  crowd.onEcho = () => {}
}

/** Until every listener has heard everything, or nothing more comes for ten seconds: a busy machine may write nothing for two. */
async function allHeard({ rooms }: Crowd): Promise<void> {
  let last = -1
  for (let still = 0; still < 1_000; await pause(10)) {
    const missing = rooms.reduce((sum, { sent, heard }) => heard.reduce((all, each) => all + sent - each, sum), 0)
    if (missing <= 0) return
    still = missing === last ? still + 1 : 0
    last = missing
  }
}
