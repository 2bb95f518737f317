import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, symlinkSync } from 'node:fs'
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
  const isChanged = spawnSync('git', ['diff', '--quiet', 'HEAD'], { cwd: ROOT }).status === 1
  const { status, stdout } = spawnSync('git', ['rev-parse', '--short', isChanged ? 'HEAD' : 'HEAD~1'], { cwd: ROOT })
  if (status !== 0) return undefined
  const commit = String(stdout).trim()
  mkdirSync(directory, { recursive: true })
  const archive = execFileSync('git', ['archive', commit, ...WORKSPACES, 'package.json'], {
    cwd: ROOT,
    maxBuffer: 2 ** 30,
  })
  execFileSync('tar', ['-x', '-C', directory], { input: archive })
  linkPackages(directory)
  return { commit, main: join(directory, 'server/src/main.ts') }
}

function linkPackages(directory: string): void {
  const [from, to] = [join(ROOT, 'node_modules'), join(directory, 'node_modules')]
  mkdirSync(join(to, '@naniwa'), { recursive: true })
  for (const name of readdirSync(from)) if (name !== '@naniwa') symlinkSync(join(from, name), join(to, name))
  for (const name of WORKSPACES) symlinkSync(join(directory, name), join(to, '@naniwa', name))
}
