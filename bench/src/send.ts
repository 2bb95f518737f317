import { performance } from 'node:perf_hooks'
import type { App } from '../../server/src/context.ts'
import { lane } from '../../server/src/db/lane.ts'
import { type Sending, type Sent, writeMessages } from '../../server/src/messages/write.ts'
import { type Cpu, cpuBetween } from './cpu.ts'
import { makePeople, makeRooms, type Somebody } from './crowd.ts'
import { medians, percentile, round } from './figures.ts'
import { type Line, openLine } from './line.ts'
import { BODY, messageId } from './message.ts'
import type { BenchServer } from './server.ts'

export interface SendSizes {
  readonly sockets: number
  readonly rooms: number
  /** Calls waiting for their answers, over all sockets. */
  readonly inFlight: readonly number[]
  readonly seconds: number
  readonly rounds: number
}

export const sendSizes: SendSizes = { sockets: 64, rooms: 1_000, inFlight: [64, 256], seconds: 2.5, rounds: 3 }

type Figures = {
  readonly perSecond: number
  readonly p50: number
  readonly p99: number
  /** Processor seconds of the server, or of what stands in its place, and of PostgreSQL. */
  readonly serverCpuPerThousand: number
  readonly postgresCpuPerThousand: number
}

export interface SendResult {
  readonly case: string
  readonly server: Figures
  readonly bare: Figures
  /** Acknowledged sends per second: server over bare. */
  readonly ratio: number
}

export interface SendReport {
  readonly bench: 'send'
  readonly results: readonly SendResult[]
  readonly acknowledged: number
  /** Acknowledged and not there afterwards. */
  readonly lost: number
  /** There and not acknowledged, once all answers are in. */
  readonly duplicates: number
}

/** Each room is that of every eighth person; of every one while there are fewer. */
const SHARES = 8

interface World {
  readonly people: readonly Somebody[]
  /** The room of everybody. */
  readonly hot: number
  readonly rooms: readonly number[]
  readonly shares: number
}

export async function runSend(server: BenchServer, sizes: SendSizes): Promise<SendReport> {
  const world = await makeWorld(server.app, sizes)
  const bare = await server.bareDatabase()
  const bareWorld = await makeWorld(bare.app, sizes)
  const before = await countMessages(server)
  let acknowledged = 0
  const results: SendResult[] = []
  for (const where of ['one hot room', `${sizes.rooms} rooms`]) {
    for (const inFlight of sizes.inFlight) {
      const rounds: { server: Figures; bare: Figures }[] = []
      for (let each = 0; each < sizes.rounds; each++) {
        const run = { inFlight, seconds: sizes.seconds, hot: where === 'one hot room' }
        const product = await throughServer(server, world, run)
        acknowledged += product.count
        await server.rest()
        const limit = await straight(server, bare.app, bareWorld, run)
        rounds.push({ server: product.figures, bare: limit.figures })
      }
      const [product, limit] = [medians(rounds.map((each) => each.server)), medians(rounds.map((each) => each.bare))]
      const name = `${where}, ${inFlight} in flight`
      results.push({ case: name, server: product, bare: limit, ratio: round(product.perSecond / limit.perSecond) })
    }
  }
  await bare.close()
  const there = (await countMessages(server)) - before
  const [lost, duplicates] = [Math.max(0, acknowledged - there), Math.max(0, there - acknowledged)]
  return { bench: 'send', results, acknowledged, lost, duplicates }
}

async function makeWorld(app: App, sizes: SendSizes): Promise<World> {
  const people = await makePeople(app, sizes.sockets)
  const shares = Math.min(SHARES, sizes.sockets)
  const groups = Array.from({ length: sizes.rooms }, (_, room) =>
    people.filter((_, at) => at % shares === room % shares),
  )
  const [hot, ...rooms] = await makeRooms(app, [people, ...groups])
  return { people, hot: hot as number, rooms, shares }
}

interface Run {
  readonly inFlight: number
  readonly seconds: number
  readonly hot: boolean
}

type Outcome = { readonly count: number; readonly figures: Figures }

