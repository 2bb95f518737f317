import { setTimeout as pause } from 'node:timers/promises'
import type { Somebody } from './crowd.ts'
import { type Line, openLine } from './line.ts'

export interface Back {
  /** From the first attempt to connect until everything missed was there. */
  readonly seconds: number
  /** Connections and calls that were tried again. */
  readonly repeated: number
  /** Messages that were told. */
  readonly messages: number
}

interface Answer {
  readonly output?: unknown
  readonly error?: { readonly code: string; readonly retryAfter?: number }
}

interface Hello {
  readonly accountTick: number
  readonly rooms: readonly { readonly roomId: number; readonly tick: number }[]
}

type Call = (name: string, input: object) => Promise<Answer>

/** Rooms that the web client catches up with at a time. */
const ROOMS_AT_ONCE = 4

/**
 * Connects, says hello, and reads what moved: of one's own, and in each room since the clock that is known of it; with the
 * questions of the web client, in its order.
 */
export async function comeBack(port: number, person: Somebody, clocks: ReadonlyMap<number, number>): Promise<Back> {
  const start = performance.now()
  let repeated = 0
  let messages = 0
  const { line, call } = await connected(port, person, () => {
    repeated += 1
  })
  async function insist<T>(name: string, input: object): Promise<T> {
    for (;;) {
      const { output, error } = await call(name, input)
      if (!error) return output as T
      if (error.code !== 'overloaded') throw new Error(`${name}: ${JSON.stringify(error)}`)
      repeated += 1
      await pause((error.retryAfter ?? 1) * 1_000 * (0.5 + Math.random()))
    }
  }
  const { rooms, accountTick } = await insist<Hello>('sync.hello', {})
  await insist('sync.account', { since: accountTick })
  const moved = rooms.filter(({ roomId, tick }) => clocks.has(roomId) && tick > (clocks.get(roomId) as number))
  await insist('rooms.get', { roomIds: moved.map(({ roomId }) => roomId) })
  const lanes = Array.from({ length: ROOMS_AT_ONCE }, async () => {
    for (let room = moved.shift(); room; room = moved.shift()) {
      const input = { roomId: room.roomId, since: clocks.get(room.roomId) }
      const changes = await insist<{ messages: unknown[] }>('sync.room', input)
      messages += changes.messages.length
    }
  })
  await Promise.all(lanes)
  line.close()
  return { seconds: (performance.now() - start) / 1_000, repeated, messages }
}

/** A socket of one's own. A server that cannot take all at once is asked again. */
async function connected(port: number, { cookie }: Somebody, failed: () => void): Promise<{ line: Line; call: Call }> {
  const waiting = new Map<number, (answer: Answer) => void>()
  let count = 0
  for (;;) {
    try {
      const line = await openLine(port, '/api/socket', cookie, (bytes, start, end) => {
        // `{"reply":…`
        if (bytes[start + 2] !== 0x72) return
        const { reply, ...answer } = JSON.parse(bytes.toString('utf8', start, end))
        waiting.get(reply)?.(answer)
        waiting.delete(reply)
      })
      const call: Call = (name, input) => {
        count += 1
        line.send(JSON.stringify({ call: count, name, input }))
        return new Promise((resolve) => waiting.set(count, resolve))
      }
      return { line, call }
    } catch {
      failed()
      await pause(500 + 1_000 * Math.random())
    }
  }
}
