import { readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { signal, stopLeftover } from '../db/leftover.ts'

const PATIENCE_MS = 20_000
const POLL_MS = 50
const POSTGRES = /^postgres-[ab]$/

/**
 * Ends whatever a fleet that was killed left running over this directory; the caller holds its lock. Programs, ours and engines, have
 * heard of their starter's end and are on their way: after some patience they are killed. PostgreSQL, which has not, is stopped here in
 * good order, both at a time since each waits for the other.
 *
 * @param programs the paths of what parts run.
 * @param patience in milliseconds.
 */
export async function endLeftovers(
  directory: string,
  programs: readonly string[],
  patience = PATIENCE_MS,
): Promise<void> {
  const servers = readdirSync(directory).filter((name) => POSTGRES.test(name))
  await Promise.all(servers.map((name) => stopLeftover(join(directory, name))))
  const executables = new Set(programs.map((path) => realpathSync(path)))
  const left = () => partsOver(realpathSync(directory), executables)
  for (const end = Date.now() + patience; left().length > 0 && Date.now() < end; ) await pause(POLL_MS)
  while (left().length > 0) {
    for (const pid of left()) signal(pid, 'SIGKILL')
    await pause(POLL_MS)
  }
}

/** Processes that run one of these and work in the directory; not a shell of somebody who looks at the logs there. */
function partsOver(directory: string, executables: ReadonlySet<string>): number[] {
  const isPart = (pid: string) =>
    `${linkOf(pid, 'cwd')}/`.startsWith(`${directory}/`) && executables.has(linkOf(pid, 'exe')) && !isOther(pid)
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && isPart(name))
    .map(Number)
}

/** Of what Node runs only servers are parts: whoever starts the cluster may do so from here. */
function isOther(pid: string): boolean {
  return linkOf(pid, 'exe') === realpathSync(process.execPath) && !argumentsOf(pid).includes('serve')
}

function argumentsOf(pid: string): string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
  } catch {
    return []
  }
}

/** Empty for a process that is gone, or another user's. */
function linkOf(pid: string, name: 'cwd' | 'exe'): string {
  try {
    return readlinkSync(`/proc/${pid}/${name}`)
  } catch {
    return ''
  }
}
