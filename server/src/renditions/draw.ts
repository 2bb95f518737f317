import { type ChildProcess, spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { setPriority } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Logger } from 'pino'
import { type Drawing, type Drawn, decodeDrawn, UNSHOWABLE } from './drawn.ts'

/** What one drawing may take. */
export interface Bounds {
  /** Of processor time, where the system tells (Linux); elsewhere of time. */
  readonly milliseconds: number
  /** Of time, whatever it waits for. */
  readonly wallMilliseconds: number
  /** Of memory, where the system tells; elsewhere only pixels and time are limited. */
  readonly bytes: number
}

// A busy machine lets everything else go first: a second of processor time may take a minute.
const BOUNDS: Bounds = { milliseconds: 30_000, wallMilliseconds: 10 * 60_000, bytes: 1_024 * 2 ** 20 }
/** Pictures of one drawing, in bytes. */
const MOST_DRAWN = 64 * 2 ** 20
const LOOK_MS = 50
const PAGE_BYTES = 4_096
/** In which Linux tells processor time. */
const TICK_MS = 10
const WORKER = join(import.meta.dirname, 'worker.ts')
/** Nothing but where compiled code is kept, without which most drawings spend a third of their time on compiling. */
const ENVIRONMENT = { NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE }
/** How a process ends when the server is stopped by hand: that says nothing about the file. */
const STOPPED = ['SIGINT', 'SIGTERM', 'SIGHUP']

/**
 * Draws a stranger's bytes in a process of its own, which knows none of our secrets and is ended when it takes more than its bounds.
 *
 * @returns null for what cannot be shown, or not within the bounds. Throws where the fault is ours: another attempt may succeed.
 */
export async function draw(
  drawing: Drawing,
  bytes: Readable,
  log: Logger,
  bounds: Bounds = BOUNDS,
): Promise<Drawn | null> {
  const args = ['--max-old-space-size=256', WORKER, JSON.stringify(drawing)]
  const child = spawn(process.execPath, args, { env: ENVIRONMENT, cwd: '/', stdio: 'pipe', windowsHide: true })
  const ended = endOf(child)
  const guard = watch(child, bounds)
  try {
    const [output, said, , [code, signal]] = await Promise.all([
      gather(child.stdout, MOST_DRAWN),
      gather(child.stderr, 2_000),
      feed(bytes, child),
      ended,
    ])
    if (code === 0) return decodeDrawn(output)
    const reason = guard.reason ?? signal ?? said.toString()
    if (code === UNSHOWABLE || guard.reason || (signal && !STOPPED.includes(signal))) {
      log.info({ reason, drawing }, 'a file cannot be shown')
      return null
    }
    throw new Error(`the drawing process ended with ${code ?? signal}: ${reason}`)
  } finally {
    guard.stop()
    child.kill('SIGKILL')
  }
}

function endOf(child: ChildProcess): Promise<[code: number | null, signal: NodeJS.Signals | null]> {
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => resolve([code, signal]))
  })
}

/** What the process does not want to read any more is its own business; that ours cannot be read is not. */
async function feed(bytes: Readable, child: ChildProcess): Promise<void> {
  let failure: Error | undefined
  // A pipe may break after all was written into it; unheard, that would end our process.
  child.stdin?.on('error', () => {})
  bytes.once('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'ERR_STREAM_PREMATURE_CLOSE' || error.code === 'EPIPE') return
    failure = error
    child.kill('SIGKILL')
  })
  await pipeline(bytes, child.stdin as NonNullable<ChildProcess['stdin']>).catch(() => {})
  bytes.destroy()
  if (failure) throw failure
}

async function gather(stream: Readable | null, most: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of (stream ?? []) as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length <= most) chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

interface Guard {
  /** Why it was ended by us. */
  reason: string | undefined
  stop(): void
}

/** Ends it beyond its bounds, and lets everything else go first. */
function watch(child: ChildProcess, bounds: Bounds): Guard {
  const guard: Guard = {
    reason: undefined,
    stop() {
      clearTimeout(late)
      clearInterval(looking)
    },
  }
  const end = (reason: string) => {
    guard.reason ??= reason
    child.kill('SIGKILL')
  }
  const began = performance.now()
  const late = setTimeout(() => end('it takes too long'), bounds.wallMilliseconds)
  const looking = setInterval(async () => {
    const { bytes, milliseconds = performance.now() - began } = await usedBy(child.pid)
    if (bytes > bounds.bytes) end('it takes too much memory')
    if (milliseconds > bounds.milliseconds) end('it takes too long')
  }, LOOK_MS)
  lower(child.pid)
  return guard
}

/** Memory it holds, and processor time it took; undefined where the system does not tell. */
async function usedBy(pid: number | undefined): Promise<{ bytes: number; milliseconds?: number }> {
  const told = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  // Its name stands in brackets and may hold anything; what follows are figures.
  const figures = told
    .slice(told.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number)
  const [user, system, pages] = [figures[11], figures[12], figures[21]]
  if (user === undefined || system === undefined || pages === undefined) return { bytes: 0 }
  return { bytes: pages * PAGE_BYTES, milliseconds: (user + system) * TICK_MS }
}

function lower(pid: number | undefined): void {
  try {
    if (pid !== undefined) setPriority(pid, 10)
  } catch {
    // It has ended already.
  }
}
