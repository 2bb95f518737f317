import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { Redis } from 'ioredis'
import type { Logger } from 'pino'
import { accountTopic, roomTopic, type Topic } from '../events/topics.ts'
import { chunks } from '../lib/chunks.ts'
import type { Bus, Listener, MemberNotice, Notice } from './bus.ts'

/** How often every process says that it is there, and hears itself say so. */
const PULSE_MS = 1_000
/** Silence of one's own pulse after which the bus counts as broken. */
const BROKEN_MS = 3_000
/** While it is broken, those who tell others how things stand look at the database this often. */
const POLL_MS = 2_000
/** Silence of another process after which it counts as dead, with what it had committed and not yet told. */
const DEAD_MS = 10_000
/** A connection that carries nothing for so long is given up: a cut network tells nobody. */
const STUCK_MS = 6_000
/** Channels in one command. */
const CHUNK = 1_000
/** Numbers of another process's member notices that are remembered, since these arrive by two channels. */
const REMEMBERED = 1_000

/** A sharded channel as all are: with the last of one kind unsubscribed, the client takes the other kind for gone as well. */
const EVERYONE = 'naniwa:all'

/** What goes through Redis: who says it, which of theirs it is, and what. */
interface Letter {
  readonly from: string
  readonly number: number
  readonly notice: Notice | { readonly kind: 'pulse' } | { readonly kind: 'bye' }
}

export interface RedisBusOptions {
  readonly url: string
  readonly log: Pick<Logger, 'info' | 'warn'>
}

/**
 * Several processes: sharded publish/subscribe of Redis or Valkey 7 and newer, a channel per topic, subscribed to once per process.
 *
 * What a process says it hears itself when it comes back, so that one topic has one order everywhere: its own event does not
 * overtake word of a removal elsewhere. Redis forgets what it could not deliver. So every process hears its own pulse come back;
 * when it does not, or the connection broke, or another process fell silent, listeners are told `gap`: again every two seconds
 * while it lasts, and once more behind it. Meanwhile no event of a room is passed on here, because a removal by another process
 * might not have been heard: people are kept level by what the database says (docs/sync.md, S19 to S21).
 */
