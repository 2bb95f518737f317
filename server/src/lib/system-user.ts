import { spawnSync } from 'node:child_process'
import { Fatal } from './fatal.ts'

export type SystemUser = Readonly<{ uid: number; gid: number }>

/** Stands for "anybody but root" where the server user does not exist yet. */
const NOBODY: SystemUser = { uid: 65_534, gid: 65_534 }

/** True when this process is root, as which PostgreSQL refuses to run. */
export function isRoot(): boolean {
  return process.getuid?.() === 0
}

/** The user `name`, made as a system user without a login if it does not exist. Asks to be root. */
export function systemUser(name: string): SystemUser {
  const existing = findUser(name)
  if (existing) return existing
  const ways = [
    ['useradd', '--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', name],
    ['adduser', '-S', '-D', '-H', '-s', '/sbin/nologin', name],
  ] as const
  for (const [command, ...args] of ways) {
    if (spawnSync(command, args, { stdio: 'ignore' }).status === 0) break
  }
  const made = findUser(name)
  if (!made)
    throw new Fatal(
      `PostgreSQL does not run as root, and the system user "${name}" could not be made: make it, or start as an ordinary user.`,
    )
  return made
}

/** What to put before a command so that it runs as this user, with what else Debian's `setpriv` is told. */
export function setpriv(user: SystemUser | undefined, ...options: readonly string[]): string[] {
  const as = user ? [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups'] : []
  return ['setpriv', ...as, ...options]
}

/** Whether `user` may enter the directory, which asks for search permission on every directory above it too. */
export function canEnter(directory: string, user: SystemUser = NOBODY): boolean {
  const { status } = spawnSync('/bin/sh', ['-c', 'cd -- "$1"', 'sh', directory], { ...user, cwd: '/', stdio: 'ignore' })
  return status === 0
}

function findUser(name: string): SystemUser | undefined {
  const [uid, gid] = ['-u', '-g'].map((flag) =>
    Number.parseInt(spawnSync('id', [flag, name]).stdout?.toString() ?? '', 10),
  )
  return Number.isInteger(uid) && Number.isInteger(gid) ? ({ uid, gid } as SystemUser) : undefined
}
