import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

/** Processor seconds, user and system together. */
export interface Cpu {
  readonly server: number
  /** The postmaster, its living children and those it has outlived. */
  readonly postgres: number
}

const TICKS = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }))

interface Stat {
  readonly parent: number
  readonly own: number
  readonly outlived: number
}

/** From /proc: what the processes have used since they started. */
export function readCpu(serverPid: number, postgresPid?: number): Cpu {
  let postgres = 0
  if (postgresPid === undefined) return { server: readStat(serverPid)?.own ?? 0, postgres }
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const stat = readStat(Number(name))
    if (Number(name) === postgresPid && stat) postgres += stat.own + stat.outlived
    else if (stat?.parent === postgresPid) postgres += stat.own
  }
  return { server: readStat(serverPid)?.own ?? 0, postgres }
}

export function cpuBetween(before: Cpu, after: Cpu): Cpu {
  return { server: after.server - before.server, postgres: after.postgres - before.postgres }
}

/** Undefined when the process has ended. */
function readStat(pid: number): Stat | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name in brackets may hold spaces; what follows begins with the third field, the state.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    const seconds = (field: number) => Number(fields[field - 3]) / TICKS
    return { parent: Number(fields[1]), own: seconds(14) + seconds(15), outlived: seconds(16) + seconds(17) }
  } catch {
    return undefined
  }
}