export function redisBus({ url, log }: RedisBusOptions): Bus {
  const self = randomBytes(8).toString('hex')
  const listeners = new Set<Listener>()
  const followers = new Map<Topic, number>()
  const peers = new Map<string, Peer>()
  const mouth = new Redis(url, { ...connecting, enableOfflineQueue: false, commandTimeout: BROKEN_MS })
  const ear = new Redis(url, { ...connecting, autoResubscribe: false })
  let number = 0
  let subscribed = false
  let pulseAt = Number.NEGATIVE_INFINITY
  let whole = false
  let polledAt = Number.NEGATIVE_INFINITY
  let renewedAt = Number.NEGATIVE_INFINITY
  let lost = false
  const own = new Set<number>()
  /** Up to this one, what was said here was heard here when it was said. */
  let heardUpTo = 0

  function hear(notice: Notice): void {
    for (const listener of listeners) listener(notice)
  }

  async function subscribe(): Promise<void> {
    for (const channels of chunks([EVERYONE, ...[...followers.keys()].map(channelOf)], CHUNK))
      await ear.ssubscribe(...channels)
    subscribed = true
    await send({ kind: 'pulse' })
  }

  function receive(text: string): void {
    const { from, number, notice } = JSON.parse(text) as Letter
    if (from === self) {
      if (notice.kind === 'pulse') hearPulse()
      else if (notice.kind !== 'bye' && whole && number > heardUpTo && isNew(own, number)) hear(notice)
      return
    }
    const peer = peers.get(from) ?? { heardAt: 0, numbers: new Set() }
    if (notice.kind === 'bye') return void peers.delete(from)
    peers.set(from, { ...peer, heardAt: performance.now() })
    if (notice.kind === 'pulse') return
    if (isOfMember(notice) && !isNew(peer.numbers, number)) return
    if (whole || !isOfRoom(notice)) hear(notice)
  }

  function hearPulse(): void {
    pulseAt = performance.now()
    judge(pulseAt)
  }

  async function send(notice: Letter['notice']): Promise<void> {
    const letter: Letter = { from: self, number: ++number, notice }
    const text = JSON.stringify(letter)
    const topics = topicsOf(notice)
    try {
      if (topics.length === 0) await mouth.spublish(EVERYONE, text)
      else await Promise.all(topics.map((topic) => mouth.spublish(channelOf(topic), text)))
    } catch {
      lost = true
    }
  }

  async function beat(): Promise<void> {
    const now = performance.now()
    judge(now)
    for (const [name, { heardAt }] of peers) {
      if (now - heardAt < DEAD_MS) continue
      peers.delete(name)
      hear({ kind: 'gap' })
    }
    if (!whole && now - polledAt >= POLL_MS) {
      polledAt = now
      hear({ kind: 'gap' })
    }
    if (!whole && now - renewedAt >= STUCK_MS) {
      renewedAt = now
      for (const connection of [mouth, ear]) if (connection.status === 'ready') connection.disconnect(true)
    }
    if (lost && whole) {
      lost = false
      await send({ kind: 'gap' })
    }
    await send({ kind: 'pulse' })
  }

  function judge(now: number): void {
    const isWhole = subscribed && now - pulseAt < BROKEN_MS
    if (isWhole === whole) return
    whole = isWhole
    renewedAt = now
    if (!whole) log.warn('the bus is broken: people are kept level from the database')
    else {
      log.info('the bus carries again')
      heardUpTo = number
      // Of what was said here meanwhile the others know nothing.
      lost = true
      hear({ kind: 'gap' })
    }
  }

  ear.on('ready', () => void subscribe().catch(() => ear.disconnect(true)))
  // Whoever is heard is there to be heard; at first the ear may be the sooner one.
  mouth.on('ready', () => void send({ kind: 'pulse' }))
  ear.on('close', () => {
    subscribed = false
    judge(performance.now())
  })
  ear.on('smessage', (_, text: string) => receive(text))
  // Unheard, an error would end the process; what follows from it is told by the pulse.
  for (const connection of [mouth, ear]) connection.on('error', () => {})
  const beating = setInterval(() => void beat(), PULSE_MS)

  return {
    publish(notice) {
      if (!whole && !isOfRoom(notice)) hear(notice)
      return send(notice)
    },
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async follow(topics) {
      const fresh = topics.filter((topic) => {
        const count = followers.get(topic) ?? 0
        followers.set(topic, count + 1)
        return count === 0
      })
      // Not connected, it is subscribed to with the rest.
      if (!subscribed) return
      for (const channels of chunks(fresh.map(channelOf), CHUNK)) await ear.ssubscribe(...channels).catch(() => {})
    },
    unfollow(topics) {
      const dropped = topics.filter((topic) => {
        const count = (followers.get(topic) ?? 0) - 1
        if (count > 0) followers.set(topic, count)
        else followers.delete(topic)
        return count <= 0
      })
      if (!subscribed) return
      for (const channels of chunks(dropped.map(channelOf), CHUNK)) void ear.sunsubscribe(...channels).catch(() => {})
    },
    get isWhole() {
      return whole
    },
    async close() {
      clearInterval(beating)
      // A command is done before it is connected.
      if (mouth.status === 'connecting' || mouth.status === 'connect') await once(mouth, 'ready').catch(() => {})
      if (lost) await send({ kind: 'gap' })
      await send({ kind: 'bye' })
      ear.disconnect()
      mouth.disconnect()
    },
  }
}

const connecting = {
  maxRetriesPerRequest: 0,
  connectTimeout: BROKEN_MS,
  retryStrategy: (attempt: number) => Math.min(100 * attempt, PULSE_MS),
}

interface Peer {
  readonly heardAt: number
  readonly numbers: Set<number>
}

function isNew(numbers: Set<number>, number: number): boolean {
  if (numbers.has(number)) return false
  numbers.add(number)
  const [oldest] = numbers
  if (numbers.size > REMEMBERED && oldest !== undefined) numbers.delete(oldest)
  return true
}

/** Of a member by the room's channel, so that it keeps its place among the room's events, and by the account's. */
function topicsOf(notice: Letter['notice']): Topic[] {
  if (notice.kind === 'event') return [notice.topic]
  return isOfMember(notice) ? [roomTopic(notice.roomId), accountTopic(notice.accountId)] : []
}

function isOfMember(notice: Letter['notice']): notice is MemberNotice {
  return 'roomId' in notice
}

function isOfRoom(notice: Notice): boolean {
  return notice.kind === 'event' && notice.topic.startsWith('room:')
}

function channelOf(topic: Topic): string {
  return `naniwa:${topic}`
}
