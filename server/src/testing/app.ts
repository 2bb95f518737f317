import { rm } from 'node:fs/promises'
import pino from 'pino'
import { createApp } from '../app.ts'
import type { Notice } from '../bus/bus.ts'
import { readConfig } from '../config.ts'
import { contactReactors } from '../contacts/react.ts'
import type { Actor, App, Visitor } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { claim, readCandidates, sources } from '../events/outbox.ts'
import { type Reactor, wantedBy } from '../events/react.ts'
import { leftFilesReactor } from '../files/react.ts'
import { type SettableClock, settableClock } from '../lib/clock.ts'
import { createHasher } from '../lib/hasher.ts'
import type { Mail } from '../lib/outgoing.ts'
import { mailReactor, unreadReactors } from '../mail/react.ts'
import { organizationRoomsReactor, profileReactor } from '../members/spread.ts'
import { standingReactor } from '../members/standing.ts'
import { organizationReactor } from '../organizations/react.ts'
import { pushReactors } from '../push/react.ts'
import { leftTasksReactor, zoneTasksReactor } from '../tasks/react.ts'
import { webhookReactors } from '../webhooks/react.ts'
import { temporaryDirectory } from './temporary.ts'
import { testDatabase } from './world.ts'

/** A server without doors, over a database of its own; its time stands still. */
export interface TestApp extends App {
  readonly clock: SettableClock
  /** For programs that open the database themselves. */
  readonly databaseUrl: string
  /** Everything that went over the bus. */
  readonly heard: Notice[]
  /** Mails sent, oldest first. */
  readonly mails: Mail[]
  /** Lets every consequence that is waiting happen. */
  drain(): Promise<void>
  close(): Promise<void>
}

const reactors: readonly Reactor[] = [
  mailReactor,
  ...unreadReactors,
  organizationReactor,
  organizationRoomsReactor,
  profileReactor,
  standingReactor,
  leftTasksReactor,
  leftFilesReactor,
  zoneTasksReactor,
  ...contactReactors,
  ...pushReactors({ timeLimit: 1_000 }),
  ...webhookReactors({ timeLimit: 3_000 }),
]

/** Passwords are hashed as ever, for a fortieth of the processor; nobody tries to break these. */
const CHEAP = { memoryCost: 512, timeCost: 2, parallelism: 1 }

export async function testApp(env: Record<string, string> = {}): Promise<TestApp> {
  const { db, url, drop } = await testDatabase()
  const data = temporaryDirectory(`naniwa-test-${process.pid}-data`)
  const clock = settableClock(new Date('2026-11-24T01:00:00Z'))
  const mails: Mail[] = []
  const heard: Notice[] = []
  const app: App = {
    ...createApp(readConfig({ NANIWA_DATA: data, ...env }), db, { clock, log: pino({ level: 'silent' }) }),
    mail: { send: async (mail) => void mails.push(mail) },
    hasher: createHasher(CHEAP),
  }
  app.bus.listen((notice) => heard.push(notice))
  const drain = () => runOutbox(app)
  const close = async () => {
    await app.lanes.drain()
    await app.access.rotate()
    await drop()
    await rm(data, { recursive: true, force: true })
  }
  return { ...app, clock, databaseUrl: url, heard, mails, drain, close }
}

/** Hands rows over one by one, in order; the relay has tests of its own. */
async function runOutbox(app: App): Promise<void> {
  const topics = [...new Set(reactors.map(({ topic }) => topic))]
  for (;;) {
    let count = 0
    for (const source of sources) {
      const candidates = await readCandidates(app.db, source, topics, -1)
      const rows = candidates.length > 0 ? await transact(app, (tx) => claim(tx, source, candidates)) : []
      for (const row of rows)
        for (const reactor of reactors)
          for (const wanted of await wantedBy(reactor, [row], { app, db: app.db })) await reactor.handle(app, wanted)
      count += rows.length
    }
    if (count === 0) return
  }
}

/** A browser: keeps the session token it is given. */
export interface Browser extends Visitor {
  readonly kept: (string | null)[]
  /** The cookie. */
  token(): string
}

export function browser(address = '192.0.2.1'): Browser {
  const kept: (string | null)[] = []
  return {
    address,
    userAgent: 'Test/1.0',
    kept,
    keep: (token) => void kept.push(token),
    token: () => {
      const token = kept.at(-1)
      if (!token) throw new Error('not signed in')
      return token
    },
  }
}

/** Somebody signed in, with their browser. */
export interface Signed extends Actor, Browser {
  readonly email: string
  readonly name: string
  readonly organizationId: number
  readonly roomId: number
}
