import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { createConnection } from 'node:net'
import { dirname } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Fatal } from '../lib/fatal.ts'
import { type SystemUser, setpriv } from '../lib/system-user.ts'

/** One of the programs of a fleet. */
export interface Part {
  readonly name: string
  /** Resolves when it answers. Throws with the end of its log when it ends before. */
  start(): Promise<void>
  /** Lets it finish what it has under way. */
  stop(): Promise<void>
  /** As a power cut does. */
  kill(): Promise<void>
  /** As a machine that hangs does: connections stay, nothing answers. */
  pause(): void
  resume(): void
  signal(name: NodeJS.Signals): void
  /** Called whenever it ends without being asked to, by `stop`. */
  onEnd(told: () => void): void
}

/** Addresses inside this machine, each with a cable that can be pulled. */
export interface Network {
  /** Of the part that is called so. */
  host(name: string): string
  /** What to put before a command so that it runs there. */
  inside(name: string): readonly string[]
}

/** Where parts are that nobody gave a network: on this machine. */
export const LOOPBACK = '127.0.0.1'

export interface Recipe {
  readonly name: string
  /** The program and its arguments. */
  readonly command: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  readonly user?: SystemUser | undefined
  /** What to put before it so that it runs somewhere else: in a network of its own. */
  readonly inside?: readonly string[] | undefined
  /** What it is told when we are killed; SIGTERM unless it is given. */
  readonly orphaned?: 'TERM' | 'KILL'
  /** The file that all of its output goes to. The program works in its directory, by which a later start finds it. */
  readonly log: string
  /** Whether it does its work. */
  answers(): Promise<boolean>
}

const POLL_MS = 50
/** Slow machines start slowly; what does not start at all ends by itself. */
const START_LIMIT_MS = 5 * 60_000
/** After this much patience what does not stop is killed. */
const STOP_LIMIT_MS = 30_000
const LOG_CHARACTERS = 2_000

/** A program in a process of its own. What a terminal sends does not reach it: it is we who end it. */
export function programPart(recipe: Recipe): Part {
  const { name, command, env, user, orphaned = 'TERM', inside = [], log, answers } = recipe
  let child: ChildProcess | undefined
  let asked = false
  let told = () => {}

  const isRunning = () => child !== undefined && child.exitCode === null && child.signalCode === null
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (!child || !isRunning()) return
    const ended = once(child, 'exit')
    child.kill(signal)
    const late = setTimeout(() => child?.kill('SIGKILL'), STOP_LIMIT_MS)
    await ended
    clearTimeout(late)
  }

  return {
    name,
    async start() {
      asked = false
      const [program = '', ...args] = [...inside, ...setpriv(user, `--pdeathsig=${orphaned}`), ...command]
      const fd = openSync(log, 'a', 0o600)
      const { PATH = '', HOME = '' } = process.env
      const started = spawn(program, args, {
        env: { PATH, HOME, ...env },
        cwd: dirname(log),
        detached: true,
        stdio: ['ignore', fd, fd],
      })
      closeSync(fd)
      child = started
      await once(started, 'spawn')
      const limit = Date.now() + START_LIMIT_MS
      while (!(await answers())) {
        if (!isRunning() || Date.now() > limit) {
          await end('SIGKILL')
          throw new Fatal(`${name} does not start: ${readFileSync(log, 'utf8').slice(-LOG_CHARACTERS)}`)
        }
        await pause(POLL_MS)
      }
      started.once('exit', () => void (asked || told()))
      if (!isRunning() && !asked) told()
    },
    async stop() {
      asked = true
      // One that hangs hears no other signal.
      child?.kill('SIGCONT')
      await end('SIGTERM')
    },
    kill: () => end('SIGKILL'),
    pause: () => void child?.kill('SIGSTOP'),
    resume: () => void child?.kill('SIGCONT'),
    signal: (name) => void child?.kill(name),
    onEnd(listener) {
      told = listener
    },
  }
}

/** Whether somebody listens at a port. */
export async function listensAt(host: string, port: number): Promise<boolean> {
  const socket = createConnection({ host, port, timeout: 1_000 })
  try {
    await Promise.race([once(socket, 'connect'), once(socket, 'timeout').then(() => Promise.reject(new Error('late')))])
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}

/** Whether a GET is answered with 200. */
export async function isWell(url: string): Promise<boolean> {
  try {
    const { ok } = await fetch(url, { signal: AbortSignal.timeout(1_000) })
    return ok
  } catch {
    return false
  }
}
