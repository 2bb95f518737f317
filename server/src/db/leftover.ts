import { execFileSync } from 'node:child_process'
import { readdirSync, readlinkSync, realpathSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { readPidFile } from './cluster.ts'

const STOP_LIMIT_MS = 30_000
const POLL_MS = 20

/**
 * Ends whatever a killed server left running in a cluster's directory; afterwards it can be started. The caller holds the lock
 * of the data directory, so nobody else is using it.
 *
 * A PostgreSQL that lost its parent is stopped in good order (what it acknowledged is on disk either way). Backends that lost
 * their PostgreSQL are given time to notice, then killed; recovery follows. A pid file whose number belongs to another program by
 * now is removed, which PostgreSQL itself would not dare.
 */
export async function stopLeftover(directory: string): Promise<void> {
  const pid = Number(readPidFile(directory)[0])
  if (!(pid > 0)) return
  if (processesIn(directory).includes(pid)) signal(pid, 'SIGINT')
  const gone = await becomesTrue(() => processesIn(directory).length === 0)
  if (!gone) await killAll(directory)
  rmSync(join(directory, 'postmaster.pid'), { force: true })
}

/** As a power cut does. Resolves when nothing of it is left. */
export async function killAll(directory: string): Promise<void> {
  for (const each of processesIn(directory)) signal(each, 'SIGKILL')
  await becomesTrue(() => processesIn(directory).length === 0)
}

/** Process ids of the PostgreSQL whose cluster this is: all of its processes work in the cluster's directory. */
export function processesIn(directory: string): number[] {
  const real = realpathSync(directory)
  if (process.platform !== 'linux') return postmastersNaming(real)
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && workingDirectory(name) === real)
    .map(Number)
}

function workingDirectory(pid: string): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`)
  } catch {
    return undefined
  }
}

function postmastersNaming(directory: string): number[] {
  const lines = execFileSync('ps', ['-axo', 'pid=,command='], { encoding: 'utf8' }).split('\n')
  return lines.filter((line) => line.includes(`postgres -D ${directory} `)).map((line) => Number.parseInt(line, 10))
}

/** Sends a signal to a process that may be gone already. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch {
    // It ended in the meantime.
  }
}

async function becomesTrue(condition: () => boolean): Promise<boolean> {
  for (const end = Date.now() + STOP_LIMIT_MS; Date.now() < end; await pause(POLL_MS)) if (condition()) return true
  return false
}
