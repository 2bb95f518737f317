import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join, resolve } from 'node:path'

const ROOT = resolve(import.meta.dirname, '../..')
const WORKSPACES = ['contract', 'server', 'web']

/** The version before this one. */
export interface Previous {
  readonly commit: string
  /** Its `main.ts`. */
  readonly main: string
}

/**
 * Unpacks the commit before what is checked out, or the one that is checked out where it was changed since. Packages are those that are
 * installed; the product's own are its own. Undefined where there is no history.
 */
export function unpackPrevious(directory: string): Previous | undefined {
  const commit = previousCommit()
  if (commit === undefined) return undefined
  mkdirSync(directory, { recursive: true })
  const archive = execFileSync('git', ['archive', commit, ...WORKSPACES, 'package.json'], {
    cwd: ROOT,
    maxBuffer: 2 ** 30,
  })
  execFileSync('tar', ['-x', '-C', directory], { input: archive })
  linkPackages(directory)
  return { commit, main: join(directory, 'server/src/main.ts') }
}

/** Undefined where there is no history. */
export function previousCommit(): string | undefined {
  const isChanged = spawnSync('git', ['diff', '--quiet', 'HEAD'], { cwd: ROOT }).status === 1
  const { status, stdout } = spawnSync('git', ['rev-parse', '--short', isChanged ? 'HEAD' : 'HEAD~1'], { cwd: ROOT })
  return status === 0 ? String(stdout).trim() : undefined
}

/** The `main.ts` of the process that serves metrics on this port of this machine, as the system tells it. */
export function mainBehind(port: number): string | undefined {
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const [command, environment] = ['cmdline', 'environ'].map((name) => wordsIn(join('/proc', pid, name)))
    if (environment?.includes(`NANIWA_METRICS_PORT=${port}`) && command?.includes('serve'))
      return command.find((word) => word.endsWith('/main.ts'))
  }
  return undefined
}

/** None of a process that has just ended, or is somebody else's. */
function wordsIn(path: string): string[] {
  try {
    return readFileSync(path, 'utf8').split('\0')
  } catch {
    return []
  }
}

function linkPackages(directory: string): void {
  const [from, to] = [join(ROOT, 'node_modules'), join(directory, 'node_modules')]
  mkdirSync(join(to, '@naniwa'), { recursive: true })
  for (const name of readdirSync(from)) if (name !== '@naniwa') symlinkSync(join(from, name), join(to, name))
  for (const name of WORKSPACES) symlinkSync(join(directory, name), join(to, '@naniwa', name))
}
