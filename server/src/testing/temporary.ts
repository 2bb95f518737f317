import { chmodSync, mkdtempSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A memory disk spares tests the wait for a real one: with others writing, a start of PostgreSQL took 5 s instead of 1. */
const MEMORY_DISK = '/dev/shm'
const ENOUGH_BYTES = 2 ** 31

/** A new directory that other users may pass through, as PostgreSQL has to when root runs it. The caller removes it. */
export function temporaryDirectory(name: string): string {
  const directory = mkdtempSync(join(temporaryRoot(), `${name}-`))
  chmodSync(directory, 0o711)
  return directory
}

/** Where temporary directories are made: in memory if there is room for databases, else on disk. */
export function temporaryRoot(): string {
  try {
    const { bavail, bsize } = statfsSync(MEMORY_DISK)
    if (bavail * bsize >= ENOUGH_BYTES) return MEMORY_DISK
  } catch {
    // Not on this system.
  }
  return tmpdir()
}
