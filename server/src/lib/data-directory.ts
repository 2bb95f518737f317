import { accessSync, closeSync, constants, mkdirSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { Fatal } from './fatal.ts'
import { canEnter, isRoot } from './system-user.ts'

/** Below this a fresh PostgreSQL does not fit, and a running one is about to stop. */
const LEAST_FREE_BYTES = 64 * 2 ** 20

const SYSTEM_DATA = '/var/lib/naniwa'

/**
 * Where data goes unless NANIWA_DATA says otherwise: `data` in the checkout. For root in a checkout that other users cannot enter
 * (its own home), where PostgreSQL, which refuses to run as root, could not work: /var/lib/naniwa.
 */
export function defaultDataDirectory(checkout: string): string {
  return isRoot() && !canEnter(checkout) ? SYSTEM_DATA : join(checkout, 'data')
}

/**
 * Makes the directory if need be and proves that it can be written to.
 *
 * @throws {Fatal} when it is not a directory, belongs to somebody else, or its disk is read-only or has no room at all.
 */
export function prepareDataDirectory(directory: string): void {
  try {
    // Others may pass through: as root, PostgreSQL runs as another user. What is inside has modes of its own.
    mkdirSync(directory, { recursive: true, mode: isRoot() ? 0o711 : 0o700 })
    accessSync(directory, constants.W_OK | constants.X_OK)
    writeProbe(join(directory, '.probe'))
  } catch (error) {
    throw new Fatal(refusal(directory, error as NodeJS.ErrnoException))
  }
}

/** @throws {Fatal} when less than 64 MiB are left. */
export function requireFreeSpace(directory: string): void {
  const free = freeBytes(directory)
  if (free >= LEAST_FREE_BYTES) return
  throw new Fatal(
    `The disk of ${directory} is full (${Math.floor(free / 2 ** 20)} MiB left): free at least 64 MiB and start again.`,
  )
}

/** What is left on the directory's disk for this user. */
export function freeBytes(directory: string): number {
  const { bavail, bsize } = statfsSync(directory)
  return bavail * bsize
}

function writeProbe(path: string): void {
  const fd = openSync(path, 'w', 0o600)
  try {
    writeSync(fd, Buffer.alloc(4_096))
  } finally {
    closeSync(fd)
    rmSync(path, { force: true })
  }
}

function refusal(directory: string, { code, message }: NodeJS.ErrnoException): string {
  if (code === 'EROFS')
    return `The disk of ${directory} is read-only: mount it writable, or set NANIWA_DATA to another directory.`
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return `The disk of ${directory} is full: free some space and start again.`
  if (code === 'EACCES' || code === 'EPERM')
    return `${directory} cannot be written to by this user: give it the directory (chown), or set NANIWA_DATA to another one.`
  if (code === 'EEXIST' || code === 'ENOTDIR') return `${directory} is not a directory: set NANIWA_DATA to one.`
  return `${directory} cannot be used: ${message}. Set NANIWA_DATA to another directory.`
}
