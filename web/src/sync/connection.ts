import type { CallOf, ClientFrame, Endpoint, Event, OutputOf, ServerFrame } from '@naniwa/contract'
import { Disconnected, refusalOf } from './failure.ts'
import type { Cancel, Ports, SocketPort } from './ports.ts'

/**
 * A call that has no answer when nothing at all was heard for this long is given up, and the connection with it. While hearts beat it
 * waits: whoever left a server that is slow because everybody comes back would come back once more.
 */
const CALL_SILENCE = 30_000
/** However much is heard. */
const CALL_TIMEOUT = 3 * 60_000
const OPEN_TIMEOUT = 15_000
/** Heartbeats come several times as often. */
const SILENCE = 60_000
const SHORTEST_DELAY = 500
const LONGEST_DELAY = 30_000
/** The server closes sockets with this when their session ends. */
const SESSION_ENDED = 4401

export type ConnectionState =
  | { kind: 'stopped' }
  | { kind: 'opening' }
  | { kind: 'open' }
  /** The next attempt is made at `until`. */
  | { kind: 'waiting'; until: number }

export interface ConnectionHandlers {
  opened(): void
  heard(event: Event): void
  heartbeat(ticks: readonly [roomId: number, tick: number][], accountTick: number): void
  changed(): void
  sessionEnded(): void
  /** No socket came about: the server is away, or it does not know the session. */
  turnedAway(): void
}

interface Waiting {
  readonly since: number
  resolve(output: unknown): void
  reject(error: Error): void
  cancel: Cancel
}

/** A socket that comes back: jittered and ever slower while it fails, or when the server said. */
export class Connection {
  readonly #ports: Ports
  readonly #handlers: ConnectionHandlers
  readonly #calls = new Map<number, Waiting>()
  #socket: SocketPort | null = null
  #state: ConnectionState = { kind: 'stopped' }
  #nextCall = 1
  #failures = 0
  #told: number | null = null
  #heardAt = 0
  #cancelTimer: Cancel = () => {}

  constructor(ports: Ports, handlers: ConnectionHandlers) {
    this.#ports = ports
    this.#handlers = handlers
  }

  get state(): ConnectionState {
    return this.#state
  }

  start(): void {
    if (this.#state.kind === 'stopped' || this.#state.kind === 'waiting') this.#open()
  }

  stop(): void {
    this.#drop(new Disconnected('stopped'))
    this.#set({ kind: 'stopped' })
  }

  /** The connection is of use: the next failure starts with a short delay again. */
  settled(): void {
    this.#failures = 0
  }

  /** Closes and comes back after `milliseconds`, or after the usual delay. */
  comeBack(milliseconds?: number): void {
    if (this.#state.kind === 'stopped') return
    if (milliseconds !== undefined) this.#told = milliseconds
    this.#lost(new Disconnected('given up'))
  }

  call<E extends Endpoint>(endpoint: E, input: CallOf<E>): Promise<OutputOf<E>> {
    const socket = this.#socket
    if (!socket || this.#state.kind !== 'open') return Promise.reject(new Disconnected('not connected'))
    const call = this.#nextCall++
    return new Promise<unknown>((resolve, reject) => {
      const waiting: Waiting = { since: this.#ports.clock.now(), resolve, reject, cancel: () => {} }
      this.#calls.set(call, waiting)
      this.#await(waiting)
      const frame: ClientFrame = { call, name: endpoint.name, input }
      socket.send(JSON.stringify(frame))
    }) as Promise<OutputOf<E>>
  }

  #await(waiting: Waiting): void {
    const { clock } = this.#ports
    const end = Math.min(Math.max(waiting.since, this.#heardAt) + CALL_SILENCE, waiting.since + CALL_TIMEOUT)
    if (end <= clock.now()) this.comeBack()
    else waiting.cancel = clock.after(end - clock.now(), () => this.#await(waiting))
  }

  #open(): void {
    this.#cancelTimer()
    this.#told = null
    this.#set({ kind: 'opening' })
    const socket = new this.#ports.WebSocket(`${this.#ports.url.replace(/^http/, 'ws')}/api/socket`)
    this.#socket = socket
    const current = (run: () => void) => () => {
      if (this.#socket === socket) run()
    }
    socket.onopen = current(() => this.#opened())
    socket.onmessage = ({ data }: { data: unknown }) => {
      if (this.#socket === socket) this.#take(String(data))
    }
    socket.onclose = ({ code }: { code: number }) => {
      if (this.#socket === socket) this.#closed(code)
    }
    socket.onerror = () => {}
    this.#cancelTimer = this.#ports.clock.after(OPEN_TIMEOUT, () => this.comeBack())
  }

  #opened(): void {
    this.#heardAt = this.#ports.clock.now()
    this.#set({ kind: 'open' })
    this.#watch()
    this.#handlers.opened()
  }

  /** A socket can be dead without knowing it: after sleep, behind a router that forgot it. */
  #watch(): void {
    this.#cancelTimer()
    const left = this.#heardAt + SILENCE - this.#ports.clock.now()
    if (left <= 0) this.comeBack()
    else this.#cancelTimer = this.#ports.clock.after(left, () => this.#watch())
  }

  #take(data: string): void {
    this.#heardAt = this.#ports.clock.now()
    let frame: ServerFrame
    try {
      frame = JSON.parse(data) as ServerFrame
    } catch (error) {
      this.#ports.report?.(error)
      return
    }
    if ('event' in frame) this.#handlers.heard(frame)
    else if ('reply' in frame) this.#answer(frame)
    else if ('ticks' in frame) this.#handlers.heartbeat(frame.ticks, frame.accountTick)
    else if ('goodbye' in frame) this.#told = frame.goodbye
  }

  #answer(frame: Extract<ServerFrame, { reply: unknown }>): void {
    const waiting = frame.reply === null ? undefined : this.#calls.get(frame.reply)
    if (!waiting || frame.reply === null) return
    this.#calls.delete(frame.reply)
    waiting.cancel()
    if ('error' in frame) waiting.reject(refusalOf(frame.error))
    else waiting.resolve(frame.output)
  }

  #closed(code: number): void {
    if (code === SESSION_ENDED) {
      this.stop()
      this.#handlers.sessionEnded()
      return
    }
    const isOpen = this.#state.kind === 'open'
    this.#lost(new Disconnected(`closed with ${code}`))
    if (!isOpen) this.#handlers.turnedAway()
  }

  #lost(error: Disconnected): void {
    this.#drop(error)
    const delay = this.#told ?? this.#backOff()
    this.#set({ kind: 'waiting', until: this.#ports.clock.now() + delay })
    this.#cancelTimer = this.#ports.clock.after(delay, () => this.#open())
  }

  #backOff(): number {
    const longest = Math.min(LONGEST_DELAY, SHORTEST_DELAY * 2 ** (this.#failures + 1))
    this.#failures += 1
    return SHORTEST_DELAY + this.#ports.random() * (longest - SHORTEST_DELAY)
  }

  #drop(error: Error): void {
    this.#cancelTimer()
    const socket = this.#socket
    this.#socket = null
    socket?.close()
    const calls = [...this.#calls.values()]
    this.#calls.clear()
    for (const { cancel, reject } of calls) {
      cancel()
      reject(error)
    }
  }

  #set(state: ConnectionState): void {
    this.#state = state
    this.#handlers.changed()
  }
}
