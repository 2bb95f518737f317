import type { Transfer } from './transfer.ts'

/*
 * What the sync engine needs from the world around it. A browser gives its own (`browser.ts`); a test gives a fake clock, a
 * socket that carries a cookie, a store in memory.
 */

/** The part of WebSocket in use; browsers, Node and `ws` all have it. */
export interface SocketPort {
  onopen: ((event: never) => void) | null
  onmessage: ((event: never) => void) | null
  onclose: ((event: never) => void) | null
  onerror: ((event: never) => void) | null
  send(data: string): void
  close(code?: number, reason?: string): void
}

export type Cancel = () => void

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  after(milliseconds: number, run: () => void): Cancel
}

/** One holder at a time among all tabs of the browser. */
export interface Locks {
  request<T>(name: string, run: () => Promise<T>): Promise<T>
}

/** Whether the device believes it has a network. */
export interface Network {
  readonly online: boolean
  /** Called when that changes, and when the reader comes back to the page. */
  onChange(listen: () => void): Cancel
}

export const tables = ['account', 'room', 'draft', 'outbox', 'upload', 'bytes'] as const
export type Table = (typeof tables)[number]

/** A row to put, or with `value` undefined to delete. */
export interface Write {
  table: Table
  key: string | number
  value: unknown
}

/** Keeps rows on the device; the value of a row is anything that can be cloned. */
export interface Storage {
  all<T>(table: Table): Promise<T[]>
  get<T>(table: Table, key: string | number): Promise<T | undefined>
  /** All of them, or none. */
  write(writes: readonly Write[]): Promise<void>
  /** Deletes everything of this account. */
  clear(): Promise<void>
}

export interface Ports {
  /** Where the server is, as `https://chat.example`. */
  url: string
  WebSocket: new (url: string) => SocketPort
  fetch: typeof fetch
  storage: Storage
  clock: Clock
  /** In [0, 1). */
  random: () => number
  locks?: Locks
  network?: Network
  /** How the bytes of files leave the device; without it, by `fetch`. */
  transfer?: Transfer
  /** Told of what should not have happened; the engine goes on. */
  report?: (error: unknown) => void
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after(milliseconds, run) {
    const timer = setTimeout(run, milliseconds)
    return () => clearTimeout(timer)
  },
}
