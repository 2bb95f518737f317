import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { signal, stopLeftover } from '../db/leftover.ts'

const PATIENCE_MS = 20_000
const POLL_MS = 50
const POSTGRES = /^postgres-[ab]$/

/**
 * Ends whatever a fleet that was killed left running over this directory; the caller holds its lock. Programs hear of their starter's end
 * and are on their way; PostgreSQL is stopped here in good order, both at a time since each waits for the other.
 *
 * @param programs the paths of engines that have their data or settings there.
 */
export async function endLeftovers(directory: string, programs: readonly string[]): Promise<void> {
  const servers = readdirSync(directory).filter((name) => POSTGRES.test(name))
  await Promise.all(servers.map((name) => stopLeftover(join(directory, name))))
  const names = new Set(programs.map((path) => basename(path)))
  const left = () => processesOver(directory, names)
  for (const end = Date.now() + PATIENCE_MS; left().length > 0 && Date.now() < end; ) await pause(POLL_MS)
  while (left().length > 0) {
    for (const pid of left()) signal(pid, 'SIGKILL')
    await pause(POLL_MS)
  }
}

/** Processes of one of these names that were started with a path in the directory. */
function processesOver(directory: string, names: ReadonlySet<string>): number[] {
  const isOne = ([program = '', ...args]: string[]) =>
    names.has(basename(program)) && args.some((arg) => arg.startsWith(`${directory}/`))
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && isOne(commandOf(name)))
    .map(Number)
}

function commandOf(pid: string): string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
  } catch {
    return []
  }
}
