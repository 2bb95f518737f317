import { randomBytes } from 'node:crypto'
import { appendFile, mkdir, readdir, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Logger } from 'pino'
import type { Clock } from './clock.ts'
import { isRunning } from './is-running.ts'

/** One call of an endpoint, whichever door it came through. */
export interface Access {
  readonly accountId: number | null
  /** What a token or an application is called that called in somebody's name; null for people at their browsers. */
  readonly program: string | null
  readonly endpoint: string
  /** `done`, or a code of the closed list. */
  readonly outcome: string
  /** Milliseconds it took. */
  readonly ms: number
}

/** Lines of JSON in files of a directory, each of one hour and one process; `*.ndjson` when nothing is added any more. */
export interface AccessLog {
  write(access: Access): void
  /** Writes what waits, and begins a new file. */
  rotate(): Promise<void>
  /** Null where nothing is logged. */
  readonly directory: string | null
}

const FLUSH_MS = 1_000
/** Bytes after which a file is closed. */
const FULL = 16 * 2 ** 20
/** Bytes that wait for the disk at most: beyond it lines are lost, and said to be. */
const MOST_WAITING = 8 * 2 ** 20
const HOUR_MS = 60 * 60 * 1_000

export const noAccessLog: AccessLog = { write() {}, rotate: async () => {}, directory: null }

interface File {
  readonly hour: number
  readonly path: string
  bytes: number
}

/** Nothing is made before the first line. A crash loses the last second. */
export function openAccessLog(directory: string, clock: Clock, log: Pick<Logger, 'warn'>): AccessLog {
  let waiting: { hour: number; line: string }[] = []
  let bytes = 0
  let lost = 0
  let file: File | undefined
  let timer: NodeJS.Timeout | undefined
  let writing: Promise<void> = Promise.resolve()

  async function close(): Promise<void> {
    const ended = file
    file = undefined
    if (ended) await rename(ended.path, ended.path.replace(/\.open$/, '.ndjson'))
  }

  async function append(hour: number, text: string): Promise<void> {
    if (file && (file.hour !== hour || file.bytes > FULL)) await close()
    if (!file) {
      await mkdir(directory, { recursive: true, mode: 0o700 })
      await closeLeft(directory)
      file = { hour, path: join(directory, `${nameOf(hour)}.open`), bytes: 0 }
    }
    await appendFile(file.path, text, { mode: 0o600 })
    file.bytes += Buffer.byteLength(text)
  }

  async function flush(): Promise<void> {
    const lines = waiting
    waiting = []
    bytes = 0
    for (const [hour, group] of Map.groupBy(lines, (line) => line.hour)) {
      await append(hour, group.map(({ line }) => line).join(''))
    }
    if (lost > 0) log.warn({ lost }, 'lines of the access log were lost: the disk is too slow')
    lost = 0
  }

  function soon(): void {
    timer = undefined
    writing = writing.then(flush).catch((err) => log.warn({ err }, 'the access log cannot be written'))
  }

  return {
    directory,
    write(access) {
      const time = clock.now().getTime()
      const line = `${JSON.stringify({ time, ...access })}\n`
      if (bytes > MOST_WAITING) lost++
      else waiting.push({ hour: time - (time % HOUR_MS), line })
      bytes += line.length
      timer ??= setTimeout(soon, FLUSH_MS).unref()
    },
    async rotate() {
      clearTimeout(timer)
      soon()
      writing = writing.then(close).catch((err) => log.warn({ err }, 'the access log cannot be written'))
      await writing
    },
  }
}

/** The hour, who writes, and something nobody else has: `2026-11-26T09.1234.9f86d081`. */
function nameOf(hour: number): string {
  return `${new Date(hour).toISOString().slice(0, 13)}.${process.pid}.${randomBytes(8).toString('hex')}`
}

/** The beginning of the hour that a file is of, in milliseconds; NaN for something else. */
export function hourOf(name: string): number {
  return Date.parse(`${/^\d{4}-\d\d-\d\dT\d\d(?=\.\d+\.[0-9a-f]{16}\.)/.exec(name)?.[0]}:00:00Z`)
}

/** An open file that nobody has written to for so long is nobody's: in containers, every process has the number 1. */
const LEFT_MS = 2 * HOUR_MS

/** Files of processes that were killed are whole but for their last line. */
async function closeLeft(directory: string): Promise<void> {
  for (const name of await readdir(directory)) {
    const [, writer] = /\.(\d+)\.[0-9a-f]{16}\.open$/.exec(name) ?? []
    if (!writer) continue
    const path = join(directory, name)
    const writtenAt = (await stat(path).catch(() => null))?.mtimeMs ?? Number.POSITIVE_INFINITY
    if (isRunning(Number(writer)) && Date.now() - writtenAt < LEFT_MS) continue
    await rename(path, path.replace(/\.open$/, '.ndjson')).catch(() => {})
  }
}
