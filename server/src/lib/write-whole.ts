import { renameSync, writeFileSync } from 'node:fs'

/** A file that only we can read; whoever is killed meanwhile leaves the one that was there before, or none, and never half of one. */
export function writeWhole(path: string, text: string): void {
  const part = `${path}.part`
  writeFileSync(part, text, { mode: 0o600, flush: true })
  renameSync(part, path)
}