/** Every person at a socket, with a share of the calls in flight. */
async function throughServer(server: BenchServer, world: World, run: Run): Promise<Outcome> {
  const latencies: number[] = []
  let sending = true
  let waiting = 0
  let finished = () => {}
  const allAnswered = new Promise<void>((resolve) => {
    finished = resolve
  })
  const lines: Line[] = []
  const startOf = new Map<number, number>()
  let call = 0
  const send = (at: number, turn: number) => {
    call += 1
    waiting += 1
    startOf.set(call, performance.now())
    const input = { roomId: roomOf(world, run, at, turn), id: messageId(), body: BODY }
    ;(lines[at] as Line).send(JSON.stringify({ call, name: 'messages.send', input }))
  }
  const turns = world.people.map(() => 0)
  for (const [at, { cookie }] of world.people.entries()) {
    lines[at] = await openLine(server.port, '/api/socket', cookie, (bytes, start, end) => {
      // `{"reply":…`; a heartbeat is nothing to us.
      if (bytes[start + 2] !== 0x72) return
      const answered = replyOf(bytes, start, end)
      latencies.push(performance.now() - (startOf.get(answered) as number))
      startOf.delete(answered)
      waiting -= 1
      turns[at] = (turns[at] as number) + 1
      if (sending) send(at, turns[at])
      else if (waiting === 0) finished()
    })
  }
  const cpu = server.cpu()
  const started = performance.now()
  for (let each = 0; each < run.inFlight; each++) send(each % world.people.length, each)
  await new Promise((resolve) => setTimeout(resolve, run.seconds * 1_000))
  sending = false
  await allAnswered
  const seconds = (performance.now() - started) / 1_000
  const used = cpuBetween(cpu, server.cpu())
  for (const line of lines) line.close()
  return outcome(latencies, seconds, used)
}

/** The same statement in the same batches, without sockets, frames, checks and events. */
async function straight(server: BenchServer, app: App, world: World, run: Run): Promise<Outcome> {
  const write = lane<Sending, Sent>({
    name: 'bare',
    max: 128,
    work: (sendings) => writeMessages(app.db, sendings, new Date()),
  })
  const latencies: number[] = []
  const cpu = server.cpu()
  const own = process.cpuUsage()
  const started = performance.now()
  const worker = async (at: number) => {
    const { accountId } = world.people[at % world.people.length] as Somebody
    for (let turn = at; performance.now() - started < run.seconds * 1_000; turn++) {
      const roomId = roomOf(world, run, at % world.people.length, turn)
      const before = performance.now()
      await write({ roomId, id: messageId(), accountId, body: BODY, selfUnread: false })
      latencies.push(performance.now() - before)
    }
  }
  await Promise.all(Array.from({ length: run.inFlight }, (_, at) => worker(at)))
  const seconds = (performance.now() - started) / 1_000
  const { user, system } = process.cpuUsage(own)
  const { postgres } = cpuBetween(cpu, server.cpu())
  return outcome(latencies, seconds, { server: (user + system) / 1e6, postgres })
}

function outcome(latencies: number[], seconds: number, cpu: Cpu): Outcome {
  const count = latencies.length
  return {
    count,
    figures: {
      perSecond: count / seconds,
      p50: percentile(latencies, 0.5),
      p99: percentile(latencies, 0.99),
      serverCpuPerThousand: (cpu.server / count) * 1_000,
      postgresCpuPerThousand: (cpu.postgres / count) * 1_000,
    },
  }
}

/** Where the person at a place sends their n-th message: round their rooms. */
function roomOf({ hot, rooms, shares }: World, run: Run, at: number, turn: number): number {
  if (run.hot) return hot
  const mine = Math.floor(rooms.length / shares)
  return rooms[((turn * 7) % mine) * shares + (at % shares)] as number
}

/** The number in `{"reply":17,"output":…`. Throws when it is a refusal. */
function replyOf(bytes: Buffer, start: number, end: number): number {
  let at = start + '{"reply":'.length
  let call = 0
  for (let byte = bytes[at] as number; byte >= 48 && byte <= 57; byte = bytes[++at] as number)
    call = call * 10 + byte - 48
  // `,"output"` or `,"error"`
  if (bytes[at + 2] !== 0x6f) throw new Error(bytes.toString('utf8', start, end))
  return call
}

async function countMessages({ pool }: BenchServer): Promise<number> {
  const { rows } = await pool.query<{ count: number }>('select count(*) as count from message')
  return rows[0]?.count ?? 0
}
