import { setTimeout as pause } from 'node:timers/promises'
import { signIn } from '../crowd.ts'
import { type Line, openLine } from '../line.ts'
import { messageId } from '../message.ts'
import type { BenchServer } from '../server.ts'
import { makeBody, makeTopic } from './message.ts'
import { accountId, PERSONS, type Plan, roomId, SPEAKERS } from './plan.ts'
import { seeded } from './random.ts'

/** Messages being sent while others search. */
export interface Traffic {
  /** Stops, and resolves when every send is answered: with how many there were and how fast they came. */
  stop(): Promise<{ sent: number; perSecond: number }>
}

/** Sends so many messages a second into rooms as they are used: the large ones far more often. */
export async function startTraffic({ app, port }: BenchServer, plan: Plan, perSecond: number): Promise<Traffic> {
  const random = seeded(Date.now())
  const topic = makeTopic(random)
  let acknowledged = 0
  const lines: Line[] = []
  for (let place = 0; place < SPEAKERS; place++) {
    const { cookie } = await signIn(app, accountId(PERSONS.length + place))
    lines.push(
      await openLine(port, '/api/socket', cookie, (bytes, start) => {
        // `{"reply":…`; events and heartbeats are nothing to us.
        if (bytes[start + 2] === 0x72) acknowledged += 1
      }),
    )
  }
  const started = performance.now()
  let sent = 0
  const timer = setInterval(() => {
    const due = ((performance.now() - started) / 1_000) * perSecond
    for (; sent < due; sent++) {
      const index = plan.draw(random)
      const input = { roomId: roomId(index), id: messageId(), body: makeBody(random, topic) }
      lines[index % SPEAKERS]?.send(JSON.stringify({ call: sent, name: 'messages.send', input }))
    }
  }, 5)
  return {
    async stop() {
      clearInterval(timer)
      const seconds = (performance.now() - started) / 1_000
      while (acknowledged < sent) await pause(20)
      for (const line of lines) line.close()
      return { sent, perSecond: sent / seconds }
    },
  }
}
