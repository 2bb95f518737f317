import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'

export type FileLock = { release(): void }

/** Who holds a lock: told to the next one who asks, so that its error can name them. */
export type LockOwner = Readonly<{ pid: number; purpose: string }>

const SQLITE_BUSY = 5

/**
 * Takes an exclusive lock on a file, or answers who holds it. The operating system drops it when the process ends, however it
 * ends, so there is no stale lock and no guessing whether a process id was used again. (SQLite serves as the portable way to a
 * file lock; the file stays empty.)
 */
export function lockFile(path: string, purpose: string): FileLock | LockOwner {
  const file = new DatabaseSync(path, { timeout: 0 })
  try {
    file.exec('begin exclusive')
  } catch (error) {
    file.close()
    if ((error as { errcode?: number }).errcode !== SQLITE_BUSY) throw error
    return readOwner(ownerPath(path))
  }
  writeFileSync(ownerPath(path), JSON.stringify({ pid: process.pid, purpose } satisfies LockOwner))
  return {
    release() {
      rmSync(ownerPath(path), { force: true })
      file.close()
    },
  }
}

export function isHeld(lock: FileLock | LockOwner): lock is LockOwner {
  return 'pid' in lock
}

function ownerPath(path: string): string {
  return `${path}.owner`
}

/** The holder may be between taking the lock and writing its name. */
function readOwner(path: string): LockOwner {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as LockOwner
  } catch {
    return { pid: 0, purpose: 'unknown' }
  }
}
