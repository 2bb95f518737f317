import { setTimeout as pause } from 'node:timers/promises'
import type { Somebody } from './crowd.ts'
import { type Line, openLine } from './line.ts'
import { BODY, messageId } from './message.ts'

/** People who are connected and talk. */
export interface Inside {
  /** Milliseconds from sending to the answer of all sends since the last time; of those not answered yet, up to now. */
  takeLatencies(): number[]
  /** Resolves when every send is answered. */
  leave(): Promise<void>
}

/** Lets these people say so many things a second, by turns, in one room. */
export async function enter(
  port: number,
  people: readonly Somebody[],
  roomId: number,
  perSecond: number,
): Promise<Inside> {
  const waiting = new Map<number, number>()
  let latencies: number[] = []
  const lines: Line[] = []
  for (const { cookie } of people) {
    const line = await openLine(port, '/api/socket', cookie, (bytes, start, end) => {
      // `{"reply":…`; what the others say needs no reading.
      if (bytes[start + 2] !== 0x72) return
      const answer = JSON.parse(bytes.toString('utf8', start, end))
      if (answer.error) throw new Error(JSON.stringify(answer.error))
      const sentAt = waiting.get(answer.reply)
      if (sentAt === undefined) return
      waiting.delete(answer.reply)
      latencies.push(performance.now() - sentAt)
    })
    line.send('{"call":0,"name":"sync.hello","input":{}}')
    lines.push(line)
  }
  let call = 0
  const timer = setInterval(() => {
    call += 1
    waiting.set(call, performance.now())
    const input = { roomId, id: messageId(), body: BODY }
    lines[call % lines.length]?.send(JSON.stringify({ call, name: 'messages.send', input }))
  }, 1_000 / perSecond)
  return {
    takeLatencies() {
      const taken = [...latencies, ...[...waiting.values()].map((sentAt) => performance.now() - sentAt)]
      latencies = []
      return taken
    },
    async leave() {
      clearInterval(timer)
      while (waiting.size > 0) await pause(20)
      for (const line of lines) line.close()
    },
  }
}
