import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Fatal } from '../lib/fatal.ts'

/** The one line that says why PostgreSQL did not start, from what it printed or, failing that, from its log. */
export function startFailure(directory: string, output: string): Fatal {
  const log = newestLog(join(directory, 'log'))
  const reason = lastComplaint(output) ?? lastComplaint(log ? readFileSync(log, 'utf8') : '') ?? 'it gave no reason'
  const data = dirname(directory)
  if (/No space left on device/.test(reason))
    return new Fatal(`The disk of ${data} is full: free some space and start again.`)
  if (/Read-only file system/.test(reason))
    return new Fatal(`The disk of ${data} is read-only: mount it writable, or set NANIWA_DATA to another directory.`)
  return new Fatal(`The embedded PostgreSQL did not start: ${reason}${log ? ` (see ${log})` : ''}.`)
}

function lastComplaint(text: string): string | undefined {
  const lines = text.split('\n').filter((line) => /\b(FATAL|PANIC|error|ENOENT|EACCES|could not)\b/.test(line))
  return lines
    .at(-1)
    ?.replace(/^.*?\b(FATAL|PANIC|error): +/, '')
    .replace(/\.$/, '')
}

function newestLog(folder: string): string | undefined {
  try {
    const files = readdirSync(folder).map((file) => join(folder, file))
    return files.sort((a, b) => statSync(a).mtimeMs - statSync(b).mtimeMs).at(-1)
  } catch {
    return undefined
  }
}
