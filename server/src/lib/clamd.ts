import { createConnection, type Socket } from 'node:net'
import { setImmediate } from 'node:timers/promises'

/** Bytes on their way to ClamAV's daemon. */
export interface Scan {
  write(bytes: Uint8Array): Promise<void>
  /** What it found: the name of a malware, or null. @throws {ScannerFailed} */
  end(): Promise<string | null>
  /** Lets go of it. */
  close(): void
}

/** The daemon cannot be reached, went away, or does not take a stream as long as this. */
export class ScannerFailed extends Error {
  override name = 'ScannerFailed'

  /** It will not take this stream another time either. */
  get tooLong(): boolean {
    return this.message.includes('size limit exceeded')
  }
}

const SILENCE_MS = 60_000

/**
 * Opens a scan over the daemon's Unix socket (`INSTREAM`: chunks behind their length in four bytes, ended by an empty one).
 * Nothing but one chunk is held here. Failures are told by `end`.
 */
export function openScan(path: string): Scan {
  const socket = createConnection({ path })
  const answer = answerOf(socket)
  socket.write('zINSTREAM\0')
  return {
    async write(bytes) {
      // Room for its answer: a daemon that takes no more says so and hangs up, and what it said is lost to a write that fails.
      await setImmediate()
      if (bytes.length === 0 || socket.readableEnded || !socket.writable) return
      send(socket, lengthOf(bytes))
      if (!send(socket, bytes)) await drained(socket)
    },
    async end() {
      send(socket, Buffer.alloc(4))
      return verdictOf(await answer)
    },
    close: () => socket.destroy(),
  }
}

function send(socket: Socket, bytes: Uint8Array): boolean {
  return !socket.writable || socket.write(bytes)
}

function lengthOf(bytes: Uint8Array): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes.length)
  return length
}

function drained(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      for (const event of ['drain', 'close']) socket.off(event, done)
      resolve()
    }
    for (const event of ['drain', 'close']) socket.on(event, done)
  })
}

/** All it says, up to the end; a daemon that refuses a stream says so and hangs up. Never rejects. */
function answerOf(socket: Socket): Promise<string | Error> {
  const chunks: Buffer[] = []
  return new Promise((resolve) => {
    socket.setTimeout(SILENCE_MS, () => socket.destroy(new Error('it does not answer')))
    socket.on('data', (chunk) => chunks.push(chunk))
    let failure: Error | undefined
    socket.on('error', (error) => {
      failure = error
    })
    socket.on('close', () => resolve(Buffer.concat(chunks).toString() || (failure ?? new Error('it hung up'))))
  })
}

function verdictOf(answer: string | Error): string | null {
  if (answer instanceof Error) throw new ScannerFailed(answer.message, { cause: answer })
  const text = answer.replaceAll('\0', '').trim()
  if (text === 'stream: OK') return null
  const found = /^stream: (.+) FOUND$/.exec(text)?.[1]
  if (!found) throw new ScannerFailed(text)
  return found
}
