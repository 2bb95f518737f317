import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type Cpu, cpuBetween } from '../cpu.ts'
import { type BenchServer, startServer } from '../server.ts'
import { makePlan, type Plan } from './plan.ts'
import { rebuild } from './rebuild.ts'
import { type Asked, askAll, bringUpToDate, prepareSearchers, type Searcher } from './searcher.ts'
import { startTraffic } from './traffic.ts'
import { type Built, prepareWorld } from './world.ts'

export interface SearchSizes {
  readonly messages: number
  readonly rooms: number
  /** Queries of each kind, for each person. */
  readonly queries: number
  /** Messages sent a second meanwhile. */
  readonly perSecond: number
  /** Seconds for which messages are sent before anybody searches. */
  readonly alone: number
  /** Whether the index is rebuilt, too, while all of this goes on. */
  readonly rebuild?: true
  /** A data directory to make the world in and to leave it there; else one that is gone afterwards. */
  readonly data?: string
}

export const searchSizes: SearchSizes = { messages: 10_000_000, rooms: 100_000, queries: 30, perSecond: 200, alone: 5 }

/** Every query of everybody once. */
export interface Pass {
  readonly asked: readonly Asked[]
  readonly seconds: number
  /** Processor seconds of the server and of PostgreSQL, for the messages sent meanwhile too. */
  readonly cpu: Cpu
}

export interface SearchReport {
  readonly bench: 'search'
  readonly sizes: SearchSizes
  readonly built: Built
  readonly persons: readonly Pick<Searcher, 'name' | 'rooms' | 'messages'>[]
  /** Messages being sent and nobody searching: what that alone costs. */
  readonly sending: Omit<Pass, 'asked'>
  /** While messages are sent: every query for the first time, and again. */
  readonly first: Pass
  readonly again: Pass
  /** While messages are sent and the index is rebuilt, which took so long; asked over and over until then. */
  readonly rebuild?: { readonly seconds: number; readonly pass: Pass }
  /** When all is quiet again, with everything that was sent meanwhile. */
  readonly quiet: Pass
  readonly sent: { readonly sent: number; readonly perSecond: number }
}

export async function runSearch(sizes: SearchSizes, say: (text: string) => void): Promise<SearchReport> {
  const directory = sizes.data ?? mkdtempSync(join(tmpdir(), 'naniwa-search-'))
  if (sizes.data === undefined) chmodSync(directory, 0o711)
  else mkdirSync(directory, { recursive: true, mode: 0o711 })
  const plan = makePlan(sizes)
  try {
    const built = await prepareWorld(directory, plan, say)
    const server = await startServer(directory)
    try {
      return { bench: 'search', sizes, built, ...(await measure(server, plan, { ...sizes, data: directory }, say)) }
    } finally {
      await server.stop()
    }
  } finally {
    if (sizes.data === undefined) rmSync(directory, { recursive: true, force: true })
  }
}

async function measure(
  server: BenchServer,
  plan: Plan,
  sizes: SearchSizes & { readonly data: string },
  say: (text: string) => void,
): Promise<Omit<SearchReport, 'bench' | 'sizes' | 'built'>> {
  const searchers = await prepareSearchers(server, sizes.queries, say)
  const began = Date.now()
  const traffic = await startTraffic(server, plan, sizes.perSecond)
  const { asked: _, ...sending } = await take(server, async () => {
    await pause(sizes.alone * 1_000)
    return []
  })
  const first = await take(server, () => askAll(server.port, searchers, began))
  say('asked everything once')
  const again = await take(server, () => askAll(server.port, searchers, began))
  say('asked everything again')
  const rebuilt = sizes.rebuild && (await askWhile(rebuild(sizes.data, say), server, searchers, began))
  const sent = await traffic.stop()
  const levelled = await bringUpToDate(server, searchers, began)
  const quiet = await take(server, () => askAll(server.port, levelled, Date.now()))
  const persons = levelled.map(({ name, rooms, messages }) => ({ name, rooms, messages }))
  return { persons, sending, first, again, ...(rebuilt && { rebuild: rebuilt }), quiet, sent }
}

async function askWhile(
  work: Promise<number>,
  server: BenchServer,
  searchers: readonly Searcher[],
  began: number,
): Promise<{ seconds: number; pass: Pass }> {
  let isOver = false
  const ended = work.finally(() => {
    isOver = true
  })
  ended.catch(() => {})
  const pass = await take(server, async () => {
    const asked: Asked[] = []
    while (!isOver) asked.push(...(await askAll(server.port, searchers, began)))
    return asked
  })
  return { seconds: await ended, pass }
}

async function take(server: BenchServer, work: () => Promise<Asked[]>): Promise<Pass> {
  const [cpu, start] = [server.cpu(), performance.now()]
  const asked = await work()
  return { asked, seconds: (performance.now() - start) / 1_000, cpu: cpuBetween(cpu, server.cpu()) }
}
